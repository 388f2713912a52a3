"""The search for duplicates over everybody: what is kept, what people decided, the job, the command, the hint."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.audit.service import BatchKind, open_batch
from crm.contacts import queries, service
from crm.contacts.duplicates import Record
from crm.contacts.jobs import search_duplicates, unsearched
from crm.contacts.models import Contact, DuplicateScan, DuplicateStatus, DuplicateSuggestion
from crm.contacts.queries.scans import BETWEEN_NIGHTS, is_scan_due
from crm.contacts.service import NewContact
from crm.contacts.service.change import suggest_duplicate, update_contact
from crm.contacts.service.deciding import say_different
from crm.contacts.service.scanning import begin_scan, scan_duplicates
from crm.core.actor import Role
from crm.core.database import db
from tests.support.factories import Factory, sign_in

TWINS = (
    NewContact(first_name="Guadalupe", last_name="Martínez Soto", phone="3125550117", external_id="A-1"),
    NewContact(first_name="Lupe", last_name="Martinez", phone="3125550117", external_id="A-2"),
    NewContact(first_name="Héctor", last_name="Martínez", phone="3125550117"),
)


def _twins(make: Factory, organization: Organization, now: datetime) -> list[int]:
    return service.create_contacts(make.actor(organization), now, list(TWINS))


def _pairs() -> list[DuplicateSuggestion]:
    return list(db.session.query(DuplicateSuggestion).order_by(DuplicateSuggestion.id))


def test_a_scan_keeps_pairs_with_score_and_reasons(make: Factory, organization: Organization, now: datetime) -> None:
    first, second, _husband = _twins(make, organization, now)
    assert scan_duplicates(make.actor(organization), now) == 1
    (pair,) = _pairs()
    assert (pair.contact_id, pair.other_id, pair.status) == (first, second, DuplicateStatus.OPEN)
    assert 0.5 < pair.score <= 1
    assert pair.reasons[0] == "Same phone"
    assert "First name a short form: Guadalupe – Lupe" in pair.reasons


def test_a_second_scan_changes_nothing(make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    actor = make.actor(organization)
    scan_duplicates(actor, now)
    before = [(pair.id, pair.score, pair.reasons) for pair in _pairs()]
    scan_duplicates(actor, now + timedelta(days=1))
    db.session.expire_all()
    assert [(pair.id, pair.score, pair.reasons) for pair in _pairs()] == before


def test_two_people_stay_two_people(make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    actor = make.actor(organization)
    scan_duplicates(actor, now)
    say_different(actor, now, _pairs()[0].id)
    scan_duplicates(actor, now)
    db.session.expire_all()
    assert [pair.status for pair in _pairs()] == [DuplicateStatus.DIFFERENT]


def test_a_pair_that_is_alike_no_longer_goes(make: Factory, organization: Organization, now: datetime) -> None:
    _first, second, husband = _twins(make, organization, now)
    actor = make.actor(organization)
    scan_duplicates(actor, now)
    update_contact(actor, now, second, {"first_name": "Imani", "last_name": "Boateng"})
    scan_duplicates(actor, now)
    assert _pairs() == []
    assert suggest_duplicate(second, husband, ["Same phone"], None).status is DuplicateStatus.OPEN


def test_the_job_searches_and_notes_when(make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    search_duplicates(organization.id, 0)
    scan = db.session.query(DuplicateScan).one()
    assert scan.pairs == len(_pairs()) == 1
    assert scan.finished_at is not None


def test_it_is_time_after_an_import_and_each_night(make: Factory, organization: Organization, now: datetime) -> None:
    day, night = now.replace(hour=20), now.replace(hour=10)  # one in the afternoon, and three at night, in Denver
    assert not is_scan_due(night, "America/Denver")
    _twins(make, organization, now)
    assert not is_scan_due(day, "America/Denver")
    assert is_scan_due(night, "America/Denver")
    batch = open_batch(make.actor(organization), BatchKind.IMPORT, "people.csv", day)
    batch.updated_at = day
    db.session.flush()
    assert not is_scan_due(day, "America/Denver")
    assert ("scan duplicates", organization.id, 0) in unsearched(day + timedelta(minutes=2))


def test_a_search_that_goes_on_is_not_begun_again(make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    day = now.replace(hour=20)
    scan_id = begin_scan(day)
    assert not is_scan_due(day.replace(hour=20, minute=5), "America/Denver")
    assert is_scan_due(day + timedelta(hours=2), "America/Denver")
    scan = db.session.query(DuplicateScan).filter_by(id=scan_id).one()
    scan.finished_at = day
    db.session.flush()
    assert not is_scan_due(day + timedelta(hours=2), "America/Denver")
    assert not is_scan_due(day + BETWEEN_NIGHTS / 2, "America/Denver")
    assert is_scan_due((day + timedelta(days=1)).replace(hour=10) + timedelta(days=1), "America/Denver")


def test_the_command_prints_external_ids(app: Flask, make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    result = app.test_cli_runner().invoke(args=["duplicates", "--org", organization.slug, "--json"])
    assert result.exit_code == 0, result.output
    (pair,) = json.loads(result.output)["pairs"]
    assert (pair["a"], pair["b"]) == ("A-1", "A-2")
    assert set(pair) == {"a", "b", "score", "certain", "reasons"}
    assert isinstance(pair["certain"], bool)
    assert _pairs() == []
    sentences = app.test_cli_runner().invoke(args=["duplicates", "--org", organization.slug])
    assert "1 pairs may be one person each" in sentences.output


def test_who_may_be_the_one_typed(make: Factory, organization: Organization, now: datetime) -> None:
    first, second, husband = _twins(make, organization, now)
    typed = Record(0, first="Lupe", last="Martinez Soto", phones=("+13125550117",))
    found = queries.likely_same(typed)
    assert {one.contact_id for one in found} == {first, second, husband}
    assert found[-1].contact_id == husband
    assert found[0].likeness.is_worth_asking and not found[-1].likeness.is_worth_asking


def test_the_hint_says_why(client: FlaskClient, make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = client.get("/people/alike?name=Lupe+Martinez&phone=3125550117").text
    assert "Same phone · Same name" in page
    assert "Guadalupe Martínez Soto" in page


def test_another_organization_is_not_compared(make: Factory, organization: Organization, now: datetime) -> None:
    _twins(make, organization, now)
    other = make.organization()
    contact = db.session.query(Contact).first()
    assert contact is not None
    search_duplicates(other.id, 0)
    assert [pair for pair in _pairs() if pair.organization_id == other.id] == []
