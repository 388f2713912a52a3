"""The numbers people have in other systems, beside the one that stands with the person."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model
from crm.core.scope import OrganizationOwned


class ExternalId(OrganizationOwned, Model):
    """A second or further number of a person in another system, as when she stood in its list twice."""

    __tablename__ = "external_ids"
    __table_args__ = (
        UniqueConstraint("contact_id", "system", "value"),
        Index("ix_external_ids_value", "organization_id", "value"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    system: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[str] = mapped_column(String(100))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
