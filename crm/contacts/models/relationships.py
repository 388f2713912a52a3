"""Who of our people is close to whom, as somebody said; who lives together and who brought whom is kept elsewhere."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, enum_column
from crm.core.scope import OrganizationOwned


class RelationshipKind(StrEnum):
    """What two people are to each other; who influences is the first of the two."""

    FRIEND = "friend"
    FAMILY = "family"
    KNOWS = "knows"
    INFLUENCES = "influences"


class Relationship(OrganizationOwned, Model):
    """That one person is close to another, each pair once; `strength` is 1 (met once), 2 (would take the call) or 3 (close)."""

    __tablename__ = "relationships"
    __table_args__ = (
        UniqueConstraint("contact_id", "other_id"),
        Index("ix_relationships_other", "other_id"),
        CheckConstraint("strength BETWEEN 1 AND 3", name="strength"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[RelationshipKind] = mapped_column(enum_column(RelationshipKind, "kind"))
    strength: Mapped[int]
