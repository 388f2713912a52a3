"""Sequences: who begins, what is sent when, and what ends them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.commitments.models import Answer, Commitment, CommitmentKind, Task
from crm.commitments.models import Outcome as Ended
from crm.commitments.service import close_commitment, record_answer
from crm.contacts.service.merging import merge
from crm.core.database import db
from crm.core.errors import Refused
from crm.one_on_ones.models import Channel, OneOnOne, OneOnOneKind
from crm.signins.service import SignInMethod, SignInOutcome, record_sign_in
from crm.sms.models import (
    Enrollment,
    EnrollmentState,
    MessageStatus,
    OptOutReason,
    Outcome,
    SequenceGoal,
    SequenceStatus,
    Trigger,
)
from crm.sms.queries.sequences.triggers import arrivals
from crm.sms.sequence_plans import DAY, HOUR, Act, Arm, branch, send, wait
from crm.sms.service import sequences
from crm.sms.service.consent import ConsentMethod, NewConsent, opt_out, record_consents
from tests.sms.inbox_support import reach, text_in
from tests.sms.sequence_support import WORDS, Evening, marks, state_of, texts
from tests.support.factories import Factory

TEXT = send("", **WORDS)


@pytest.fixture
def evening(organization: Organization, make: Factory, now: datetime) -> Evening:
    """A Tuesday afternoon in Denver."""
    return Evening(organization, make, now)


def test_each_reads_her_own_language_and_a_wait_is_kept(evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(2 * DAY, 17), TEXT)
    ana, luz = evening.person(first_name="Ana")[0], evening.person(first_name="Luz", preferred_language="es-MX")[0]
    assert evening.enroll(row, ana, luz).begun == 2
    assert evening.enroll(row, ana).known == 1
    evening.work()
    assert [one.body for one in texts()] == [
        "Hi Ana, it is us. Puente. STOP to opt out",
        "Hola Luz, somos Puente. STOP para salir",
    ]
    assert evening.later(days=2) == 0 and len(texts()) == 2
    assert evening.later(hours=5) == 2 and len(texts()) == 4
    assert state_of(ana) is EnrollmentState.FINISHED
    assert db.session.scalars(select(Enrollment.reason)).all() == ["reached the end"] * 2
    assert {one.status for one in texts()} == {MessageStatus.DELIVERED}  # the last one leaves as well


def test_nothing_leaves_at_night_and_not_a_fourth_text_in_a_week(evening: Evening) -> None:
    evening.now, evening.organization.blasts_a_week = datetime(2026, 11, 25, 4, tzinfo=UTC), 3
    evening.organization.blasts_a_day = evening.organization.hours_between_blasts = None
    row = evening.sequence(TEXT, wait(HOUR), TEXT, wait(HOUR), TEXT, wait(HOUR), TEXT)
    ana, _phone = evening.person(state="CO", postal_code="80202")
    evening.enroll(row, ana)
    evening.work()
    assert not texts()
    evening.now = datetime(2026, 11, 25, 16, 1, tzinfo=UTC)
    for _ in range(6):
        evening.later(hours=1)
    assert len(texts()) == 3
    evening.later(days=6, hours=20)
    assert len(texts()) == 4


def test_who_may_not_be_texted_is_left_out_with_the_reason(evening: Evening, make: Factory, now: datetime) -> None:
    row = evening.sequence(TEXT, wait(DAY), TEXT)
    stopped, phone = evening.person()
    opt_out(now, phone, OptOutReason.STOP_REPLY)
    alone = evening.sequence(TEXT, is_alone=True)
    ana, _ = evening.person()
    done = evening.enroll(row, stopped, make.contact(), ana)
    assert (done.begun, done.left_out) == (1, {"opted out": 1, "no phone": 1})
    assert evening.enroll(alone, ana).left_out == {"in another sequence": 1}
    evening.work()
    assert len(texts()) == 1


def test_a_number_that_two_share_gets_each_text_once(evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(DAY), TEXT)
    ana, phone = evening.person(first_name="Ana")
    luis = evening.make.contact(first_name="Luis")
    reach(luis, phone, evening.now)
    evening.enroll(row, ana, luis)
    evening.work()
    evening.later(days=2)
    assert [one.contact_id for one in texts()] == [ana.id, ana.id]
    text_in(phone, "Who is this?", evening.now)
    assert "shares a number that gets it already" in {one.reason for one in marks()}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("What is this about?", EnrollmentState.PERSON_TOOK_OVER),
        ("please take me off your list", EnrollmentState.OPTED_OUT),
        ("STOP", EnrollmentState.OPTED_OUT),
    ],
)
def test_an_answer_ends_it_at_once(evening: Evening, words: str, state: EnrollmentState) -> None:
    row = evening.sequence(TEXT, wait(HOUR), TEXT)
    ana, phone = evening.person()
    evening.enroll(row, ana)
    evening.work()
    text_in(phone, words, evening.now)
    evening.later(days=3)
    assert state_of(ana) is state and len(texts()) == 1
    assert marks()[0].answered_at is not None


def test_a_text_that_waits_in_the_queue_is_dropped_when_she_writes(evening: Evening) -> None:
    row = evening.sequence(TEXT)
    ana, phone = evening.person()
    evening.enroll(row, ana)
    for enrollment in sequences.take_due(evening.now):
        enrollment.step_id = enrollment.step_id
        sequences.advance(enrollment, evening.now)
        enrollment.state = EnrollmentState.ACTIVE
    text_in(phone, "Who are you?", evening.now)
    assert [one.status.value for one in texts()] == ["skipped"]


@pytest.mark.parametrize(
    ("words", "outcome", "state", "tasks"),
    [
        ("Yes", Outcome.YES, EnrollmentState.PERSON_TOOK_OVER, ["Set it"]),
        ("No", Outcome.NO, EnrollmentState.FINISHED, []),
        ("Tell me more about the budget", Outcome.OTHER, EnrollmentState.PERSON_TOOK_OVER, []),
        ("", Outcome.NONE, EnrollmentState.FINISHED, ["Call"]),
    ],
)
def test_a_branch_does_by_the_answer(
    evening: Evening, words: str, outcome: Outcome, state: EnrollmentState, tasks: list[str]
) -> None:
    arms = {"yes": Arm(Act.TASK, "Set it", "meet"), "none": Arm(Act.TASK, "Call")}
    row = evening.sequence(TEXT, branch(4 * DAY, **arms), TEXT)
    ana, phone = evening.person(first_name="Ana", owner_user_id=evening.actor.user_id)
    evening.enroll(row, ana)
    evening.work()
    if words:
        text_in(phone, words, evening.now)
    evening.later(days=5)
    assert marks()[-1].outcome is outcome and state_of(ana) is state and len(texts()) == 1
    found = db.session.scalars(select(Task)).all()
    assert [one.title for one in found] == [f"Ana: {title}" for title in tasks]
    assert all(one.assignee_user_id == evening.actor.user_id and one.origin == "sequence" for one in found)


def test_three_touches_of_turnout_by_her_answers(evening: Evening, make: Factory) -> None:
    action = make.action(
        title="Hearing", short_title="Hearing", starts_at=evening.now + timedelta(days=10), place="City Hall"
    )
    row = sequences.use_ready_made(evening.actor, evening.now, "turnout", "Turnout", action.id)
    sequences.start_sequence(evening.actor, evening.now, row.id)
    says_yes, phone = evening.person(first_name="Ana")
    says_no, other = evening.person(first_name="Bea")
    silent, _ = evening.person(first_name="Cam")
    registered, _ = evening.person(first_name="Dot")
    record_answer(evening.actor, evening.now, registered.id, Answer.YES, source="form", action_id=action.id)
    assert sequences.enroll_arrivals(evening.now) == 1
    evening.enroll(row, says_yes, says_no, silent, registered)
    evening.work()
    assert sum("Can we count on you?" in one.body for one in texts()) == 3
    text_in(phone, "YES", evening.now)
    text_in(other, "no sorry", evening.now)
    for _ in range(11):
        evening.later(days=1)
    assert state_of(says_no) is EnrollmentState.FINISHED
    mine = [one.body for one in texts() if one.contact_id == says_yes.id]
    assert len(mine) == 3 and "in 3 days" in mine[1] and "tomorrow is Hearing" in mine[2] and "City Hall" in mine[2]
    assert len([one for one in texts() if one.contact_id == registered.id]) == 2
    assert len([one for one in texts() if one.contact_id == silent.id]) == 1


def test_late_for_a_touch_is_not_told_a_wrong_day(evening: Evening, make: Factory) -> None:
    action = make.action(starts_at=evening.now + timedelta(hours=30), place="City Hall")
    row = sequences.use_ready_made(evening.actor, evening.now, "turnout", "Turnout", action.id)
    sequences.start_sequence(evening.actor, evening.now, row.id)
    ana, _ = evening.person()
    record_answer(evening.actor, evening.now, ana.id, Answer.YES, source="form", action_id=action.id)
    sequences.enroll_arrivals(evening.now)
    for _ in range(8):
        evening.later(hours=4)
    assert ["in 3 days" in one.body for one in texts()] == [False]


def test_tracks_begin_after_the_end_and_who_did_not_come_after_somebody_looked(evening: Evening, make: Factory) -> None:
    action = make.action()
    came, absent = evening.person()[0], evening.person()[0]
    for one in (came, absent):
        record_answer(evening.actor, evening.now, one.id, Answer.YES, source="form", action_id=action.id)
    row = sequences.use_ready_made(evening.actor, evening.now, "webinar_did_not_come", "Missed", action.id)
    with pytest.raises(Refused, match="Import the report"):
        sequences.start_sequence(evening.actor, evening.now, row.id)
    values = {"method": SignInMethod.IMPORT, "outcome": SignInOutcome.PRESENT}
    record_sign_in(evening.actor, evening.now, came.id, action.id, **values)
    sequences.start_sequence(evening.actor, evening.now, row.id)
    assert [one.contact_id for one in arrivals(row, evening.now)] == [absent.id]
    sequences.enroll_arrivals(evening.now)
    assert sequences.enroll_arrivals(evening.now) == 0 and state_of(absent) is EnrollmentState.ACTIVE


def test_who_did_what_it_is_for_hears_nothing_more(evening: Evening, make: Factory) -> None:
    row = evening.sequence(TEXT, wait(DAY), TEXT, goal=SequenceGoal.ONE_ON_ONE)
    ana, _ = evening.person()
    evening.enroll(row, ana)
    evening.work()
    sat = {"kind": OneOnOneKind.CHECK_IN, "channel": Channel.PHONE, "met_at": evening.now, "logged_at": evening.now}
    make.add(OneOnOne(contact_id=ana.id, organizer_user_id=evening.actor.user_id, **sat))
    sequences.enroll_arrivals(evening.now)
    evening.later(days=2)
    assert state_of(ana) is EnrollmentState.KEPT and len(texts()) == 1


def test_a_promise_that_falls_due_begins_it_and_being_kept_ends_it(evening: Evening) -> None:
    evening.sequence(TEXT, wait(DAY), TEXT, trigger=Trigger.PROMISE_DUE)
    (ana, _), (bea, _), (cam, _) = (evening.person() for _ in range(3))
    today = evening.now.date()
    for person, due in ((ana, today), (bea, today), (cam, today + timedelta(days=3))):
        values = {"source": "door", "kind": CommitmentKind.TESTIFY, "due_on": due}
        record_answer(evening.actor, evening.now, person.id, Answer.YES, **values)
    assert sequences.enroll_arrivals(evening.now) == 2 and sequences.enroll_arrivals(evening.now) == 0
    evening.work()
    kept = db.session.scalars(select(Commitment.id).where(Commitment.contact_id == ana.id)).one()
    close_commitment(evening.actor, evening.now, kept, Ended.KEPT)
    evening.later(days=1, hours=1)
    assert state_of(ana) is EnrollmentState.KEPT and state_of(bea) is EnrollmentState.FINISHED
    assert len(texts()) == 3


def test_who_signs_up_is_welcomed_and_who_a_file_attests_is_not(evening: Evening) -> None:
    evening.sequence(TEXT, trigger=Trigger.SIGNED_UP)
    signed, attested = evening.make.contact(), evening.make.contact()
    reach(signed, evening.make.phone(), evening.now)
    phone = reach(attested, evening.make.phone(), evening.now, agrees=False)
    row = NewConsent(attested.id, phone, "They agreed", "a list", ConsentMethod.IMPORT_ATTESTED, evening.now)
    record_consents(evening.actor, evening.now, [row])
    assert sequences.enroll_arrivals(evening.now) == 1 and state_of(signed) is EnrollmentState.ACTIVE


def test_too_many_who_opt_out_pause_it_for_all(evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(DAY), TEXT)
    people = [evening.person() for _ in range(26)]
    evening.enroll(row, *(one for one, _phone in people))
    evening.work()
    text_in(people[0][1], "STOP", evening.now)
    assert row.status is SequenceStatus.RUNNING
    text_in(people[1][1], "STOP", evening.now)
    assert row.status is SequenceStatus.PAUSED and row.paused_because == "too many people opted out"
    evening.later(days=2)
    assert len(texts()) == 26


def test_a_pause_for_one_or_all_keeps_every_text(evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(HOUR), TEXT)
    ana, bea = evening.person()[0], evening.person()[0]
    evening.enroll(row, ana, bea)
    evening.work()
    first = db.session.scalars(select(Enrollment).where(Enrollment.contact_id == ana.id)).one()
    sequences.pause_person(evening.actor, evening.now, first.id)
    sequences.pause_sequence(evening.actor, evening.now, row.id)
    evening.later(days=1, hours=1)
    assert len(texts()) == 2
    sequences.start_sequence(evening.actor, evening.now, row.id)
    evening.work()
    assert len(texts()) == 3 and state_of(ana) is EnrollmentState.PAUSED
    sequences.resume_person(evening.actor, evening.now, first.id)
    evening.work()
    assert len(texts()) == 4


def test_two_records_of_one_person_go_one_way(evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(HOUR), TEXT)
    ana, twin = evening.person(first_name="Ana")[0], evening.person(first_name="Ana")[0]
    evening.enroll(row, ana, twin)
    merge(evening.actor, evening.now, ana.id, twin.id)
    evening.work()
    evening.later(days=1, hours=1)
    assert len(texts()) == 2 and {one.contact_id for one in texts()} == {ana.id}
