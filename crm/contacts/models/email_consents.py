"""Who agreed to be e-mailed, and who did not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class EmailConsentState(StrEnum):
    """What a person said about being e-mailed."""

    OPTED_IN = "opted_in"
    OPTED_OUT = "opted_out"


class EmailConsent(OrganizationOwned, Model):
    """One act of consent or refusal to be e-mailed; append-only, the newest counts.

    What an import brings never opens an address that was closed, and a refusal outlives the person it came with.
    """

    __tablename__ = "email_consents"
    __table_args__ = (
        Index("ix_email_consents_contact", "contact_id"),
        Index("ix_email_consents_email", "organization_id", "email"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    email: Mapped[str] = mapped_column(String(254))
    state: Mapped[EmailConsentState] = mapped_column(enum_column(EmailConsentState, "state"))
    source: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
