"""Presence is recorded once, and an action's people fall into tracks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from crm.audit.service import BatchKind, open_batch
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.commitments.queries import promise_record
from crm.core.actor import system_actor
from crm.signins.queries import attended_ids, came_counts, list_joins, webinar_tracks
from crm.signins.service import (
    NewPresence,
    NewSignIn,
    SignInMethod,
    SignInOutcome,
    keep_joins,
    outcome_of,
    record_sign_in,
    record_sign_ins,
    withdraw_batch,
)


def rsvp(make: Any, action: Any, contact: Any, answer: Answer, now: datetime) -> Commitment:
    values = {"kind": CommitmentKind.ATTEND, "answer": answer, "asked_at": now}
    return make.add(Commitment(contact_id=contact.id, action_id=action.id, **values))


def sign_in(contact: Any, action: Any, minutes: int, now: datetime) -> NewSignIn:
    return NewSignIn(contact.id, action.id, outcome_of(minutes, 90), SignInMethod.IMPORT, now, None, minutes)


def test_half_of_the_action_is_enough() -> None:
    assert outcome_of(45, 90) is SignInOutcome.PRESENT
    assert outcome_of(44, 90) is SignInOutcome.LEFT_EARLY
    assert outcome_of(None, 90) is outcome_of(1, None) is SignInOutcome.PRESENT


def test_the_tracks_hold_registrants_and_those_who_came(organization: Any, make: Any, now: datetime) -> None:
    action = make.action(minutes=90)
    came, early, absent, cancelled, walked_in = (make.contact() for _ in range(5))
    for contact in (came, early, absent):
        rsvp(make, action, contact, Answer.YES, now)
    rsvp(make, action, cancelled, Answer.CANCELLED, now)
    rows = [sign_in(came, action, 80, now), sign_in(early, action, 10, now), sign_in(walked_in, action, 50, now)]
    record_sign_ins(system_actor(organization.id), now, action.id, rows)
    tracks = webinar_tracks(action.id)
    assert tracks.came == [came.id, walked_in.id]
    assert tracks.left_early == [early.id]
    assert tracks.did_not_come == [absent.id]
    assert came_counts([action.id]) == {action.id: 3}


def test_a_second_report_changes_only_what_grew(organization: Any, make: Any, now: datetime) -> None:
    actor, action, contact = system_actor(organization.id), make.action(minutes=90), make.contact()
    assert record_sign_ins(actor, now, action.id, [sign_in(contact, action, 10, now)]).created == 1
    assert record_sign_ins(actor, now, action.id, [sign_in(contact, action, 10, now)]).unchanged == 1
    done = record_sign_ins(actor, now, action.id, [sign_in(contact, action, 60, now)])
    assert (done.created, len(done.changes)) == (0, 1)
    assert done.changes[0].before == {"minutes": 10, "outcome": "left_early"}
    assert webinar_tracks(action.id).came == [contact.id]


def test_a_person_signs_in_once_and_a_phones_retry_finds_the_same_row(
    organization: Any, make: Any, now: datetime
) -> None:
    actor, action, contact = system_actor(organization.id), make.action(), make.contact()
    first = record_sign_in(actor, now, contact.id, action.id, method=SignInMethod.DOOR_TAP, client_ref="r-1")
    again = record_sign_in(actor, now, contact.id, action.id, method=SignInMethod.DOOR_TAP, client_ref="r-1")
    assert first.id == again.id
    assert attended_ids(action.id) == [contact.id]


def test_presence_keeps_the_promise_to_come(organization: Any, make: Any, now: datetime) -> None:
    actor, action = system_actor(organization.id), make.action()
    came, walked_in, said_no, absent = (make.contact() for _ in range(4))
    promises = {one.id: rsvp(make, action, one, Answer.YES, now) for one in (came, absent)}
    promises[said_no.id] = rsvp(make, action, said_no, Answer.NO, now)
    at = now - timedelta(hours=1)
    record_sign_in(actor, now, came.id, action.id, method=SignInMethod.DOOR_TAP, arrived_at=at)
    record_sign_ins(actor, now, action.id, [sign_in(one, action, 80, now) for one in (walked_in, said_no)])
    assert {one: (row.outcome, row.closed_at) for one, row in promises.items()} == {
        came.id: (Outcome.KEPT, at),
        absent.id: (Outcome.OPEN, None),
        said_no.id: (Outcome.OPEN, None),
    }
    assert promise_record(came.id) == (1, 1, 0) and promise_record(absent.id) == (0, 0, 1)


def test_a_registration_that_comes_in_after_the_presence_is_kept_too(
    organization: Any, make: Any, now: datetime
) -> None:
    actor, action, lupe = system_actor(organization.id), make.action(), make.contact()
    record_sign_ins(actor, now, action.id, [sign_in(lupe, action, 80, now)])
    promise = rsvp(make, action, lupe, Answer.YES, now)
    record_sign_ins(actor, now, action.id, [])
    assert promise.outcome is Outcome.KEPT


def test_a_presence_taken_back_opens_its_promise_again(organization: Any, make: Any, now: datetime) -> None:
    actor, action, other = system_actor(organization.id), make.action(), make.action()
    lupe, ana = make.contact(), make.contact()
    batch = open_batch(actor, BatchKind.IMPORT, "report.csv", now)
    pairs = ((action, lupe), (action, ana), (other, lupe))
    taken, stays, elsewhere = (rsvp(make, where, who, Answer.YES, now) for where, who in pairs)
    record_sign_ins(actor, now, other.id, [sign_in(lupe, other, 80, now)])
    record_sign_ins(actor, now, action.id, [sign_in(ana, action, 80, now)])
    record_sign_ins(actor, now, action.id, [sign_in(lupe, action, 80, now)], batch.id)
    assert [row.outcome for row in (taken, stays, elsewhere)] == [Outcome.KEPT] * 3
    withdraw_batch(batch.id)
    assert (taken.outcome, taken.closed_at) == (Outcome.OPEN, None)
    assert [row.outcome for row in (stays, elsewhere)] == [Outcome.KEPT] * 2


def test_joins_are_kept_once_and_go_with_their_batch(organization: Any, make: Any, now: datetime) -> None:
    actor, action, contact = system_actor(organization.id), make.action(), make.contact()
    batch = open_batch(actor, BatchKind.IMPORT, "report.csv", now)
    joins = [NewPresence(action.id, contact.id, "Lupe's iPhone", None, now, None, 12)]
    assert keep_joins(actor, now, action.id, joins, batch.id) == 1
    assert keep_joins(actor, now, action.id, joins, batch.id) == 0
    record_sign_ins(actor, now, action.id, [sign_in(contact, action, 12, now)], batch.id)
    assert withdraw_batch(batch.id) == 1
    assert (list_joins(action.id), attended_ids(action.id)) == ([], [])
