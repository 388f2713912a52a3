"""One-on-ones and the assessments that come of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class Channel(StrEnum):
    """How the two met."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class OneOnOneKind(StrEnum):
    """What the sit-down was for."""

    RECRUITMENT = "recruitment"
    MAINTENANCE = "maintenance"
    ESCALATION = "escalation"
    CHECK_IN = "check_in"
    HOUSE_VISIT = "house_visit"


class OneOnOne(OrganizationOwned, Model):
    """A sit-down of one organizer with one person; the story is sealed, for the author and her lead."""

    __tablename__ = "one_on_ones"
    __table_args__ = (
        UniqueConstraint("organization_id", "client_ref"),
        Index("ix_one_on_ones_contact", "organization_id", "contact_id", "met_at"),
        Index("ix_one_on_ones_person", "contact_id"),
        Index("ix_one_on_ones_met", "organization_id", "met_at", "contact_id"),
        Index(
            "ix_one_on_ones_campaign",
            *("organization_id", "campaign_id", "met_at", "logged_at", "contact_id", "organizer_user_id"),
        ),
        Index("ix_one_on_ones_organizer", "organization_id", "organizer_user_id", "met_at"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    organizer_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    kind: Mapped[OneOnOneKind] = mapped_column(enum_column(OneOnOneKind, "kind"), default=OneOnOneKind.RECRUITMENT)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel, "channel"), default=Channel.IN_PERSON)
    met_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int | None]
    issues: Mapped[list[str]] = mapped_column(json_column(), default=list)
    sealed_story: Mapped[str | None] = mapped_column(Text)
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    second_adult: Mapped[str] = mapped_column(String(100), default="", server_default="")
    client_ref: Mapped[str | None] = mapped_column(String(36))


class Evidence(StrEnum):
    """What an assessment rests on; "said" unless something stronger is chosen."""

    SAID = "said"
    DID_PUBLIC_ACT = "did_public_act"
    MOVED_OTHERS = "moved_others"
    KEPT_COMMITMENT = "kept_commitment"
    DECLINED = "declined"
    OPPOSED = "opposed"


class Assessment(OrganizationOwned, Model):
    """Where a person stands, 1 (leads with us) to 5 (against); append-only, the newest counts."""

    __tablename__ = "assessments"
    __table_args__ = (
        Index("ix_assessments_contact", "organization_id", "contact_id", "at", "value", "campaign_id"),
        Index("ix_assessments_person", "contact_id"),
        CheckConstraint("value BETWEEN 1 AND 5", name="value_in_scale"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    one_on_one_id: Mapped[int | None] = mapped_column(ForeignKey("one_on_ones.id", ondelete="CASCADE"))
    value: Mapped[int]
    evidence: Mapped[Evidence] = mapped_column(enum_column(Evidence, "evidence"), default=Evidence.SAID)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
