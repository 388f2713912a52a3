"""A person's own yes to one partner organization, and what the partner received by it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class SharingHow(StrEnum):
    """How she said it."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    PAPER = "paper"


class SharingConsent(OrganizationOwned, Model):
    """That somebody said yes, or took it back, to being shared with one partner; append-only, the newest of a partner counts.

    `words` are those she was told, `wording` their version and language ("share-1-es"); taking back has neither.
    `share_key` is what her yes and the partner's copy have in common.
    """

    __tablename__ = "sharing_consents"
    __table_args__ = (Index("ix_sharing_consents_contact", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    share_key: Mapped[str] = mapped_column(String(32))
    is_yes: Mapped[bool]
    words: Mapped[str] = mapped_column(String(600), default="")
    wording: Mapped[str] = mapped_column(String(20), default="")
    how: Mapped[SharingHow] = mapped_column(enum_column(SharingHow, "how"))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReceivedState(StrEnum):
    """What became of somebody a partner shared with us."""

    WAITING = "waiting"
    TAKEN = "taken"
    DROPPED = "dropped"


class ReceivedPerson(OrganizationOwned, Model):
    """Somebody a partner shared with us by her own yes: name, number, address, language, and nothing else.

    She waits when staff must say who she is; what was sent is emptied once she is one of our people, or took her yes back.
    """

    __tablename__ = "received_people"
    __table_args__ = (
        UniqueConstraint("share_key"),
        Index("ix_received_people_contact", "contact_id"),
        Index("ix_received_people_state", "organization_id", "state"),
    )

    share_key: Mapped[str] = mapped_column(String(32))
    from_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str | None] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(600))
    wording: Mapped[str] = mapped_column(String(20))
    how: Mapped[SharingHow] = mapped_column(enum_column(SharingHow, "how"))
    state: Mapped[ReceivedState] = mapped_column(enum_column(ReceivedState, "state"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
