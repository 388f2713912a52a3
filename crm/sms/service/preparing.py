"""From a plan to texts that wait to be sent: written down some thousands of people at a time, in the order of their ids.

Each piece is one transaction that moves the blast on together with its texts, so that a process killed in between leaves
a blast that anybody goes on with, and nothing is there twice. Nothing of a blast is sent before it is whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from crm.accounts.queries import get_organization
from crm.actions.queries import find_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.bulk import bulk_work
from crm.core.database import db, unit_of_work
from crm.core.errors import DomainError
from crm.core.scope import current_organization_id, get_owned
from crm.core.upsert import among
from crm.sms.models import Blast, BlastStatus, LeftOut, Message
from crm.sms.queries.audience import audience_from, audience_ids
from crm.sms.queries.fatigue import caps_of_organization
from crm.sms.queries.judging import Rules, judge, rules_for
from crm.sms.queries.pictures import media_of
from crm.sms.queries.readers import AT_ONCE, Reader, read_people
from crm.sms.queries.texts import Texts
from crm.sms.service.writing_down import write_left_out, write_texts


class Preparation:
    """One process going on with one blast; the ids of those still to come and the texts made are all it remembers."""

    def __init__(self, blast_id: int, now: datetime) -> None:
        blast = get_owned(Blast, blast_id)
        self.blast_id, self.now = blast_id, now
        self._texts = Texts(blast.bodies, blast.fields)
        self._rules = rules_of(blast, now)
        self._media = media_of(blast.picture_id)
        self._language = get_organization(current_organization_id()).default_language
        ids = audience_ids(audience_from(blast.audience), now)
        self._position = blast.prepared_to
        self._ids = ids[bisect_right(ids, self._position) :]

    @property
    def left(self) -> int:
        """How many people are still to come."""
        return len(self._ids)

    def go_on(self) -> bool:
        """Write down the next piece; whether there may be more to do here. One transaction, which the caller commits."""
        some, self._ids = self._ids[:AT_ONCE], self._ids[AT_ONCE:]
        blast = get_owned(Blast, self.blast_id)
        if not some:
            finish(blast, self.now)
            return False
        if not self._move_on(blast, some[-1]):
            return False
        people = read_people(some, self._language)
        judged = judge(people, self._rules, _already_in(blast, people))
        write_texts(blast, self.now, judged.going, self._texts, self._media)
        write_left_out(blast, self.now, judged.left_out)
        return True

    def _move_on(self, blast: Blast, to: int) -> bool:
        """Take the next piece; False when another process took it, or the blast is not being prepared any more."""
        taken = db.session.execute(
            update(Blast)
            .where(
                Blast.id == blast.id,
                Blast.status == BlastStatus.PREPARING,
                Blast.prepared_to == self._position,
            )
            .values(prepared_to=to),
            execution_options={"synchronize_session": "fetch"},
        )
        self._position = to
        return bool(getattr(taken, "rowcount", 0))


def prepare_first(blast: Blast, now: datetime) -> Blast:
    """Write the first piece down at once, in the caller's transaction: a blast to few is whole then, the worker goes on."""
    if blast.status is BlastStatus.PREPARING:
        work = Preparation(blast.id, now)
        is_whole = work.left <= AT_ONCE
        work.go_on()
        if is_whole:
            work.go_on()
    return blast


def prepare_here(blast_id: int, now: datetime) -> None:
    """Write the whole blast down in this process, each piece committed."""
    with bulk_work():
        with unit_of_work():
            work = Preparation(blast_id, now)
        is_open = True
        while is_open:
            with unit_of_work():
                is_open = work.go_on()


def give_up(blast_id: int, now: datetime, error: DomainError) -> None:
    """Cancel a blast whose people cannot be found any more, as when its segment was deleted; the error says why."""
    blast = get_owned(Blast, blast_id)
    if blast.status is BlastStatus.PREPARING:
        blast.status, blast.paused_because, blast.updated_at = BlastStatus.CANCELLED, error.message[:300], now
        db.session.flush()


def rules_of(blast: Blast, now: datetime) -> Rules:
    """By what the people of a blast are judged."""
    caps = caps_of_organization() if blast.keeps_caps else None
    about, asked = find_action(blast.action_id), find_action(blast.ask_action_id)
    return rules_for(max(blast.send_at or now, now), caps, about, asked, blast.id)


def finish(blast: Blast, now: datetime) -> None:
    """Everybody is written down: count who was left out, and let the blast go, now or at its time."""
    reasons = select(LeftOut.reason, func.count()).where(LeftOut.blast_id == blast.id).group_by(LeftOut.reason)
    excluded = dict(db.session.execute(reasons.order_by(LeftOut.reason)).all())
    is_later = blast.send_at is not None and blast.send_at > now
    status = BlastStatus.SCHEDULED if is_later else BlastStatus.SENDING
    done = db.session.execute(
        update(Blast)
        .where(Blast.id == blast.id, Blast.status == BlastStatus.PREPARING)
        .values(status=status, prepared_at=now, excluded=excluded, updated_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    if getattr(done, "rowcount", 0):
        actor = Actor(blast.organization_id, blast.sent_by_user_id)
        record(actor, "queued_blast", "blast", blast.id, now, **count_prepared(blast.id), excluded=excluded)


def count_prepared(blast_id: int) -> dict[str, int]:
    """How many texts of a blast are written down, and their segments."""
    query = select(func.count(Message.id), func.sum(Message.segments)).where(Message.blast_id == blast_id)
    queued, segments = db.session.execute(query).one()
    return {"queued": queued, "segments": int(segments or 0)}


def _already_in(blast: Blast, people: Sequence[Reader]) -> set[str]:
    """Of these people's numbers, those that have a text of the blast already, since others share them.

    The blasts of one follow-up, one for each track, are told from others by the beginning of their key.
    """
    key, colon, _track = blast.submit_key.rpartition(":")
    together = Blast.submit_key.startswith(f"{key}:", autoescape=True) if colon else Blast.id == blast.id
    phones = {phone for one in people for phone in one.phones}
    blast_ids = list(db.session.scalars(select(Blast.id).where(together)))
    query = select(Message.phone).where(Message.blast_id.in_(blast_ids), among(Message.phone, phones))
    return set(db.session.scalars(query))
