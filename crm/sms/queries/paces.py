"""How fast and how much a sender may send, by what kind of number it is: what the carriers allow (SMS.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from crm.core.database import db
from crm.sms.models import NumberKind, SenderAccount, SenderDay, SenderKind, ThroughputClass

CARRIER_ZONE = ZoneInfo("America/Los_Angeles")
"""The carriers count the day anew at midnight Pacific."""
_A_MINUTE = {NumberKind.LONG_CODE: 60, NumberKind.TOLL_FREE: 180, NumberKind.SHORT_CODE: 600}
_A_MINUTE_BY_CLASS = {
    ThroughputClass.A_B: 4_500,
    ThroughputClass.C_D: 2_400,
    ThroughputClass.E_F: 240,
    ThroughputClass.LOW_VOLUME: 75,
}
"""What AT&T takes a minute. We do not know who is with which carrier, so that the strictest counts for everybody."""
_A_DAY_FROM_SCORE = ((76, 200_000), (51, 40_000), (26, 10_000), (1, 2_000), (0, 1_000))
"""T-Mobile's segments a day by the brand's score, shared by all vendors of the brand; a sole proprietor has 0."""
SLOWED = 2
"""By how much a sender is slower for a while after the carriers asked for it."""
SLOWED_UNLIMITED = 600
RESERVE = 20
"""One part in so many of a day's segments is kept for answers to people."""
PRACTICE_A_MINUTE = 4_500


@dataclass(frozen=True, slots=True)
class Pace:
    """Segments a minute and a day; None where nobody but the provider sets the pace."""

    a_minute: int | None
    a_day: int | None


SLOWEST = Pace(60, 2_000)
"""What a plan reckons with where nobody said what kind of number sends: a plain long code of a brand with a low score."""


def pace_of(account: SenderAccount, now: datetime) -> Pace:
    """The pace of an account at a moment by the organization's clock; what a person typed comes before what is usual."""
    a_minute = account.segments_per_minute or _usual_a_minute(account)
    if account.slowed_until is not None and now < account.slowed_until:
        a_minute = max(1, a_minute // SLOWED) if a_minute else SLOWED_UNLIMITED
    return Pace(a_minute, account.segments_per_day or _usual_a_day(account))


def _usual_a_minute(account: SenderAccount) -> int | None:
    if account.kind is SenderKind.SIMULATED and account.number_kind is NumberKind.UNSTATED:
        return PRACTICE_A_MINUTE
    if account.number_kind is NumberKind.TEN_DLC:
        return _A_MINUTE_BY_CLASS[account.throughput_class or ThroughputClass.LOW_VOLUME]
    return _A_MINUTE.get(account.number_kind)


def _usual_a_day(account: SenderAccount) -> int | None:
    """T-Mobile's limit, for registered long codes alone; a brand whose score is not known counts as a low one."""
    if account.number_kind is not NumberKind.TEN_DLC:
        return None
    score = 1 if account.brand_score is None else account.brand_score
    return next(segments for least, segments in _A_DAY_FROM_SCORE if score >= least)


def carrier_day(now: datetime) -> date:
    """The carriers' day of a moment."""
    return now.astimezone(CARRIER_ZONE).date()


def next_carrier_day(now: datetime) -> datetime:
    """When the carriers count anew."""
    local = now.astimezone(CARRIER_ZONE)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def find_day(account_id: int, now: datetime) -> SenderDay | None:
    """What left through an account on the carriers' day of a moment, if anything did."""
    query = select(SenderDay).where(SenderDay.account_id == account_id, SenderDay.day == carrier_day(now))
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
