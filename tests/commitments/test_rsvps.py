"""RSVPs: seats and the waitlist, confirmations with their history, needs and shifts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.accounts.models import Organization
from crm.actions.models import ActionShift
from crm.audit.service import BatchKind, open_batch
from crm.commitments.models import Answer
from crm.commitments.queries import count_needs, count_shifts, find_rsvp, list_events
from crm.commitments.service import (
    AnswerRow,
    Wish,
    answer_rsvp,
    confirm_rsvp,
    give_seat,
    record_answer,
    record_answers,
    take_back_answers,
)
from crm.core.errors import Conflict, Refused
from tests.support.factories import Factory


def test_a_full_action_has_a_waitlist_whoever_writes_the_yes_down(organization: Organization, make: Factory) -> None:
    actor, now, action = make.actor(organization), make.now, make.action(capacity=2)
    first, second, third, fourth = (make.contact().id for _ in range(4))
    for who in (first, second):
        assert record_answer(actor, now, who, Answer.YES, source="text", action_id=action.id).answer is Answer.YES
    late = record_answer(actor, now, third, Answer.YES, source="text", action_id=action.id)
    later = answer_rsvp(actor, now + timedelta(minutes=1), action.id, fourth, Answer.YES, source="public page")
    assert (late.answer, later.answer) == (Answer.WAITLIST, Answer.WAITLIST)
    with pytest.raises(Conflict, match="No seat"):
        give_seat(actor, now, action.id)
    with pytest.raises(Refused, match="waitlist"):
        confirm_rsvp(actor, now, late.id, "call")
    answer_rsvp(actor, now, action.id, first, Answer.CANCELLED, source="link")
    assert give_seat(actor, now, action.id).contact_id == third and late.answer is Answer.YES
    assert [event.answer for event in list_events([late.id])] == [Answer.WAITLIST, Answer.YES]
    again = answer_rsvp(actor, now, action.id, second, Answer.MAYBE, source="link")
    assert again.answer is Answer.MAYBE and give_seat(actor, now, action.id).contact_id == fourth
    with pytest.raises(Conflict, match="No seat"):
        give_seat(actor, now, action.id)


def test_confirmations_are_counted_and_kept(organization: Organization, make: Factory) -> None:
    actor, now, action = make.actor(organization), make.now, make.action()
    who = make.contact().id
    row = answer_rsvp(actor, now, action.id, who, Answer.YES, source="public page")
    for hours, how, level in ((1, "text", 1), (2, "call", 1), (30, "call", 2), (60, "in_person", 3), (90, "text", 3)):
        confirm_rsvp(actor, now + timedelta(hours=hours), row.id, how)
        assert row.confirm_level == level
    answer_rsvp(actor, now + timedelta(hours=91), action.id, who, Answer.YES, source="link")
    assert row.answer is Answer.CONFIRMED and row.confirmed_at == now + timedelta(hours=90)
    story = [(e.answer, e.source, e.confirm_level, e.by_user_id) for e in list_events([row.id])]
    assert story[:3] == [
        (Answer.YES, "public page", 0, actor.user_id),
        (Answer.CONFIRMED, "text", 1, actor.user_id),
        (Answer.CONFIRMED, "call", 2, actor.user_id),
    ]
    answer_rsvp(actor, now + timedelta(hours=92), action.id, who, Answer.CANCELLED, source="link")
    assert (row.answer, row.confirm_level, row.confirmed_at) == (Answer.CANCELLED, 0, None)


def test_a_file_taken_back_leaves_the_confirmation_before_it(organization: Organization, make: Factory) -> None:
    actor, now, action = make.actor(organization), make.now, make.action()
    row = answer_rsvp(actor, now, action.id, make.contact().id, Answer.YES, source="public page")
    confirm_rsvp(actor, now + timedelta(hours=1), row.id, "call")
    batch = open_batch(actor, BatchKind.IMPORT, "answers.csv", now).id
    record_answers(
        actor, now, [AnswerRow(row.contact_id, action.id, Answer.NO, now + timedelta(hours=2))], batch_id=batch
    )
    assert (row.answer, row.confirm_level) == (Answer.NO, 0)
    take_back_answers(batch)
    assert (row.answer, row.confirm_level, row.confirmed_at) == (Answer.CONFIRMED, 1, now + timedelta(hours=1))


def test_needs_are_counted_and_a_full_shift_is_closed(organization: Organization, make: Factory) -> None:
    actor, now, action, other = make.actor(organization), make.now, make.action(), make.action()
    door = make.add(ActionShift(action_id=action.id, role="Door", capacity=1))
    astray = make.add(ActionShift(action_id=other.id, role="Door"))
    wish = Wish(("ride", "childcare"), door.id)
    answer_rsvp(actor, now, action.id, make.contact().id, Answer.YES, source="link", wish=wish)
    answer_rsvp(actor, now, action.id, make.contact().id, Answer.MAYBE, source="link", wish=Wish(("ride",)))
    answer_rsvp(actor, now, action.id, make.contact().id, Answer.NO, source="link", wish=Wish(("ride",)))
    assert count_needs(action.id) == {"ride": 2, "childcare": 1} and count_shifts(action.id) == {door.id: 1}
    with pytest.raises(Conflict, match="full"):
        answer_rsvp(actor, now, action.id, make.contact().id, Answer.YES, source="link", wish=Wish((), door.id))
    with pytest.raises(Refused, match="another"):
        answer_rsvp(actor, now, action.id, make.contact().id, Answer.YES, source="link", wish=Wish((), astray.id))
    assert find_rsvp(other.id, 0) is None
