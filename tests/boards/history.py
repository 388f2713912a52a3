"""A campaign with a past, small enough to count by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from crm.actions.models import Action
from crm.campaigns.models import Campaign
from crm.commitments.service import Answer, AnswerRow, record_answers
from crm.contacts.models import Contact
from crm.core.actor import Actor
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.service import record_sign_in
from crm.sms.models import Blast, Conversation, Direction, Message, MessageStatus
from crm.sms.replies import Intent
from crm.sms.service.answers_to_blasts import note_answer
from crm.sms.service.consent import default_program
from tests.support.factories import Factory


@dataclass
class Past:
    """The campaign, its webinar of two hours ago, and six people."""

    campaign: Campaign
    webinar: Action
    people: list[Contact]
    blast: Blast


def make_past(make: Factory, actor: Actor) -> Past:
    """Six registered, the last of them cancelled; three came, two were texted, one answered, one was met."""
    campaign = make.campaign()
    webinar = make.action(campaign_id=campaign.id)
    people = [make.contact() for _ in range(6)]
    answers = [Answer.YES] * 5 + [Answer.CANCELLED]
    record_answers(
        actor, make.now, [AnswerRow(one.id, webinar.id, answer) for one, answer in zip(people, answers, strict=True)]
    )
    for one in people[:3]:
        record_sign_in(
            actor,
            make.now,
            one.id,
            webinar.id,
            method=SignInMethod.IMPORT,
            outcome=SignInOutcome.PRESENT,
            arrived_at=webinar.starts_at,
        )
    blast = make.add(
        Blast(
            name="After",
            action_id=webinar.id,
            campaign_id=campaign.id,
            program_id=default_program().id,
            bodies={},
            submit_key="after",
        )
    )
    past = Past(campaign, webinar, people, blast)
    first = send(make, past, people[0], MessageStatus.DELIVERED)
    send(make, past, people[1], MessageStatus.SENT)
    send(make, past, people[2], MessageStatus.FAILED)
    answer(make, first)
    meet(make, past, people[0], hours=1, actor=actor)
    meet(make, past, people[1], hours=400, actor=actor)
    return past


def send(make: Factory, past: Past, person: Contact, status: MessageStatus) -> Message:
    """A follow-up text to one person."""
    phone = make.phone()
    thread = make.add(Conversation(phone=phone, contact_id=person.id))
    return make.add(
        Message(
            conversation_id=thread.id,
            contact_id=person.id,
            blast_id=past.blast.id,
            direction=Direction.OUT,
            phone=phone,
            body="Thank you",
            status=status,
            at=make.now - timedelta(minutes=20),
            sent_at=make.now - timedelta(minutes=20),
        )
    )


def answer(make: Factory, sent: Message) -> Message:
    """What came back, heard as texting hears it."""
    row: Message = make.add(
        Message(
            conversation_id=sent.conversation_id,
            contact_id=sent.contact_id,
            direction=Direction.IN,
            phone=sent.phone,
            body="Yes",
            status=MessageStatus.RECEIVED,
            at=make.now - timedelta(minutes=5),
        )
    )
    note_answer(None, message=row, reply=SimpleNamespace(intent=Intent.YES_RSVP))
    return row


def meet(make: Factory, past: Past, person: Contact, *, hours: float, actor: Actor) -> OneOnOne:
    """A one-on-one so many hours ago."""
    at = make.now - timedelta(hours=hours)
    return make.add(
        OneOnOne(
            contact_id=person.id, organizer_user_id=actor.user_id, campaign_id=past.campaign.id, met_at=at, logged_at=at
        )
    )
