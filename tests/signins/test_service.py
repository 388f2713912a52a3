"""Presence is recorded once, and an action's people fall into tracks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.commitments.models import Answer, Commitment, CommitmentKind
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


def test_joins_are_kept_once_and_go_with_their_batch(organization: Any, make: Any, now: datetime) -> None:
    from crm.audit.service import BatchKind, open_batch

    actor, action, contact = system_actor(organization.id), make.action(), make.contact()
    batch = open_batch(actor, BatchKind.IMPORT, "report.csv", now)
    joins = [NewPresence(action.id, contact.id, "Lupe's iPhone", None, now, None, 12)]
    assert keep_joins(actor, now, action.id, joins, batch.id) == 1
    assert keep_joins(actor, now, action.id, joins, batch.id) == 0
    record_sign_ins(actor, now, action.id, [sign_in(contact, action, 12, now)], batch.id)
    assert withdraw_batch(batch.id) == 1
    assert (list_joins(action.id), attended_ids(action.id)) == ([], [])
