"""How often one number gets texts to many: the organization's caps, other blasts close by, and touches of one action.

Every blast of the organization counts, whichever campaign it is of, but for those about the same action, whose reminders
and thanks belong together and have a cap of their own; what was left out or cancelled does not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from crm.accounts.queries import get_organization
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import current_organization_id
from crm.core.upsert import among
from crm.sms.models import Blast, BlastStatus, Direction, Message, MessageStatus

WEEK = timedelta(days=7)
MOST_TOUCHES = 3
"""Texts about one action ahead that one person gets at most: the ask, a reminder, the day itself."""
TEXTED_THAT_DAY = N_("gets another text to many that day")
TEXTED_ENOUGH = N_("texted often enough that week")
CLOSE_BY = N_("gets another text to many close to this one")
TOUCHED = N_("texted three times about this action")
NOT_GOING = (MessageStatus.SKIPPED, MessageStatus.CANCELED, MessageStatus.HELD)


@dataclass(frozen=True, slots=True)
class Caps:
    """What the organization set: at most so many texts to many a day and a week, and so far apart; None is no limit."""

    a_day: int | None
    a_week: int | None
    apart: timedelta | None
    zone: ZoneInfo

    @property
    def reach(self) -> timedelta:
        """How far from the moment of a text others matter."""
        return max(WEEK, self.apart or WEEK)

    def why_not(self, at: datetime, others: Sequence[datetime]) -> str:
        """Which cap a text at that moment would break, given the others (ascending) to the same number; "" for none."""
        if self.apart is not None and any(abs(at - other) < self.apart for other in others):
            return CLOSE_BY
        if self.a_day is not None and sum(self._day(other) == self._day(at) for other in others) >= self.a_day:
            return TEXTED_THAT_DAY
        return TEXTED_ENOUGH if self.a_week is not None and most_in_a_week(at, others) >= self.a_week else ""

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def caps_of_organization() -> Caps:
    """The caps that the organization in scope set."""
    row = get_organization(current_organization_id())
    apart = row.hours_between_blasts
    return Caps(
        row.blasts_a_day, row.blasts_a_week, None if apart is None else timedelta(hours=apart), zone(row.time_zone)
    )


def most_in_a_week(at: datetime, others: Sequence[datetime]) -> int:
    """The most of the others that any seven days holding `at` hold."""
    near = sorted(other for other in others if abs(at - other) < WEEK)
    starts = [*(other for other in near if other <= at), at]
    return max(bisect_left(near, start + WEEK) - bisect_left(near, start) for start in starts)


def blasts_near(start: datetime, reach: timedelta, action_id: int | None, but: int | None = None) -> list[int]:
    """The blasts that may have texts that close to a moment, but for those about the same action and one itself."""
    query = select(Blast.id).where(
        or_(Blast.action_id.is_(None), Blast.action_id != (action_id or 0)),
        Blast.status.not_in((BlastStatus.DRAFT, BlastStatus.NEEDS_REVIEW)),
        func.coalesce(Blast.send_at, Blast.created_at) > start - reach - WEEK,
        func.coalesce(Blast.send_at, Blast.created_at) < start + reach,
    )
    return [blast_id for blast_id in db.session.scalars(query.order_by(Blast.id)) if blast_id != but]


def texts_near(phones: Collection[str], blast_ids: Sequence[int]) -> dict[str, list[datetime]]:
    """When some numbers get the texts of some blasts: moments in ascending order; numbers without any are missing."""
    found: dict[str, list[datetime]] = {}
    if not blast_ids or not phones:
        return found
    query = select(Message.phone, func.coalesce(Message.sent_at, Message.send_after, Message.at)).where(
        Message.blast_id.in_(blast_ids), among(Message.phone, phones), Message.status.not_in(NOT_GOING)
    )
    for phone, moment in db.session.execute(query):
        found.setdefault(phone, []).append(moment)
    for moments in found.values():
        moments.sort()
    return found


def touches_of(action_id: int, phones: Collection[str]) -> Mapping[str, int]:
    """How many texts about an action some numbers got or will get, answers of ours to theirs aside."""
    query = (
        select(Message.phone, func.count())
        .where(
            Message.action_id == action_id,
            Message.direction == Direction.OUT,
            Message.blast_id.is_not(None),
            among(Message.phone, phones),
            Message.status.not_in(NOT_GOING),
        )
        .group_by(Message.phone)
    )
    return dict(db.session.execute(query).all())
