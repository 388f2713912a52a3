"""Files out in the browser: who may take what, a second person's approval above a size, and what is written down."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import User
from crm.accounts.service import set_export_approval_size
from crm.audit.models import AuditEntry
from crm.contacts.models import Contact, Tag, Tagging
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Actor, Role
from crm.core.clock import utc_now
from crm.core.database import Model, db
from crm.core.errors import Conflict, NotAllowed, NotFound, Refused
from crm.core.periodic import Every
from crm.core.scope import in_organization
from crm.core.sealing import seal
from crm.imports.exporting.left_in import LEFT_IN
from crm.imports.exporting.reading import taker_of
from crm.imports.exporting.scopes import Scope
from crm.imports.exporting.subjects import listed
from crm.imports.exporting.wishes import Wish, sheet_of
from crm.imports.models import Export, ExportStatus, ImportRow, ImportRun, RowOutcome
from crm.imports.service import exports
from crm.imports.service.sweeping import INTERVAL, sweep
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.queries.stories import STORY_COLUMN
from tests.conftest import NOW
from tests.support.factories import Factory, sign_in

ALL = Wish("contacts", "csv")
COVERED_BY_OTHERS = {"organizations", "worker_heartbeats"}
"""The organization's own row is in the README and the settings; heartbeats belong to the machine."""


def actor_of(user: User) -> Actor:
    return Actor(user.organization_id, user.id, user.name, user.role)


@pytest.fixture
def staff(organization: Any, make: Factory) -> Callable[[Role], User]:
    """Users of the organization, which has three people and asks for approval above two."""
    users = {role: make.user(organization, role) for role in Role}
    second = make.user(organization, Role.LEAD)
    set_export_approval_size(actor_of(second), make.now, organization, 2)
    for number, owner in enumerate((users[Role.ORGANIZER], users[Role.ORGANIZER], second)):
        make.contact(first_name="Ana", last_name=f"Number {number}", owner_user_id=owner.id)
    return users.__getitem__


def taken(actor: Actor, wish: Wish) -> list[dict[str, Any]]:
    return [dict(record) for record in sheet_of(taker_of(actor), wish, str, NOW).records]


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_table_goes_out_or_stays_for_a_reason(app: Flask) -> None:
    told = {table for subject in listed() for table in subject.tables}
    assert told.isdisjoint(LEFT_IN)
    assert set(Model.metadata.tables) - told - set(LEFT_IN) - COVERED_BY_OTHERS == set()


def test_no_secret_goes_out(app: Flask) -> None:
    columns = {column for subject in listed() for column in subject.columns}
    assert not [name for name in columns if "sealed" in name or "token" in name or "password" in name or "hash" in name]


def test_an_organizer_takes_her_own_people_and_what_belongs_to_them(
    staff: Callable[[Role], User], make: Factory
) -> None:
    organizer = actor_of(staff(Role.ORGANIZER))
    theirs = db.session.scalars(select(Contact).where(Contact.last_name == "Number 2")).one()
    tag = make.add(Tag(name="Choir"))
    make.add(Tagging(tag_id=tag.id, contact_id=theirs.id))
    assert [one["last_name"] for one in taken(organizer, ALL)] == ["Number 0", "Number 1"]
    assert taken(organizer, Wish("taggings", "csv")) == []
    assert taken(organizer, Wish("contacts", "csv", Scope("tag", tag.id))) == []
    assert [one["person"] for one in taken(actor_of(staff(Role.COORDINATOR)), Wish("taggings", "csv"))] == [
        "Ana Number 2"
    ]
    for role in (Role.TEXTER, Role.PARTNER):
        with pytest.raises(NotAllowed):
            taker_of(actor_of(staff(role)))
    with pytest.raises(NotAllowed):
        exports.ask(organizer, make.now, Wish("audit", "csv"), "curious")


def test_a_story_goes_out_only_to_those_who_may_read_it(staff: Callable[[Role], User], make: Factory) -> None:
    person = db.session.scalars(select(Contact).where(Contact.last_name == "Number 0")).one()
    values = {"met_at": make.now, "logged_at": make.now, "sealed_story": seal("A hard winter.", STORY_COLUMN)}
    make.add(OneOnOne(contact_id=person.id, organizer_user_id=staff(Role.ORGANIZER).id, **values))
    wish = Wish("one_on_ones", "json")
    for role, story in ((Role.LEAD, "A hard winter."), (Role.ORGANIZER, "A hard winter."), (Role.COORDINATOR, "")):
        [talk] = taken(actor_of(staff(role)), wish)
        assert (talk["story"], talk["has_story"]) == (story, True)


def test_above_the_size_another_lead_approves(staff: Callable[[Role], User], make: Factory) -> None:
    coordinator, lead, now = actor_of(staff(Role.COORDINATOR)), actor_of(staff(Role.LEAD)), make.now
    with pytest.raises(Refused):
        exports.ask(coordinator, now, ALL)
    row = exports.ask(coordinator, now, ALL, "For the union's list")
    assert row.status is ExportStatus.REQUESTED
    with pytest.raises(Conflict):
        exports.take(coordinator, now, row.id, now.tzinfo, str)
    with pytest.raises(NotAllowed):
        exports.decide_export(coordinator, now, row.id, True)
    exports.decide_export(lead, now, row.id, True)
    with pytest.raises(Conflict):
        exports.decide_export(lead, now, row.id, False)
    with pytest.raises(NotFound):
        exports.take(lead, now, row.id, now.tzinfo, str)
    for minutes in (1, 60 * 23):
        _row, pieces = exports.take(coordinator, now + timedelta(minutes=minutes), row.id, now.tzinfo, str)
        assert len(rows_of(b"".join(pieces))) == 4
    with pytest.raises(Conflict):
        exports.take(coordinator, now + timedelta(hours=24, minutes=1), row.id, now.tzinfo, str)
    verbs = db.session.scalars(
        select(AuditEntry.verb).where(AuditEntry.subject_type == "export").order_by(AuditEntry.id)
    )
    assert list(verbs) == ["requested", "approved", "exported", "exported"]


def test_a_refused_file_and_one_that_grew_are_not_given(staff: Callable[[Role], User], make: Factory) -> None:
    coordinator, lead, now = actor_of(staff(Role.COORDINATOR)), actor_of(staff(Role.LEAD)), make.now
    refused = exports.ask(coordinator, now, ALL, "For a friend")
    exports.decide_export(lead, now, refused.id, False, "Not for that")
    grown = exports.ask(coordinator, now, ALL, "For the union")
    exports.decide_export(lead, now, grown.id, True)
    make.contact()
    for row in (refused, grown):
        with pytest.raises(Conflict):
            exports.take(coordinator, now, row.id, now.tzinfo, str)


def test_nobody_approves_her_own_and_who_is_alone_decides(organization: Any, make: Factory) -> None:
    admin = actor_of(make.user(organization, Role.ADMIN))
    set_export_approval_size(admin, make.now, organization, 0)
    make.contact()
    assert exports.ask(admin, make.now, ALL).status is ExportStatus.APPROVED
    make.user(organization, Role.LEAD)
    row = exports.ask(admin, make.now, ALL, "For the audit")
    assert row.status is ExportStatus.REQUESTED
    with pytest.raises(NotAllowed):
        exports.decide_export(admin, make.now, row.id, True)


def test_a_small_file_comes_at_once(client: FlaskClient, staff: Callable[[Role], User]) -> None:
    sign_in(client, staff(Role.ORGANIZER))
    answer = client.post("/imports/exports", data={"what": "contacts", "format": "csv"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert "attachment; filename=" in answer.headers["Content-Disposition"]
    assert [row[3] for row in rows_of(answer.data)] == ["last_name", "Number 0", "Number 1"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported")).one()
    assert (entry.actor_user_id, entry.details["rows"]) == (staff(Role.ORGANIZER).id, 2)


def test_everything_comes_as_one_zip(client: FlaskClient, staff: Callable[[Role], User], make: Factory) -> None:
    organization = db.session.get(User, staff(Role.LEAD).id)
    assert organization is not None
    sign_in(client, staff(Role.ORGANIZER))
    answer = client.post("/imports/exports", data={"what": "everything", "format": "csv"})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = set(archive.namelist())
        people = archive.read("json/contacts.json").decode()
        readme = archive.read("README.txt").decode()
    assert {"csv/contacts.csv", "xlsx/contacts.xlsx", "osdi/people.json", "osdi/attendances.json"} <= names
    assert "csv/audit.csv" not in names
    assert "Number 1" in people
    assert "Number 2" not in people
    assert "contacts: People (2)" in readme


def test_a_large_file_waits_and_is_approved_on_the_page(client: FlaskClient, staff: Callable[[Role], User]) -> None:
    sign_in(client, staff(Role.COORDINATOR))
    said = client.post("/imports/exports", data={"what": "contacts", "format": "csv"})
    assert said.status_code == 422
    assert "second person" in said.text
    asked = {"what": "contacts", "format": "csv", "reason": "For the hearing"}
    assert client.post("/imports/exports", data=asked).status_code == 302
    assert "waits for approval" in client.get("/imports/exports").text
    row = db.session.scalars(select(Export)).one()
    assert client.post(f"/imports/exports/{row.id}/fetch").status_code == 409
    assert client.post(f"/imports/exports/{row.id}/decide", data={"decision": "approve"}).status_code == 403
    sign_in(client, staff(Role.LEAD))
    assert "1 file waits for your approval" in client.get("/today").text
    page = client.get("/imports/exports").text
    assert "For the hearing" in page
    assert client.post(f"/imports/exports/{row.id}/decide", data={"decision": "approve"}).status_code == 302
    sign_in(client, staff(Role.COORDINATOR))
    assert "ready until" in client.get("/today").text
    assert client.post(f"/imports/exports/{row.id}/fetch").status_code == 200


def test_columns_are_chosen_and_a_wrong_one_is_said(client: FlaskClient, staff: Callable[[Role], User]) -> None:
    sign_in(client, staff(Role.ORGANIZER))
    assert "2 people" in client.get("/imports/exports/people?owner=me").text
    data = {"columns": ["last_name", "organizer"], "format": "csv"}
    answer = client.post("/imports/exports/people?owner=me", data=data)
    assert rows_of(answer.data)[0] == ["last_name", "organizer"]
    wrong = client.post("/imports/exports/people", data={"columns": ["password_hash"], "format": "csv"})
    assert wrong.status_code == 422
    assert client.get("/imports/exports/people?action=987654").status_code == 404
    nobody = client.post("/imports/exports/people?q=Zzyzx", data={"columns": ["last_name"], "format": "json"})
    assert nobody.status_code == 422
    assert "There is nobody" in nobody.text
    assert "Who is found by “Zzyzx”" in nobody.text


def test_only_an_admin_sets_the_size(client: FlaskClient, organization: Any, staff: Callable[[Role], User]) -> None:
    sign_in(client, staff(Role.LEAD))
    assert client.post("/imports/exports/approval", data={"size": "9"}).status_code == 403
    sign_in(client, staff(Role.ADMIN))
    assert client.post("/imports/exports/approval", data={"size": "-1"}).status_code == 422
    assert client.post("/imports/exports/approval", data={"size": ""}).status_code == 302
    db.session.refresh(organization)
    assert organization.export_approval_size is None


def test_rows_that_could_not_be_taken_die_after_30_days(organization: Any, make: Factory) -> None:
    now = utc_now()
    for days in (29, 31):
        values = {"kind": "people", "filename": f"{days}.csv", "sha256": str(days)}
        run = make.add(ImportRun(created_at=now - timedelta(days=days), **values))
        for position, outcome in enumerate((RowOutcome.LEFT_OUT, RowOutcome.NEW)):
            row = {"position": position, "line": 2, "shown_name": f"{days} {outcome}"}
            make.add(ImportRow(run_id=run.id, outcome=outcome, **row))
    step = Every(INTERVAL, sweep)
    assert (step(now), step(now)) == (1, 0)
    with in_organization(organization.id):
        names = set(db.session.scalars(select(ImportRow.shown_name)))
    assert names == {"29 left_out", "29 new", "31 new"}


def test_a_person_with_further_fields_is_taken_with_them(organization: Any, make: Factory) -> None:
    actor = actor_of(make.user(organization, Role.LEAD))
    create_contacts(actor, make.now, [NewContact(first_name="Ana", phone="+13035550111")])
    person = db.session.scalars(select(Contact)).one()
    person.custom = {"Shirt": "L", "first_name": "not hers"}
    db.session.flush()
    [record] = taken(actor, ALL)
    assert (record["Shirt"], record["first_name"]) == ("L", "Ana")
    assert record["custom"] == {"Shirt": "L", "first_name": "not hers"}
