"""When a blast would be through: the sender's pace, what waits before it, the day's limit and everybody's hours together.

The worker keeps to the same pace (`service.purse`) and the same hours, so that the plan is what happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from crm.accounts.queries import get_organization
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import Blast, BlastCount, BlastStatus, MessageStatus, SenderAccount
from crm.sms.queries.paces import (
    PRACTICE_A_MINUTE,
    RESERVE,
    SLOWEST,
    Pace,
    carrier_day,
    find_day,
    next_carrier_day,
    pace_of,
)
from crm.sms.queries.quiet_hours import QUARTER, Place, hours_of_place

HORIZON = timedelta(days=28)
GOING = (BlastStatus.SENDING, BlastStatus.SCHEDULED, BlastStatus.PREPARING)


@dataclass(frozen=True, slots=True)
class Plan:
    """When the last text leaves (None: not within four weeks) and how many leave on each day, by the organization's zone.

    `has_pace` is False where nobody said what kind of number sends, so that the slowest is reckoned with. `today` is the
    day on which the plan was made.
    """

    finishes_at: datetime | None
    per_day: list[tuple[date, int]] = field(default_factory=list)
    starts_on: date | None = None
    has_pace: bool = True
    today: date | None = None

    @property
    def later(self) -> int:
        """How many leave after the first day."""
        return sum(count for day, count in self.per_day if day != self.starts_on)

    @property
    def tomorrow(self) -> int:
        """How many leave on the day after the first."""
        next_day = self.starts_on + timedelta(days=1) if self.starts_on else None
        return sum(count for day, count in self.per_day if day == next_day)


@dataclass(slots=True)
class _Course:
    """The plan as it is reckoned: what is left to go at which places, and when."""

    at: datetime
    left: dict[Place, float]
    ahead: float
    a_minute: float
    a_day: float | None
    today: date
    left_today: float
    zone: str
    days: dict[date, float] = field(default_factory=dict)


def plan(
    account: SenderAccount | None, places: Mapping[Place, int], segments: int, start: datetime, now: datetime
) -> Plan:
    """The plan of a blast of so many segments to so many people at each kind of place, from `start` on.

    `places` are keyed by `quiet_hours.place_key`; `now` is the moment by the organization's clock.
    """
    organization = get_organization(current_organization_id())
    texts, zone = sum(places.values()), organization.time_zone
    first, today = max(start, now), local_date(now, zone)
    if not texts:
        return Plan(None, [], local_date(first, zone), today=today)
    pace, has_pace = _reckoned(account, organization.is_practice, now)
    a_day = None if pace.a_day is None else pace.a_day * (1 - 1 / RESERVE)
    day = find_day(account.id, first) if account else None
    course = _Course(
        at=first,
        left={place: float(count) for place, count in places.items() if count},
        ahead=float(_segments_before()) if start <= now else 0.0,
        a_minute=float(pace.a_minute or 1),
        a_day=a_day,
        today=carrier_day(first),
        left_today=float("inf") if a_day is None else a_day - (day.segments if day else 0),
        zone=zone,
    )
    finishes_at = _run(course, max(segments, texts) / texts)
    per_day = [(day, round(count)) for day, count in sorted(course.days.items()) if round(count)]
    return Plan(finishes_at, per_day, local_date(first, zone), has_pace, today)


def _reckoned(account: SenderAccount | None, is_practice: bool, now: datetime) -> tuple[Pace, bool]:
    """The pace to reckon with, and whether it is the sender's own: where nobody said its kind, the slowest one's."""
    if account is None and is_practice:
        return Pace(PRACTICE_A_MINUTE, None), True
    pace = SLOWEST if account is None else pace_of(account, now)
    if account is not None and pace.a_minute is not None:
        return pace, True
    return Pace(SLOWEST.a_minute, pace.a_day or SLOWEST.a_day), False


def _run(course: _Course, each: float) -> datetime | None:
    """Let the texts go, a quarter of an hour at a time; when the last one leaves. `each` is the segments of one text."""
    end = course.at + HORIZON
    while course.at < end:
        is_open = [place for place in course.left if hours_of_place(course.at, place).at == course.at]
        if not is_open:
            later = [hours.at for place in course.left if (hours := hours_of_place(course.at, place)).at is not None]
            if not later:
                return None
            _go_to(course, min(later))
        elif course.left_today < each:
            _go_to(course, next_carrier_day(course.at))
        elif (finished := _send_for_a_while(course, is_open, each)) is not None:
            return finished
    return None


def _send_for_a_while(course: _Course, is_open: list[Place], each: float) -> datetime | None:
    """One quarter of an hour, or less until its end; the moment at which nothing is left, if that comes."""
    minutes = QUARTER - (course.at.minute % QUARTER + course.at.second / 60 + course.at.microsecond / 60_000_000)
    room = min(minutes * course.a_minute, course.left_today)
    waited = min(room, course.ahead)
    course.ahead -= waited
    wanted = sum(course.left[place] for place in is_open) * each
    spent = min(room - waited, wanted)
    for place in is_open:
        course.left[place] -= course.left[place] * (spent / wanted)
        if course.left[place] < 0.5 / len(is_open):
            del course.left[place]
    day = local_date(course.at, course.zone)
    course.days[day] = course.days.get(day, 0.0) + spent / each
    course.left_today -= waited + spent
    if not course.left:
        return course.at + timedelta(minutes=(waited + spent) / course.a_minute)
    _go_to(course, course.at + timedelta(minutes=minutes))
    return None


def _go_to(course: _Course, moment: datetime) -> None:
    course.at = moment
    if course.a_day is not None and carrier_day(moment) != course.today:
        course.today, course.left_today = carrier_day(moment), course.a_day


def _segments_before() -> int:
    """What waits to leave before: the segments of blasts that go already."""
    query = (
        select(func.sum(BlastCount.segments))
        .join(Blast, Blast.id == BlastCount.blast_id)
        .where(Blast.status.in_(GOING), BlastCount.status == MessageStatus.QUEUED)
    )
    return int(db.session.scalar(query) or 0)
