"""Where a person is today: stand, promises, numbers and who shares them, consent, people around her, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from crm.accounts.queries import names_of_users
from crm.commitments.models import Task, TaskStatus
from crm.commitments.queries import promise_record
from crm.contacts import queries as contacts
from crm.contacts.models import Contact, ContactNote
from crm.core.database import db
from crm.one_on_ones.queries import Standing, current_assessment
from crm.sms.models import Consent, ConsentState, Conversation
from crm.sms.queries.gate import Verdict, may_text

MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """What the head and the cards of the page show; `shared` names the others at each number."""

    contact: Contact
    phones: list[str]
    emails: list[str]
    notes: list[ContactNote]
    shared: dict[str, dict[int, str]]
    owner: str
    standing: Standing | None
    kept: int
    closed: int
    open: int
    verdict: Verdict
    consent: Consent | None
    conversation: Conversation | None
    recruited_by: str
    brought: list[Contact]
    due: list[Task]

    @property
    def phone(self) -> str:
        """The primary number, "" when there is none."""
        return self.phones[0] if self.phones else ""


def read_person(contact: Contact) -> Person:
    """Everything about a person but the timeline, in a fixed number of reads."""
    phones, emails = contacts.reached_at(contact.id)
    sharers = contacts.sharers_of(contact.id)
    names = contacts.names_of([contact.recruited_by_id, *(other for ids in sharers.values() for other in ids)])
    kept, closed, still_open = promise_record(contact.id)
    verdict = may_text(phones[0] if phones else "", contact.id)
    return Person(
        contact=contact,
        phones=phones,
        emails=emails,
        notes=contacts.notes_of(contact.id),
        shared={phone: {other: names[other] for other in ids} for phone, ids in sharers.items()},
        owner=names_of_users({contact.owner_user_id}).get(contact.owner_user_id or 0, ""),
        standing=current_assessment(contact.id),
        kept=kept,
        closed=closed,
        open=still_open,
        verdict=verdict,
        consent=_find_consent(contact.id, phones[0] if phones else ""),
        conversation=_find_conversation(contact.id, phones),
        recruited_by=names.get(contact.recruited_by_id or 0, ""),
        brought=contacts.list_brought_by(contact.id),
        due=_list_due(contact.id),
    )


def _find_consent(contact_id: int, phone: str) -> Consent | None:
    """The newest act of consent of a person for a number, when it was a yes."""
    query = select(Consent).where(Consent.contact_id == contact_id, Consent.phone == phone)
    newest = db.session.scalars(query.order_by(Consent.at.desc(), Consent.id.desc()).limit(1)).first()
    return newest if newest is not None and newest.state is ConsentState.OPTED_IN else None


def _find_conversation(contact_id: int, phones: list[str]) -> Conversation | None:
    """The thread with this person, else the one of her first number."""
    is_hers = or_(Conversation.contact_id == contact_id, Conversation.phone.in_(phones[:1]))
    query = select(Conversation).where(is_hers).order_by(Conversation.contact_id.is_(None), Conversation.id.desc())
    return db.session.scalars(query.limit(1)).first()


def _list_due(contact_id: int) -> list[Task]:
    """The open next steps about a person, the first due first."""
    query = select(Task).where(Task.contact_id == contact_id, Task.status == TaskStatus.OPEN)
    return list(db.session.scalars(query.order_by(Task.due_on, Task.id).limit(MOST_TASKS)))
