"""The person page: every source on one line, filters, pages, locked notes, and who may see it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from crm.accounts.models import Organization, User
from crm.audit.models import AuditEntry, BatchKind
from crm.audit.service import note_updated, open_batch
from crm.commitments.models import (
    Answer,
    Commitment,
    CommitmentEvent,
    CommitmentKind,
    Outcome,
    Task,
    TaskKind,
    TaskStatus,
)
from crm.contacts import service
from crm.contacts.models import Contact
from crm.contacts.service import NewContact
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.core.sealing import seal
from crm.one_on_ones.models import Assessment, OneOnOne
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import (
    Consent,
    ConsentMethod,
    ConsentState,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
)
from crm.sms.service.consent import default_program
from tests.support.factories import Factory, sign_in

PHONE = "+17205550117"
MOST_STATEMENTS = 53


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> User:
    """The organizer who wrote the story."""
    return make.user(organization, Role.ORGANIZER, name="Rosa Delgado")


@pytest.fixture
def lupe(organization: Organization, make: Factory, now: datetime, rosa: User) -> int:
    """The id of a person with a row of every kind, an hour apart."""
    actor = Actor(organization.id, rosa.id, rosa.name, rosa.role)
    batch = open_batch(actor, BatchKind.IMPORT, "registration.csv", now)
    new = NewContact(first_name="Guadalupe", last_name="Martínez", chosen_name="Lupe", phone=PHONE, is_minor=True)
    (contact_id,) = service.create_contacts(actor, now - timedelta(days=9), [new], batch.id)
    note_updated(batch, "contact", contact_id, {"city": ""}, {"city": "Denver"})
    contact = db.session.scalars(select(Contact)).one()
    contact.preferred_language = "es"
    _tell(make, contact.id, rosa.id, now)
    db.session.flush()
    return contact_id


def _tell(make: Factory, contact_id: int, user_id: int, now: datetime) -> None:
    def ago(hours: int) -> datetime:
        return now - timedelta(hours=hours)

    action = make.action(title="Invest/Divest 101", minutes=60)
    talk = make.add(
        OneOnOne(
            contact_id=contact_id, organizer_user_id=user_id, met_at=ago(5), logged_at=ago(5), minutes=35,
            issues=["school_police"], sealed_story=seal("Her nephew was arrested.", "one_on_ones.sealed_story"),
        )
    )  # fmt: skip
    for value, hours in ((3, 40), (2, 4)):
        make.add(Assessment(contact_id=contact_id, value=value, at=ago(hours), by_user_id=user_id))
    rsvp = {"contact_id": contact_id, "kind": CommitmentKind.ATTEND, "action_id": action.id, "asked_at": ago(30)}
    _promise(make, ago(30), Answer.YES, **rsvp)
    bring = {"contact_id": contact_id, "kind": CommitmentKind.BRING_N, "quantity": 3, "one_on_one_id": talk.id}
    kept = _promise(make, ago(6), Answer.YES, asked_at=ago(6), asked_by_user_id=user_id, **bring)
    kept.outcome, kept.closed_at = Outcome.KEPT, ago(1)
    make.add(
        SignIn(
            contact_id=contact_id, action_id=action.id, outcome=SignInOutcome.PRESENT, method=SignInMethod.IMPORT,
            arrived_at=ago(20), minutes=54,
        )
    )  # fmt: skip
    program = default_program()
    consent = {"state": ConsentState.OPTED_IN, "method": ConsentMethod.WEB_FORM, "words": "Text me about this."}
    make.add(Consent(contact_id=contact_id, phone=PHONE, program_id=program.id, at=ago(31), **consent))
    thread = make.add(Conversation(phone=PHONE, contact_id=contact_id))
    for direction, status, body, hours in (
        (Direction.OUT, MessageStatus.DELIVERED, "Can you testify?", 3),
        (Direction.IN, MessageStatus.RECEIVED, "¿A qué hora?", 2),
        (Direction.OUT, MessageStatus.SKIPPED, "Never sent", 2),
    ):
        message = Message(conversation_id=thread.id, contact_id=contact_id, phone=PHONE, direction=direction)
        message.status, message.body, message.at = status, body, ago(hours)
        make.add(message)
    task = {"contact_id": contact_id, "assignee_user_id": user_id, "kind": TaskKind.CALL, "origin": "manual"}
    make.add(Task(title="Call Lupe", due_on=now.date(), status=TaskStatus.DONE, done_at=ago(7), **task))
    make.add(Task(title="Prep testimony", due_on=date(2020, 1, 2), **task))


def _promise(make: Factory, at: datetime, answer: Answer, **values: object) -> Commitment:
    row = make.add(Commitment(answer=answer, answered_at=at, **values))
    make.add(CommitmentEvent(commitment_id=row.id, answer=answer, at=at, source="one_on_one"))
    return row


def _titles(page: str) -> list[str]:
    found = re.findall(r'<div class="fw-semibold text-break">(.*?)</div>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def test_everything_newest_first(client: FlaskClient, lupe: int, rosa: User) -> None:
    page = sign_in(client, rosa).get(f"/people/{lupe}").text
    assert _titles(page) == [
        "Changed by an import",
        "Kept: bring 3 people",
        "Wrote by text: “¿A qué hora?”",
        "We wrote by text: “Can you testify?”",
        "Stands moved from 3 (Not sure) to 2 (With us)",
        "One-on-one with Rosa Delgado, 35 minutes, in person",
        "Said yes: bring 3 people",
        "Done: Call Lupe",
        "Came to Invest/Divest 101, 54 of 60 minutes",
        "Said yes: come to Invest/Divest 101",
        "Said yes to texts: “Text me about this.”",
        "Stands at 3 (Not sure)",
        "Came in with an import",
    ]
    assert "What matters: School police" in page and "Never sent" not in page


def test_the_cards_say_where_she_is(client: FlaskClient, lupe: int, rosa: User) -> None:
    page = " ".join(sign_in(client, rosa).get(f"/people/{lupe}").text.split())
    for words in (
        "Guadalupe “Lupe” Martínez",
        "Spanish first",
        "Under 18",
        "Prep testimony",
        "<b>2 · With us</b>",
        "Was 3 until Nov 24",
        "<b>1 of 1 kept</b>, 1 open",
        "(720) 555-0117",
        f'href="/one-on-ones/new?contact={lupe}"',
    ):
        assert words in page, words


def test_filters_count_and_narrow(client: FlaskClient, lupe: int, rosa: User) -> None:
    sign_in(client, rosa)
    page = client.get(f"/people/{lupe}?show=texts").text
    assert len(_titles(page)) == 2
    assert re.findall(r'show=(\w+)"[^>]*>[^<]+<span class="fw-normal">(\d+)', page) == [
        ("one_on_ones", "1"), ("texts", "2"), ("sign_ins", "1"), ("promises", "3"), ("stands", "2"),
        ("consent", "1"), ("tasks", "1"), ("records", "2"),
    ]  # fmt: skip
    assert len(_titles(client.get(f"/people/{lupe}?show=nothing&before=1-2").text)) == 13
    assert client.get(f"/people/{lupe}?before=99999999999999999-1-1").status_code == 200


def test_pages_miss_nothing_and_repeat_nothing(client: FlaskClient, lupe: int, rosa: User, make: Factory) -> None:
    for _number in range(60):
        make.add(Assessment(contact_id=lupe, value=3, at=make.now - timedelta(days=1), by_user_id=rosa.id))
    for _number in range(30):
        make.add(OneOnOne(contact_id=lupe, organizer_user_id=rosa.id, met_at=make.now - timedelta(days=1),
                          logged_at=make.now))  # fmt: skip
    sign_in(client, rosa)
    address, sizes, cursors = f"/people/{lupe}", [], []
    while address:
        page = client.get(address).text
        sizes.append(len(_titles(page)))
        older = re.search(r'href="([^"]+before=([^"]+))"', page)
        address = older[1].replace("&amp;", "&") if older else ""
        cursors.append(older[2] if older else "")
    assert sizes == [25, 25, 25, 25, 3] and len(set(cursors)) == 5
    part = client.get(f"/people/{lupe}?before={cursors[0]}", headers={"HX-Target": "older"}).text
    assert "<html" not in part and len(_titles(part)) == 25


def test_a_stop_is_told_and_closes_texts(client: FlaskClient, lupe: int, rosa: User, make: Factory) -> None:
    make.add(OptOut(phone=PHONE, reason=OptOutReason.STOP_REPLY, words="ya no", at=make.now))
    page = sign_in(client, rosa).get(f"/people/{lupe}").text
    assert "Said stop: no more texts to (720) 555-0117: “ya no”" in _titles(page)
    assert re.search(r'chip bad">.*?Opted out', page)


def test_a_shared_number_names_the_others(
    client: FlaskClient, lupe: int, rosa: User, make: Factory, organization: Organization
) -> None:
    ana_id = make.contact(first_name="Ana", last_name="Martínez", recruited_by_id=lupe).id
    service.add_phone(ana_id, PHONE)
    page = sign_in(client, rosa).get(f"/people/{lupe}").text
    assert page.count(f'<a href="/people/{ana_id}">Ana Martínez</a>') == 2


def _talk_id() -> int:
    return db.session.scalars(select(OneOnOne.id)).one()


@pytest.mark.parametrize(("role", "status"), [(Role.LEAD, 200), (Role.ADMIN, 403), (Role.COORDINATOR, 403)])
def test_a_locked_note_opens_for_leads_and_is_noted(
    client: FlaskClient, organization: Organization, lupe: int, make: Factory, role: Role, status: int
) -> None:
    talk_id = _talk_id()
    organization_id = organization.id
    sign_in(client, make.user(organization, role))
    page = client.get(f"/people/{lupe}").text
    assert ("Read it" in page) == (status == 200) and "Note locked" in page and "nephew" not in page
    answer = client.post(f"/people/{lupe}/one-on-ones/{talk_id}/read")
    assert answer.status_code == status and ("Her nephew was arrested." in answer.text) == (status == 200)
    with in_organization(organization_id):
        read = db.session.scalars(select(AuditEntry.subject_id).where(AuditEntry.verb == "read_story")).all()
    assert read == ([talk_id] if status == 200 else [])


def test_the_author_reads_her_own_note_on_the_right_person_only(
    client: FlaskClient, lupe: int, rosa: User, make: Factory
) -> None:
    talk_id = _talk_id()
    other_id = make.contact().id
    sign_in(client, rosa)
    assert "nephew" in client.post(f"/people/{lupe}/one-on-ones/{talk_id}/read").text
    assert client.post(f"/people/{other_id}/one-on-ones/{talk_id}/read").status_code == 404
    assert client.get(f"/people/{lupe}/one-on-ones/{talk_id}/read").status_code == 405


def test_a_merged_record_leads_to_the_one_it_became(client: FlaskClient, lupe: int, rosa: User, make: Factory) -> None:
    old_id = make.contact(merged_into_id=lupe).id
    assert sign_in(client, rosa).get(f"/people/{old_id}").location == f"/people/{lupe}"


def test_another_organization_sees_nobody(client: FlaskClient, lupe: int, make: Factory) -> None:
    talk_id = _talk_id()
    other = make.organization()
    with in_organization(other.id):
        sign_in(client, make.user(other, Role.ADMIN))
    assert client.get(f"/people/{lupe}").status_code == 404
    assert client.post(f"/people/{lupe}/one-on-ones/{talk_id}/read").status_code == 404


def test_somebody_just_written_down(client: FlaskClient, rosa: User, make: Factory) -> None:
    person_id = make.contact(first_name="", last_name="", chosen_name="").id
    page = sign_in(client, rosa).get(f"/people/{person_id}").text
    assert "No name yet" in page and "No phone" in page and "Written down as a new person" in page


def _count_reads(client: FlaskClient, address: str, statements: list[str]) -> int:
    statements.clear()
    client.get(address)
    return sum(statement.startswith(("SELECT", "(SELECT")) for statement in statements)


def test_the_page_takes_a_bounded_number_of_reads(client: FlaskClient, lupe: int, rosa: User, make: Factory) -> None:
    organization_id = rosa.organization_id
    service.add_phone(make.contact().id, PHONE)
    sign_in(client, rosa)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    few = _count_reads(client, f"/people/{lupe}", statements)
    with in_organization(organization_id):
        for number in range(30):
            make.add(Assessment(contact_id=lupe, value=3, at=make.now - timedelta(days=number + 2)))
            service.add_phone(make.contact().id, PHONE)
        db.session.commit()
    assert _count_reads(client, f"/people/{lupe}", statements) <= few <= MOST_STATEMENTS
