"""How often somebody is texted counts whatever texts her: blasts, those that texters send, sequences and asks."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.commitments.service import Answer, record_answer
from crm.contacts.models import Contact
from crm.core.actor import system_actor
from crm.core.database import db
from crm.sms.models import BlastMode, Message, MessageStatus, Origin, Trigger
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.fatigue import CLOSE_BY, MOST_TOUCHES, TEXTED_ENOUGH, TOUCHED
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of
from crm.sms.sequence_plans import send
from crm.sms.service import sequences
from crm.sms.service.blasts import send_plan
from tests.sms.inbox_support import reach
from tests.sms.sequence_support import WORDS, Evening, texts
from tests.support.factories import Factory

TEXT = send("", **WORDS)


@pytest.fixture
def evening(organization: Organization, make: Factory, one_moment: None) -> Evening:
    """One in the afternoon in Denver."""
    return Evening(organization, make, make.now)


def _plan(*people: Contact, **values: object) -> BlastPlan:
    return BlastPlan(Audience(AudienceKind.PEOPLE, people=tuple(one.id for one in people)), WORDS, **values)  # type: ignore[arg-type]


def _excluded(evening: Evening, *people: Contact, **values: object) -> dict[str, int]:
    plan = _plan(*people, **values)
    return reach_of(plan, values_of(plan, "", evening.now), evening.now).excluded


def _blast(evening: Evening, key: str, *people: Contact, **values: object) -> None:
    plan = _plan(*people, **values)
    written = values_of(plan, "", evening.now)
    actor = system_actor(evening.organization.id)
    send_plan(actor, evening.now, plan, written, reach_of(plan, written, evening.now), key, {})


def test_a_text_to_many_leaves_out_whom_a_sequence_or_a_texter_texts(evening: Evening, make: Factory) -> None:
    (ana, _), (bea, _), (cam, cam_phone), (dot, dot_phone) = (evening.person() for _ in range(4))
    evening.enroll(evening.sequence(TEXT), ana)
    evening.work()
    _blast(evening, "by-texters", bea, mode=BlastMode.P2P)
    assert set(db.session.scalars(select(Message.status).where(Message.contact_id == bea.id))) == {MessageStatus.HELD}
    ask = texts()[0]
    values = {"conversation_id": ask.conversation_id, "direction": ask.direction, "body": "?", "at": evening.now}
    for person, origin in ((cam, Origin.ASK), (dot, Origin.ANSWER)):
        phone = {cam.id: cam_phone, dot.id: dot_phone}[person.id]
        make.add(Message(contact_id=person.id, phone=phone, origin=origin, status=MessageStatus.QUEUED, **values))
    later = {"send_at": evening.now + timedelta(hours=2)}
    assert _excluded(evening, ana, bea, cam, dot, **later) == {CLOSE_BY: 3}
    assert _excluded(evening, ana, bea, dot, keeps_caps=False, **later) == {}
    evening.organization.blasts_a_week = 1
    assert _excluded(evening, ana, send_at=evening.now + timedelta(days=3)) == {TEXTED_ENOUGH: 1}


def test_a_sequence_waits_for_room_between_other_texts_and_not_with_what_answers_her(
    evening: Evening, make: Factory
) -> None:
    (ana, _), (bea, _) = (evening.person(state="CO") for _ in range(2))
    action = make.action(starts_at=evening.now + timedelta(days=9))
    _blast(evening, "noon", ana, bea)
    evening.enroll(evening.sequence(TEXT), ana)
    evening.sequence(TEXT, trigger=Trigger.REGISTERED)
    record_answer(evening.actor, evening.now, bea.id, Answer.YES, source="form", action_id=action.id)
    sequences.enroll_arrivals(evening.now)
    evening.work()
    assert [one.contact_id for one in texts()] == [bea.id]
    evening.later(hours=4, minutes=1)
    assert len(texts()) == 1  # one a day
    evening.later(hours=16)
    assert [one.contact_id for one in texts()] == [bea.id, ana.id]


@pytest.mark.parametrize("order", list(permutations("bsf"))[::2])
def test_nobody_gets_more_than_three_touches_of_an_action_whatever_sends_them(
    evening: Evening, make: Factory, order: tuple[str, ...]
) -> None:
    """Blasts about it, a sequence about it, and the follow-up of another one whose yes means coming to it."""
    evening.organization.blasts_a_day = evening.organization.blasts_a_week = None
    evening.organization.hours_between_blasts = None
    over = make.action(title="Webinar")
    action = make.action(title="Hearing", starts_at=evening.now + timedelta(days=9), place="City Hall")
    ana, phone = evening.person()
    sharer = make.contact(first_name="Her son")
    reach(sharer, phone, evening.now - timedelta(days=30))
    row = sequences.use_ready_made(evening.actor, evening.now, "turnout", "Turnout", action.id)
    sequences.start_sequence(evening.actor, evening.now, row.id)
    for number, kind in enumerate(order * 2):
        if kind == "s":
            evening.enroll(row, ana)
        else:
            about = {"action_id": action.id} if kind == "b" else {"action_id": over.id, "ask_action_id": action.id}
            if not _excluded(evening, ana, **about):
                _blast(evening, f"blast-{number}", ana, **about)
        evening.work()
    for _ in range(8):
        evening.later(days=1)
    count = select(func.count(Message.id)).where(Message.phone == phone)
    assert db.session.scalars(count).one() == MOST_TOUCHES
    assert evening.now < action.starts_at and _excluded(evening, sharer, action_id=action.id) == {TOUCHED: 1}
