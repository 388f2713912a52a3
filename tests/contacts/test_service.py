"""Making people in bulk, sharing numbers, changing them, and taking a batch back."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event, select

from crm.accounts.models import Organization
from crm.audit.models import BatchKind
from crm.audit.service import list_changes, open_batch
from crm.contacts import queries, service
from crm.contacts.models import (
    Contact,
    ContactNote,
    ContactPoint,
    ContactPointLink,
    NameToken,
    NameWord,
    PointKind,
    Tag,
    Tagging,
)
from crm.contacts.queries.points import list_points
from crm.contacts.service import NewContact
from crm.contacts.service.reach import ReachChanges
from crm.core.database import db
from crm.core.errors import Refused
from crm.one_on_ones.models import OneOnOne
from crm.sms.models import OptOut, OptOutReason
from tests.support.factories import Factory


def test_a_person_needs_one_of_three(organization: Organization, make: Factory, now: datetime) -> None:
    with pytest.raises(Refused):
        service.create_contact(make.actor(organization), now, NewContact(city="Denver"))


def test_everything_about_a_person_is_kept(organization: Organization, make: Factory, now: datetime) -> None:
    actor = make.actor(organization)
    new = NewContact(
        first_name="Guadalupe",
        last_name="Peña-García",
        chosen_name="Lupe",
        preferred_language="es",
        phone="720.555.0117",
        email=" Lupe@Example.org",
        tags=["webinar", "east side"],
        is_minor=False,
        client_ref="a-1",
    )
    contact = service.create_contact(actor, now, new)
    assert (contact.full_name, contact.preferred_language) == ("Guadalupe “Lupe” Peña-García", "es")
    assert set(db.session.scalars(select(ContactPoint.value))) == {"+17205550117", "lupe@example.org"}
    assert {"guadalupe", "pena", "garcia", "penagarcia", "lupe"} == set(db.session.scalars(select(NameToken.token)))
    assert {"guadalupe", "pena", "garcia", "lupe"} == set(db.session.scalars(select(NameWord.word)))
    ends = db.session.execute(select(ContactPoint.local, ContactPoint.tail))
    assert {tuple(row) for row in ends} == {("5550117", "0117"), ("", "example.org")}
    assert set(db.session.scalars(select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id))) == {"webinar", "east side"}
    assert service.create_contact(actor, now, new).id == contact.id


def test_an_unreadable_phone_is_kept_as_it_was(organization: Organization, make: Factory, now: datetime) -> None:
    contact = service.create_contact(make.actor(organization), now, NewContact(first_name="Ana", phone="7.2E+09"))
    note = db.session.scalars(select(ContactNote)).one()
    assert (note.contact_id, note.kind, note.body) == (contact.id, "phone", "7.2E+09")
    assert not db.session.scalars(select(ContactPoint)).all()


def test_bulk_keeps_order_shares_numbers_and_stays_bounded(
    organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    batch = open_batch(actor, BatchKind.IMPORT, "640 people", now)
    people = [NewContact(first_name=f"N{n}", phone=f"30355501{n % 20:02d}", tags=["webinar"]) for n in range(640)]
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    ids = service.create_contacts(actor, now, people, batch.id)
    assert len(statements) < 60
    names = {row.id: row.first_name for row in db.session.execute(select(Contact.id, Contact.first_name))}
    assert [names[contact_id] for contact_id in ids] == [new.first_name for new in people]
    assert len(db.session.scalars(select(ContactPoint.id)).all()) == 20
    assert len(db.session.scalars(select(ContactPointLink.id)).all()) == 640
    assert set(db.session.scalars(select(Contact.id).where(Contact.batch_id == batch.id))) == set(ids)
    assert list_changes(batch.id) == []


def test_one_number_for_two_people(organization: Organization, make: Factory, now: datetime) -> None:
    first, second = make.contact(), make.contact()
    assert service.add_phone(first.id, "+13035550101")
    assert service.add_phone(second.id, "+13035550101")
    assert not service.add_phone(second.id, "+13035550101")
    assert service.add_phone(second.id, "+13035550102")
    links = db.session.scalars(select(ContactPointLink).where(ContactPointLink.contact_id == second.id)).all()
    assert [link.is_primary for link in links] == [True, False]


def test_changing_names_and_numbers_moves_what_she_is_found_by(
    organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    contact = service.create_contact(actor, now, NewContact(first_name="Ana", phone="3035550101"))
    (held,) = list_points(contact.id)
    reach = ReachChanges(past=[held.link_id], phone="+13035550199")
    service.update_contact(actor, now, contact.id, {"reach": reach, "last_name": "Ruiz"})
    assert set(db.session.scalars(select(NameToken.token))) == {"ana", "ruiz"}
    assert [hit.id for hit in queries.search("0199")] == [contact.id] and queries.search("0101") == []
    service.update_contact(actor, now, contact.id, {"first_name": "Eva"})
    assert set(db.session.scalars(select(NameToken.token))) == {"eva", "ruiz"}
    assert contact.sort_key == "ruiz\teva"
    (hers, was) = list_points(contact.id)
    assert (hers.value, hers.is_primary, was.value, was.past_at) == ("+13035550199", True, "+13035550101", now)
    service.update_contact(actor, now, contact.id, {"reach": ReachChanges(past=[hers.link_id])})
    assert queries.search("0199") == []


def test_the_last_contact_only_moves_forward(organization: Organization, make: Factory, now: datetime) -> None:
    contact = make.contact()
    service.note_contacted([contact.id], now)
    service.note_contacted([contact.id], now.replace(year=2020))
    assert db.session.scalars(select(Contact.last_contact_at)).one() == now
    assert contact.last_attended_at is None


def test_a_pair_is_suggested_once(organization: Organization, make: Factory, now: datetime) -> None:
    first, second = make.contact(), make.contact()
    row = service.suggest_duplicate(second.id, first.id, ["same phone"])
    assert service.suggest_duplicate(first.id, second.id, ["same name"]).id == row.id
    with pytest.raises(Refused):
        service.suggest_duplicate(first.id, first.id, [])


def test_undo_keeps_whom_people_worked_with(organization: Organization, make: Factory, now: datetime) -> None:
    actor = make.actor(organization)
    known = service.create_contact(actor, now, NewContact(first_name="Known", phone="3035550150"))
    batch = open_batch(actor, BatchKind.IMPORT, "a file", now)
    people = [NewContact(first_name=name, phone=f"303555010{n}", tags=["t"]) for n, name in enumerate("ABCD")]
    ids = service.create_contacts(actor, now, people, batch.id)
    service.add_phone(known.id, "+13035550151", batch.id)
    make.add(OneOnOne(contact_id=ids[1], organizer_user_id=actor.user_id, met_at=now, logged_at=now))
    service.update_contact(actor, now, ids[2], {"city": "Denver"})
    make.add(OptOut(phone="+13035550100", reason=OptOutReason.STOP_REPLY, words="STOP", at=now))
    undone = service.undo_created(batch.id)
    assert (undone.removed, undone.kept, undone.kept_ids) == (2, 2, (ids[1], ids[2]))
    assert set(db.session.scalars(select(Contact.first_name))) == {"Known", "B", "C"}
    values = select(ContactPoint.value).where(ContactPoint.kind == PointKind.PHONE)
    assert set(db.session.scalars(values)) == {"+13035550150", "+13035550101", "+13035550102"}
    assert db.session.scalars(select(OptOut.phone)).all() == ["+13035550100"]
    assert set(db.session.scalars(select(NameToken.token))) == {"known", "b", "c"} and queries.search("0151") == []
