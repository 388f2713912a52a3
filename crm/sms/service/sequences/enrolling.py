"""Putting people into a sequence: each once for an occasion; who must not be texted is left out with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.upsert import among, insert_new
from crm.leadership.queries import list_stages
from crm.sms.models import Enrollment, EnrollmentState, Sequence, SequenceStatus, Trigger
from crm.sms.queries.gate import Why, verdicts
from crm.sms.queries.readers import Reader
from crm.sms.queries.sequences import get_sequence, running_with, steps_of
from crm.sms.queries.sequences.reading import people_of
from crm.sms.queries.sequences.triggers import Arrival, arrivals, kept_ids, occasion_of
from crm.sms.service.sequences.advancing import KEPT
from crm.sms.service.sequences.ends import IN_IT, end

IN_ANOTHER = N_("in another sequence")


@dataclass(slots=True)
class Enrolled:
    """What putting people into a sequence did: how many began, who was left out and why, how many were in it before."""

    begun: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    known: int = 0


def enroll_by_hand(actor: Actor, now: datetime, sequence_id: int, contact_ids: Iterable[int]) -> Enrolled:
    """Put people whom somebody chose into a running sequence; Refused while it does not run."""
    sequence = get_sequence(sequence_id)
    if sequence.status is not SequenceStatus.RUNNING:
        raise Refused(N_("Start the sequence first. Then people can be put into it."))
    action_id = sequence.action_id
    done = enroll(now, sequence, [Arrival(one, action_id, occasion_of(action_id)) for one in contact_ids])
    record(actor, "enrolled", "sequence", sequence.id, now, begun=done.begun, left_out=sum(done.left_out.values()))
    return done


def enroll_arrivals(now: datetime) -> int:
    """Put everybody whom the triggers of running sequences bring into them; how many began."""
    begun = 0
    for sequence in running_with(*Trigger):
        begun += enroll(now, sequence, arrivals(sequence, now)).begun
        for enrollment in _rows(kept_ids(sequence)):
            end(enrollment, EnrollmentState.KEPT, KEPT, now)
    return begun


def stage_changed(now: datetime, contact_id: int, before: str, after: str) -> None:
    """Start the sequences that somebody's coming up to a stage starts; the same stage again is no new occasion, nor is
    a step down.
    """
    rungs = {stage.key: stage.number for stage in list_stages()}
    if after not in rungs or rungs[after] <= rungs.get(before, -1):
        return
    for sequence in running_with(Trigger.STAGE_CHANGED):
        if sequence.stage in ("", after):
            enroll(now, sequence, [Arrival(contact_id, None, f"stage:{after}"[:40])])


def enroll(now: datetime, sequence: Sequence, who: Many[Arrival]) -> Enrolled:
    """Write down who begins and who is left out; somebody who is in it for that occasion stays where she is."""
    done = Enrolled()
    steps = steps_of(sequence.id)
    by_contact = {one.contact_id: one for one in who}
    people = people_of(by_contact)
    reasons = _reasons(sequence, people)
    rows = [_row(now, sequence, by_contact[one.contact_id], reasons.get(one.contact_id, "")) for one in people]
    for row in rows:
        row["step_id"] = steps[0].id if steps and row["state"] is EnrollmentState.ACTIVE else None
    made = set(insert_new(Enrollment, rows))
    states = Counter[str]()
    query = select(Enrollment.state, Enrollment.reason).where(among(Enrollment.id, made))
    for state, reason in db.session.execute(query):
        states[reason if state is EnrollmentState.LEFT_OUT else ""] += 1
    done.begun, done.known = states.pop("", 0), len(rows) - len(made)
    done.left_out = dict(states)
    return done


def _reasons(sequence: Sequence, people: Many[Reader]) -> dict[int, str]:
    """Why some of these people are left out."""
    allowed = verdicts((phone, one.contact_id) for one in people for phone in one.phones or ("",))
    busy = _in_others(sequence, people) if sequence.is_alone else set[int]()
    reasons = {}
    for one in people:
        verdict = [allowed[(phone, one.contact_id)] for phone in one.phones or ("",)]
        if not any(each.allowed for each in verdict):
            reasons[one.contact_id] = str(verdict[0].reason or Why.NO_CONSENT)
        elif one.contact_id in busy:
            reasons[one.contact_id] = IN_ANOTHER
    return reasons


def _in_others(sequence: Sequence, people: Many[Reader]) -> set[int]:
    query = select(Enrollment.contact_id).where(
        among(Enrollment.contact_id, [one.contact_id for one in people]),
        Enrollment.state.in_(IN_IT),
        Enrollment.sequence_id != sequence.id,
    )
    return set(db.session.scalars(query))


def _row(now: datetime, sequence: Sequence, arrival: Arrival, reason: str) -> dict[str, object]:
    return {
        "organization_id": sequence.organization_id,
        "sequence_id": sequence.id,
        "contact_id": arrival.contact_id,
        "action_id": arrival.action_id,
        "occasion": arrival.occasion,
        "state": EnrollmentState.LEFT_OUT if reason else EnrollmentState.ACTIVE,
        "reason": reason,
        "since": now,
        "next_at": None if reason else now,
        "ended_at": now if reason else None,
        "created_at": now,
        "updated_at": now,
    }


def _rows(ids: list[int]) -> list[Enrollment]:
    return list(db.session.scalars(select(Enrollment).where(among(Enrollment.id, ids)))) if ids else []
