"""The audit's page: who looked at whom, narrowed and paged, for admins alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.audit.models import AuditEntry
from crm.audit.queries import Filter, Kind, list_entries
from crm.audit.service import note_view, record
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


def views() -> list[tuple[int | None, int | None]]:
    query = select(AuditEntry.actor_user_id, AuditEntry.subject_id).where(AuditEntry.verb == "viewed")
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(AuditEntry.id))]


def test_opening_a_person_is_noted_once_an_hour_for_each_user(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    one, two = make.user(organization, Role.ORGANIZER), make.user(organization, Role.LEAD)
    person, other = make.contact(), make.contact()
    for user, contact in ((one, person), (one, person), (one, other), (two, person)):
        sign_in(client, user)
        assert client.get(f"/people/{contact.id}").status_code == 200
    with in_organization(organization.id):
        assert views() == [(one.id, person.id), (one.id, other.id), (two.id, person.id)]


def test_an_hour_later_it_is_a_view_again(organization: Any, make: Factory) -> None:
    actor = make.actor(organization)
    for minutes in (0, 59, 61, 62):
        note_view(actor, "contact", 7, make.now + timedelta(minutes=minutes))
    assert len(views()) == 2


def test_a_unit_of_its_own_never_takes_other_changes_along(organization: Any, make: Factory) -> None:
    actor, person = make.actor(organization), make.contact()
    db.session.commit()
    person.first_name = "Changed"
    with pytest.raises(RuntimeError):
        note_view(actor, "contact", person.id, make.now)
    db.session.rollback()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_admins_read_it(client: FlaskClient, organization: Any, make: Factory, role: Role) -> None:
    sign_in(client, make.user(organization, role))
    assert client.get("/audit").status_code == 403


def test_it_says_who_did_what_to_whom(client: FlaskClient, organization: Any, make: Factory) -> None:
    admin = make.user(organization, Role.ADMIN, name="Ada Admin")
    person = make.contact(first_name="Lupe", last_name="<b>Martínez</b>")
    actor = Actor(organization.id, admin.id, admin.name, admin.role)
    record(actor, "updated", "contact", person.id, make.now, fields=["phone"])
    record(actor, "exported", "export", None, make.now, what="contacts", rows=3)
    record(Actor(organization.id), "a_new_verb", "gadget", 5, make.now)
    sign_in(client, admin)
    page = client.get("/audit").text
    for words in ("Ada Admin", "changed", "Lupe &lt;b&gt;", "fields: phone", "took out", "rows: 3", "a new verb"):
        assert words in page
    assert "The program" in page
    about = client.get(f"/audit?contact={person.id}").text
    assert "fields: phone" in about
    assert "rows: 3" not in about
    assert "Who looked" in client.get(f"/people/{person.id}").text
    for nonsense in ("user=x", "contact=99999999999999999999", "kind=x", "since=x", "until=0001-01-01", "before=x~y"):
        assert client.get(f"/audit?{nonsense}").status_code == 200


def test_it_is_narrowed_and_paged_without_loss(organization: Any, make: Factory) -> None:
    one, two = make.actor(organization), make.actor(organization)
    for number in range(25):
        at = make.now + timedelta(minutes=number // 4)
        record(one if number % 2 else two, "viewed" if number % 3 else "updated", "contact", number % 5, at)
    record(one, "exported", "export", 1, make.now)
    db.session.flush()
    seen: list[int] = []
    before = ""
    while True:
        page = list_entries(Filter(), before, limit=7)
        seen += [line.entry.id for line in page.lines]
        before = page.older
        if not before:
            break
    assert len(seen) == len(set(seen)) == 26
    moments = {entry.id: (entry.at, entry.id) for entry in db.session.scalars(select(AuditEntry))}
    assert seen == sorted(seen, key=moments.__getitem__, reverse=True)
    assert len(list_entries(Filter(user_id=two.user_id)).lines) == 13
    assert len(list_entries(Filter(contact_id=3)).lines) == 5
    assert len(list_entries(Filter(kind=Kind.EXPORTS)).lines) == 1
    assert len(list_entries(Filter(kind=Kind.VIEWS)).lines) == 16
    assert len(list_entries(Filter(kind=Kind.CHANGES)).lines) == 9
    until = make.now + timedelta(minutes=2)
    assert len(list_entries(Filter(since=make.now + timedelta(minutes=1), until=until)).lines) == 4
