"""Breakers: a blast that goes wrong is paused by itself, with the reason in words, until a person lets it go on.

Read off the counts of the blast and the stops that its people sent; what came before a person's "go on" is left aside.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import and_, distinct, func, select

from crm.core.database import db
from crm.core.errors import N_
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOut, OptOutReason
from crm.sms.provider.error_codes import FILTERED, Remedy, remedy_for
from crm.sms.queries.blast_counts import Count, counts
from crm.sms.queries.senders import find_account_in_use
from crm.sms.service.alerts import raise_alert
from crm.sms.service.consequences import stop_blast

ENOUGH = 50
"""Results from which on a share says something (SMS.md section 1)."""
MOST_FILTERED, MOST_STOPPED, MOST_FAILED = 2, 3, 2
"""In a hundred."""
FILTERED_OFTEN = N_("More than 2 in 100 of these texts were filtered by the carriers. Mend the words before you go on.")
STOPPED_OFTEN = N_("More than 3 in 100 people asked to stop. Look at who gets this text before you go on.")
FAILED_OFTEN = N_("More than 2 in 100 texts of a blast did not arrive.")
SAID_BY_HER = (OptOutReason.STOP_REPLY, OptOutReason.WRONG_NUMBER, OptOutReason.HOSTILE)
CAME_BACK = (MessageStatus.DELIVERED, MessageStatus.UNDELIVERED, MessageStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a blast so far: texts with a last word about them, and of these failed, filtered, answered by a stop."""

    results: int = 0
    failed: int = 0
    filtered: int = 0
    stopped: int = 0

    def since(self, before: Results) -> Results:
        """What came after an earlier moment."""
        return Results(*(now - then for now, then in zip(_figures(self), _figures(before), strict=True)))


def results_of(blast: Blast) -> Results:
    """What came of a blast since a person last let it go on."""
    return _all_results(blast).since(Results(**(blast.counted_before or {})))


def count_anew(blast: Blast) -> None:
    """A person lets the blast go on although she knows: what came so far does not pause it again."""
    blast.counted_before = asdict(_all_results(blast))


def check_running(now: datetime) -> int:
    """Look at every running blast of the organization in scope; how many were paused."""
    running = db.session.scalars(select(Blast).where(Blast.status == BlastStatus.SENDING).order_by(Blast.id))
    return sum(_check(blast, now) for blast in running)


def _check(blast: Blast, now: datetime) -> bool:
    seen = results_of(blast)
    if seen.results < ENOUGH:
        return False
    if seen.failed * 100 > MOST_FAILED * seen.results:
        _tell(blast, now)
    if seen.filtered * 100 > MOST_FILTERED * seen.results:
        return stop_blast(blast.id, FILTERED_OFTEN)
    return seen.stopped * 100 > MOST_STOPPED * seen.results and stop_blast(blast.id, STOPPED_OFTEN)


def _tell(blast: Blast, now: datetime) -> None:
    account = find_account_in_use()
    if account is not None:
        raise_alert(account.account_sid, f"failed:{blast.id}", FAILED_OFTEN, now, once=True)


def _all_results(blast: Blast) -> Results:
    known = [one for one in counts(blast.id) if one.status in CAME_BACK]
    return Results(
        results=_sum(known),
        failed=_sum([one for one in known if one.status is not MessageStatus.DELIVERED and _is_a_failure(one)]),
        filtered=_sum([one for one in known if one.error_code == FILTERED]),
        stopped=_count_stops(blast),
    )


def _count_stops(blast: Blast) -> int:
    """Numbers that said stop after their text of the blast had left, found from the stops, which are few."""
    query = (
        select(func.count(distinct(OptOut.phone)))
        .join(Message, and_(Message.blast_id == blast.id, Message.phone == OptOut.phone))
        .where(OptOut.at >= blast.created_at, OptOut.at >= Message.sent_at, OptOut.reason.in_(SAID_BY_HER))
    )
    return db.session.scalar(query) or 0


def _is_a_failure(one: Count) -> bool:
    """Whether it speaks against the blast: a number that has stopped at the provider does not."""
    return remedy_for(one.error_code) is not Remedy.OPT_OUT


def _sum(some: list[Count]) -> int:
    return sum(one.messages for one in some)


def _figures(of: Results) -> tuple[int, int, int, int]:
    return of.results, of.failed, of.filtered, of.stopped
