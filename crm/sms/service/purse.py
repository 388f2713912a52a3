"""What a sender may still let go now: one purse in the database for all workers, so that together they keep its pace."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_missing
from crm.sms.models import SenderAccount, SenderDay
from crm.sms.queries.paces import RESERVE, Pace, carrier_day, find_day, pace_of
from crm.sms.service.alerts import raise_alert

AHEAD = timedelta(seconds=1)
"""How much of its pace a sender may use at once: a second's worth, then as it grows again."""
ENOUGH_CALLS = 50
BUSY_SHARE = 20
TOO_BUSY = N_("More than 5 in 100 of today's calls were refused as too many at once. Texts leave more slowly.")


class Purse:
    """The pace and the day of one account, held by this transaction until it ends.

    The pace is one moment in real time, until when what left already fills it; the day is a count of segments.
    """

    def __init__(self, account: SenderAccount, pace: Pace, used_today: int, now: datetime, real_now: datetime) -> None:
        self._account, self._pace, self._used = account, pace, used_today
        self._now, self._real_now = now, real_now
        self._paced_until = max(account.paced_until or real_now, real_now)
        self._spent = self._texts = 0

    @property
    def is_open(self) -> bool:
        """Whether an answer to a person may leave."""
        return self._left_today(0) > 0 and self._paced_until - self._real_now < AHEAD

    @property
    def is_open_for_blasts(self) -> bool:
        """Whether a text of a blast may leave: the last part of a day is kept for answers."""
        return self.is_open and self._left_today(RESERVE) > 0

    def spend(self, segments: int, is_answer: bool) -> bool:
        """Take the segments of one text; False when it must wait."""
        if not (self.is_open if is_answer else self.is_open_for_blasts):
            return False
        self._spent += segments
        self._texts += 1
        if self._pace.a_minute:
            self._paced_until += timedelta(minutes=segments / self._pace.a_minute)
        return True

    def close(self) -> None:
        """Write down what was taken."""
        if not self._texts:
            return
        if self._pace.a_minute:
            self._account.paced_until = self._paced_until
        add_to_day(self._account.id, self._now, segments=self._spent, calls=self._texts)

    def _left_today(self, reserve: int) -> int:
        if self._pace.a_day is None:
            return 1
        kept = -(-self._pace.a_day // reserve) if reserve else 0
        return self._pace.a_day - kept - self._used - self._spent


def open_purse(account_sid: str, now: datetime, real_now: datetime) -> Purse | None:
    """The purse of an account of the organization in scope, which no other worker opens meanwhile; None while it is
    halted or rests.
    """
    query = select(SenderAccount).where(SenderAccount.account_sid == account_sid).with_for_update()
    account = db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
    if account is None or account.is_halted:
        return None
    if account.rests_until is not None and now < account.rests_until:
        return None
    pace = pace_of(account, now)
    day = find_day(account.id, now) if pace.a_day is not None else None
    return Purse(account, pace, day.segments if day else 0, now, real_now)


def add_to_day(account_id: int, now: datetime, segments: int = 0, calls: int = 0, busy: int = 0) -> None:
    """Count what left through an account, and how often it was told that it calls too often, on the carriers' day."""
    values = {
        "segments": SenderDay.segments + segments,
        "calls": SenderDay.calls + calls,
        "busy": SenderDay.busy + busy,
    }
    day = carrier_day(now)
    of_day = update(SenderDay).where(SenderDay.account_id == account_id, SenderDay.day == day).values(values)
    options = {"synchronize_session": False}
    if getattr(db.session.execute(of_day, execution_options=options), "rowcount", 0):
        return
    row = {
        "organization_id": current_organization_id(),
        "account_id": account_id,
        "day": day,
        "segments": 0,
        "calls": 0,
        "busy": 0,
        "created_at": now,
        "updated_at": now,
    }
    insert_missing(SenderDay, [row], ("account_id", "day"))
    db.session.execute(of_day, execution_options=options)


def note_busy(account_sid: str, times: int, now: datetime) -> None:
    """Count refusals for haste, and let admins know when they are more than one call in twenty of the day's."""
    account = db.session.scalars(select(SenderAccount).where(SenderAccount.account_sid == account_sid)).one()
    add_to_day(account.id, now, busy=times)
    day = find_day(account.id, now)
    if day is not None and day.calls >= ENOUGH_CALLS and day.busy * BUSY_SHARE > day.calls:
        raise_alert(account_sid, "busy", TOO_BUSY, now)
