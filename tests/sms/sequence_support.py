"""People in sequences, for tests: a clock that goes on, workers that send, and texts that come in."""

from __future__ import annotations

from collections.abc import Sequence as Many
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.models import Contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.models import (
    Enrollment,
    EnrollmentState,
    Message,
    MessageStatus,
    Origin,
    Sequence,
    StepDone,
    Trigger,
)
from crm.sms.sequence_plans import NewSequence, NewStep
from crm.sms.service import sequences
from tests.sms.inbox_support import reach
from tests.support.factories import Factory

WORDS = {
    "en": "Hi {first_name}, it is us. {org}. STOP to opt out",
    "es": "Hola {first_name}, somos {org}. STOP para salir",
}


class Evening:
    """One organization's sequences at a moment that the test moves."""

    def __init__(self, organization: Organization, make: Factory, now: datetime) -> None:
        organization.short_name = "Puente"
        self.organization, self.make, self.now = organization, make, now
        self.actor: Actor = make.actor(organization)

    def sequence(self, *steps: NewStep, trigger: Trigger = Trigger.BY_HAND, **values: object) -> Sequence:
        """A running sequence of these steps."""
        new = NewSequence("A sequence", trigger, steps, **values)  # type: ignore[arg-type]
        row = sequences.make_sequence(self.actor, self.now, new)
        return sequences.start_sequence(self.actor, self.now, row.id)

    def person(self, **values: object) -> tuple[Contact, str]:
        """Somebody who may be texted, and her number."""
        contact, phone = self.make.contact(**values), self.make.phone()
        return contact, reach(contact, phone, self.now - timedelta(days=30))

    def enroll(self, sequence: Sequence, *people: Contact) -> sequences.Enrolled:
        """Put people in by hand."""
        return sequences.enroll_by_hand(self.actor, self.now, sequence.id, [one.id for one in people])

    def work(self) -> int:
        """One round of the worker: who is due goes on, and what was written is sent."""
        due = sequences.take_due(self.now, 1_000)
        for enrollment in due:
            sequences.advance(enrollment, self.now)
        for message in texts(MessageStatus.QUEUED):
            message.status = MessageStatus.DELIVERED
        db.session.flush()
        return len(due)

    def later(self, **much: float) -> int:
        """Let time go by, and the worker go round; how many were due."""
        self.now += timedelta(**much)
        return self.work()


def state_of(contact: Contact) -> EnrollmentState:
    """Where the person is in her only sequence."""
    query = select(Enrollment).where(Enrollment.contact_id == contact.id)
    return db.session.scalars(query, execution_options={"populate_existing": True}).one().state


def texts(*statuses: MessageStatus) -> Many[Message]:
    """What sequences wrote, in order."""
    query = select(Message).where(Message.origin == Origin.SEQUENCE).order_by(Message.id)
    if statuses:
        query = query.where(Message.status.in_(statuses))
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def marks() -> list[StepDone]:
    """Every step that was done, in order."""
    return list(db.session.scalars(select(StepDone).order_by(StepDone.id)))
