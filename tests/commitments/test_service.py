"""Asks and answers: one RSVP a person, its whole history, imports that overwrite nobody's newer word, and tasks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.service import BatchKind, open_batch
from crm.commitments import queries, service
from crm.commitments.models import Commitment, CommitmentEvent
from crm.commitments.service import Answer, AnswerRow, CommitmentKind, NewTask, Outcome, TaskKind, TaskStatus
from crm.commitments.service import answers as answers_module
from crm.commitments.signals import rsvp_answered
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory
from tests.support.texting import write_to


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> Actor:
    """An organizer."""
    return make.actor(organization, Role.ORGANIZER)


def _events(commitment: Commitment) -> list[Answer]:
    return [event.answer for event in queries.list_events([commitment.id])]


def test_an_rsvp_is_one_row_with_its_history(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe, hearing = make.contact(), make.action()
    heard = []

    def listen(row: Commitment, **details: object) -> None:
        heard.append((details["previous"], row.answer))

    with rsvp_answered.connected_to(listen):
        first = service.record_answer(rosa, now, lupe.id, Answer.INVITED, action_id=hearing.id, source="text")
        assert first.answered_at is None
        for answer in (Answer.YES, Answer.YES, Answer.INVITED, Answer.NO):
            row = service.record_answer(rosa, now, lupe.id, answer, action_id=hearing.id, source="text")
            assert row.id == first.id
    assert _events(first) == [Answer.INVITED, Answer.YES, Answer.NO]
    assert heard == [(None, Answer.INVITED), (Answer.INVITED, Answer.YES), (Answer.YES, Answer.NO)]
    assert queries.rsvp_counts(hearing.id) == {Answer.NO: 1}
    assert queries.rsvp_contact_ids(hearing.id, [Answer.YES]) == []
    assert queries.rsvp_contact_ids(hearing.id) == [lupe.id]


def test_two_at_once_make_one_rsvp(rosa: Actor, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first had written: the unique index decides, and the row is read again."""
    lupe, hearing = make.contact(), make.action()
    first = service.record_answer(rosa, now, lupe.id, Answer.YES, action_id=hearing.id, source="text")
    looks = iter([None, first])
    monkeypatch.setattr(answers_module, "find_rsvp", lambda *_: next(looks))
    second = service.record_answer(rosa, now, lupe.id, Answer.NO, action_id=hearing.id, source="text")
    assert second.id == first.id and _events(first) == [Answer.YES, Answer.NO]


def test_other_asks_are_rows_of_their_own_unless_sent_again(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    asks = [
        service.record_answer(
            rosa, now, lupe.id, Answer.YES, kind=CommitmentKind.TESTIFY, source="one_on_one", client_ref=ref
        )
        for ref in (None, None, "a", "a")
    ]
    assert len({ask.id for ask in asks}) == 3
    service.close_commitment(rosa, now, asks[0].id, Outcome.KEPT)
    service.close_commitment(rosa, now, asks[1].id, Outcome.BROKEN)
    assert queries.promise_record(lupe.id) == (1, 2, 1)


def test_an_import_keeps_a_newer_no(rosa: Actor, make: Factory, now: datetime) -> None:
    hearing = make.action()
    new, said_no, was_asked, said_yes = (make.contact() for _ in range(4))
    earlier = now - timedelta(days=2)
    service.record_answer(rosa, now, said_no.id, Answer.NO, action_id=hearing.id, source="text")
    service.record_answer(rosa, now, was_asked.id, Answer.INVITED, action_id=hearing.id, source="text")
    service.record_answer(rosa, earlier, said_yes.id, Answer.YES, action_id=hearing.id, source="text")
    people = (new, said_no, was_asked, said_yes, new)
    rows = [AnswerRow(who.id, hearing.id, at=earlier, form_answers={"Ride?": "yes"}) for who in people]

    assert service.record_answers(rosa, now, rows) == service.Recorded(created=1, changed=1, unchanged=2)
    assert queries.rsvp_counts(hearing.id) == {Answer.YES: 3, Answer.NO: 1}
    kept = queries.find_rsvp(hearing.id, said_no.id)
    assert kept and kept.answer is Answer.NO and kept.form_answers == {"Ride?": "yes"}
    made = queries.find_rsvp(hearing.id, new.id)
    assert made and made.answered_at == earlier and _events(made) == [Answer.YES]
    assert service.record_answers(rosa, now, rows) == service.Recorded(created=0, changed=0, unchanged=4)

    later = [AnswerRow(said_no.id, hearing.id, at=now + timedelta(minutes=1))]
    assert service.record_answers(rosa, now, later).changed == 1
    assert _events(kept) == [Answer.NO, Answer.YES]
    assert kept.answer is Answer.YES


def test_an_import_can_be_taken_back(rosa: Actor, make: Factory, now: datetime) -> None:
    hearing, gone, answered, before = make.action(), make.contact(), make.contact(), make.contact()
    batch = open_batch(rosa, BatchKind.IMPORT, "webinar.csv", now)
    service.record_answer(rosa, now - timedelta(1), before.id, Answer.MAYBE, action_id=hearing.id, source="text")
    rows = [AnswerRow(who.id, hearing.id, at=now) for who in (gone, answered, before)]
    service.record_answers(rosa, now, rows, batch.id)
    service.record_answer(rosa, now + timedelta(1), answered.id, Answer.NO, action_id=hearing.id, source="text")

    assert service.take_back_answers(batch.id) == {"removed": 1, "restored": 2}
    assert queries.find_rsvp(hearing.id, gone.id) is None
    left = {who.id: queries.find_rsvp(hearing.id, who.id) for who in (answered, before)}
    assert {key: row.answer for key, row in left.items() if row} == {answered.id: Answer.NO, before.id: Answer.MAYBE}


def test_an_import_taken_back_leaves_no_kept_promise_that_is_none(rosa: Actor, make: Factory, now: datetime) -> None:
    webinar, lupe = make.action(), make.contact()
    row = service.record_answer(rosa, now - timedelta(1), lupe.id, Answer.MAYBE, action_id=webinar.id, source="text")
    batch = open_batch(rosa, BatchKind.IMPORT, "webinar.csv", now)
    service.record_answers(rosa, now, [AnswerRow(lupe.id, webinar.id, at=now)], batch.id)
    assert service.keep_promises(webinar.id, {lupe.id: now}) == 1
    assert (row.answer, row.outcome, row.closed_at) == (Answer.YES, Outcome.KEPT, now)
    service.take_back_answers(batch.id)
    assert (row.answer, row.outcome, row.closed_at) == (Answer.MAYBE, Outcome.OPEN, None)


def test_a_text_is_taken_back_to_the_answer_before_it(
    rosa: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    lupe, hearing = make.contact(), make.action()
    texts = [write_to(organization, now, lupe, make.phone()).id for _ in range(3)]
    first, second = now - timedelta(hours=2), now - timedelta(hours=1)
    row = service.record_answer(rosa, first, lupe.id, Answer.MAYBE, action_id=hearing.id, source="form")
    service.record_answer(rosa, second, lupe.id, Answer.YES, action_id=hearing.id, source="text", message_id=texts[0])
    service.take_back_answer(rosa, now, row.id, texts[0])
    assert (row.answer, row.answered_at) == (Answer.MAYBE, first)
    assert _events(row) == [Answer.MAYBE, Answer.YES, Answer.MAYBE]
    with pytest.raises(Conflict):
        service.take_back_answer(rosa, now, row.id, texts[0])
    with pytest.raises(NotFound):
        service.take_back_answer(rosa, now, row.id, texts[1])
    other = make.action()
    alone = service.record_answer(rosa, now, lupe.id, Answer.NO, action_id=other.id, source="text", message_id=texts[2])
    heard = []
    with rsvp_answered.connected_to(lambda row, **details: heard.append((details["previous"], row.answer))):
        service.take_back_answer(rosa, now, alone.id, texts[2])
    assert (alone.answer, alone.answered_at) == (Answer.INVITED, None)
    assert heard == [(Answer.NO, Answer.INVITED)]


def test_a_thousand_answers_take_few_statements(rosa: Actor, make: Factory, now: datetime) -> None:
    hearing = make.action()
    people = [make.contact() for _ in range(600)]
    seen = []
    from sqlalchemy import event

    def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.session.connection(), "before_cursor_execute", _note)
    try:
        service.record_answers(rosa, now, [AnswerRow(who.id, hearing.id) for who in people])
    finally:
        event.remove(db.session.connection(), "before_cursor_execute", _note)
    assert len(seen) <= 20
    assert db.session.scalars(select(func.count(CommitmentEvent.id))).one() == 600


def test_tasks_are_done_and_opened_again(rosa: Actor, make: Factory, now: datetime, organization: Organization) -> None:
    lupe = make.contact()
    new = NewTask(lupe.id, rosa.user_id, TaskKind.CALL, " Call  Lupe ", now.date(), "one_on_one", client_ref="t1")
    task = service.create_task(rosa, now, new)
    assert service.create_task(rosa, now, new).id == task.id and task.title == "Call Lupe"
    assert rosa.user_id and [row.id for row in queries.open_tasks(rosa.user_id)] == [task.id]
    assert queries.count_open_tasks(rosa.user_id, now.date() - timedelta(days=1)) == 0
    service.complete_task(rosa, now, task.id)
    service.complete_task(rosa, now + timedelta(hours=1), task.id)
    assert task.done_at == now and queries.open_tasks(rosa.user_id) == []
    service.reopen_task(rosa, now, task.id)
    assert task.status is TaskStatus.OPEN and task.done_at is None
    with pytest.raises(NotAllowed):
        service.complete_task(make.actor(organization, Role.ORGANIZER), now, task.id)
    with pytest.raises(Refused, match="next step"):
        service.create_task(rosa, now, NewTask(lupe.id, rosa.user_id, TaskKind.CALL, "  ", now.date(), "manual"))


def test_another_organization_sees_none_of_it(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe, hearing = make.contact(), make.action()
    row = service.record_answer(rosa, now, lupe.id, Answer.YES, action_id=hearing.id, source="text")
    task = service.create_task(rosa, now, NewTask(lupe.id, rosa.user_id, TaskKind.CALL, "Call", now.date(), "manual"))
    other = make.organization()
    stranger = make.actor(other, Role.ADMIN)
    with in_organization(other.id):
        assert queries.rsvp_counts(hearing.id) == {} and queries.find_rsvp(hearing.id, lupe.id) is None
        assert queries.list_for_contact(lupe.id) == [] and queries.promise_record(lupe.id) == (0, 0, 0)
        with pytest.raises(NotFound):
            service.complete_task(stranger, now, task.id)
        with pytest.raises(NotFound):
            service.close_commitment(stranger, now, row.id, Outcome.KEPT)
