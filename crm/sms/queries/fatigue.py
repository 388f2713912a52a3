"""How often one number gets texts that it did not ask for: what a touch is, the caps, other touches close by, and touches of
one action.

A touch is a text of a blast, a sequence or an ask, whichever campaign it is of, that went or will go; answers in a
conversation are none, nor what was left out. Those about the same action belong together and have a cap of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select

from crm.accounts.queries import get_organization
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import current_organization_id
from crm.core.upsert import among
from crm.sms.models import ALONE, Blast, BlastStatus, Direction, Message, MessageStatus, Origin
from crm.sms.queries.shares import FOR_A_TEXTER

WEEK = timedelta(days=7)
MOST_TOUCHES = 3
"""Texts about one action ahead that one person gets at most: the ask, a reminder, the day itself."""
TEXTED_THAT_DAY = N_("gets another text to many that day")
TEXTED_ENOUGH = N_("texted often enough that week")
CLOSE_BY = N_("gets another text to many close to this one")
TOUCHED = N_("texted three times about this action")
NOT_GOING = (MessageStatus.SKIPPED, MessageStatus.CANCELED, MessageStatus.HELD)
UNASKED = (Origin.BLAST, Origin.SEQUENCE, Origin.ASK)
"""What makes a text a touch."""


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

    def free_at(self, now: datetime, others: Sequence[datetime]) -> datetime:
        """The first moment from now on at which a text would break no cap, given the others (ascending) to its number."""
        if not self.why_not(now, others):
            return now
        ends = [other + gap for other in others for gap in (self.apart or WEEK, WEEK)]
        ends += [self._day_after(moment) for moment in (now, *others)]
        return next(at for at in sorted(ends) if at >= now and not self.why_not(at, others))

    def _day_after(self, moment: datetime) -> datetime:
        """Midnight after a moment, by the organization's zone."""
        return datetime.combine(self._day(moment) + timedelta(days=1), time(), self.zone).astimezone(moment.tzinfo)

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


def is_touch() -> ColumnElement[bool]:
    """That a text is a touch: nobody asked for it, and it went or will go; those that wait for a texter's key will."""
    goes = Message.status.not_in(NOT_GOING) | (
        (Message.status == MessageStatus.HELD) & (Message.reason == FOR_A_TEXTER)
    )
    return (Message.direction == Direction.OUT) & Message.origin.in_(UNASKED) & goes


def touches_near(
    phones: Collection[str], blast_ids: Sequence[int], since: datetime, action_id: int | None
) -> dict[str, list[datetime]]:
    """When some numbers get the texts of some blasts, and got others since a moment that are not about that action.

    Moments in ascending order; numbers without any are missing.
    """
    found: dict[str, list[datetime]] = {}
    for query in (_of_blasts(blast_ids), _of_no_blast(since, action_id)) if phones else ():
        if query is not None:
            for phone, moment in db.session.execute(query.where(among(Message.phone, phones))):
                found.setdefault(phone, []).append(moment)
    for moments in found.values():
        moments.sort()
    return found


def touches_of(action_id: int, phones: Collection[str]) -> Mapping[str, int]:
    """How many touches of an action some numbers got or will get: texts about it, and blasts to which a yes means coming."""
    asks = select(Blast.id).where(Blast.ask_action_id == action_id)
    query = (
        select(Message.phone, func.count())
        .where(
            or_(Message.action_id == action_id, Message.blast_id.in_(asks)),
            among(Message.phone, phones),
            is_touch(),
        )
        .group_by(Message.phone)
    )
    return dict(db.session.execute(query).all())


_MOMENT = func.coalesce(Message.sent_at, Message.send_after, Message.at)


def _of_blasts(blast_ids: Sequence[int]) -> Select[str, datetime] | None:
    if not blast_ids:
        return None
    return select(Message.phone, _MOMENT).where(Message.blast_id.in_(blast_ids), is_touch())


def _of_no_blast(since: datetime, action_id: int | None) -> Select[str, datetime] | None:
    """The texts of sequences and asks, by an index that holds them alone; None where there are none at all."""
    lately = (ALONE, Message.at > since)
    if db.session.scalars(select(Message.id).where(*lately).limit(1)).first() is None:
        return None
    return select(Message.phone, _MOMENT).where(*lately, Message.action_id.is_distinct_from(action_id or 0), is_touch())
