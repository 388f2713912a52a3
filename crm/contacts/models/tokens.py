"""The words people are found by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, token_column
from crm.core.scope import OrganizationOwned


class NameToken(OrganizationOwned, Model):
    """One folded word a person is found by: name parts, and the digits of phones."""

    __tablename__ = "name_tokens"
    __table_args__ = (
        UniqueConstraint("contact_id", "token"),
        Index("ix_name_tokens_token", "organization_id", "token", "contact_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(token_column(100))
