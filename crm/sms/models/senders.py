"""From where an organization texts: its provider account and numbers, and the simulated phones of a practice one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class SenderKind(StrEnum):
    """Who carries the texts."""

    TWILIO = "twilio"
    SIMULATED = "simulated"


class NumberKind(StrEnum):
    """What kind of number carries the texts, which decides their pace; unstated leaves the pace to the provider."""

    UNSTATED = "unstated"
    LONG_CODE = "long_code"
    TEN_DLC = "ten_dlc"
    TOLL_FREE = "toll_free"
    SHORT_CODE = "short_code"


class ThroughputClass(StrEnum):
    """The class that the carriers gave a registered campaign (10DLC), which decides how much it may send a minute."""

    A_B = "a_b"
    C_D = "c_d"
    E_F = "e_f"
    LOW_VOLUME = "low_volume"


class SenderAccount(OrganizationOwned, Model):
    """A provider account of one organization; its token is sealed, and signs what the provider sends us.

    `segments_per_minute` and `segments_per_day` are what a person typed in place of what the kind of number allows.
    `provider_words` are the whole texts that the provider answers by itself, None for Twilio's own. `paced_until` and
    `slowed_until` are real time; `rests_until` is by the organization's clock.
    """

    __tablename__ = "sender_accounts"
    __table_args__ = (UniqueConstraint("organization_id", "account_sid"),)

    kind: Mapped[SenderKind] = mapped_column(enum_column(SenderKind, "kind"))
    account_sid: Mapped[str] = mapped_column(String(40))
    sealed_token: Mapped[str] = mapped_column(Text)
    messaging_service_sid: Mapped[str] = mapped_column(String(40), default="")
    provider_answers_keywords: Mapped[bool] = mapped_column(default=True)
    is_halted: Mapped[bool] = mapped_column(default=False)
    halted_because: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(String(100), default="", server_default="")
    number_kind: Mapped[NumberKind] = mapped_column(
        enum_column(NumberKind, "number_kind"),
        default=NumberKind.UNSTATED,
        server_default=NumberKind.UNSTATED.value,
    )
    throughput_class: Mapped[ThroughputClass | None] = mapped_column(enum_column(ThroughputClass, "throughput_class"))
    brand_score: Mapped[int | None]
    segments_per_minute: Mapped[int | None]
    segments_per_day: Mapped[int | None]
    provider_words: Mapped[list[Any] | None] = mapped_column(json_column())
    paced_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    slowed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_because: Mapped[str] = mapped_column(String(300), default="", server_default="")
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_problem: Mapped[str] = mapped_column(String(300), default="", server_default="")


class SenderNumber(OrganizationOwned, Model):
    """One number of a sender account."""

    __tablename__ = "sender_numbers"
    __table_args__ = (UniqueConstraint("account_id", "phone"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("sender_accounts.id", ondelete="CASCADE"))
    phone: Mapped[str] = mapped_column(String(20))


class SimulatedText(OrganizationOwned, Model):
    """A text as it stands on a simulated phone: the outside world of a practice organization."""

    __tablename__ = "simulated_texts"
    __table_args__ = (
        UniqueConstraint("sid"),
        Index("ix_simulated_texts_phone", "organization_id", "phone", "id"),
    )

    phone: Mapped[str] = mapped_column(String(20))
    is_from_phone: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    sid: Mapped[str] = mapped_column(String(40))
    status_callback: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SenderDay(OrganizationOwned, Model):
    """What left through an account on one day of the carriers' (Pacific time): segments, calls, and refusals for haste."""

    __tablename__ = "sender_days"
    __table_args__ = (UniqueConstraint("account_id", "day"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("sender_accounts.id", ondelete="CASCADE"))
    day: Mapped[date]
    segments: Mapped[int] = mapped_column(default=0)
    calls: Mapped[int] = mapped_column(default=0)
    busy: Mapped[int] = mapped_column(default=0)


class SenderAlert(OrganizationOwned, Model):
    """Something about an account that a person should know: how often since she last looked, 0 when she has seen it."""

    __tablename__ = "sender_alerts"
    __table_args__ = (UniqueConstraint("account_id", "about"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("sender_accounts.id", ondelete="CASCADE"))
    about: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    times: Mapped[int] = mapped_column(default=1)
