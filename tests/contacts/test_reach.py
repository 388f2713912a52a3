"""Several numbers for one person, one number for several, and numbers that are no longer somebody's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.models import BatchKind
from crm.audit.service import open_batch
from crm.contacts import queries, service
from crm.contacts.models import ContactPointLink, PointKind
from crm.contacts.queries.points import list_points
from crm.contacts.service import NewContact
from crm.contacts.service.fill import Addition, fill_in
from crm.contacts.service.reach import ReachChanges, change_reach
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import ConsentMethod
from crm.sms.queries.gate import Why, may_text
from crm.sms.service.consent import NewConsent, record_consents
from tests.support.factories import Factory, sign_in

HOME, WORK = "+13035550101", "+13035550102"


def person(make: Factory, organization: Organization, **values: str) -> int:
    """Somebody with the home number."""
    new = NewContact(**{"first_name": "Ana", "phone": HOME, "email": "ana@example.org", **values})
    return service.create_contact(make.actor(organization), make.now, new).id


def phones(contact_id: int) -> list[str]:
    """Her numbers, the first one first."""
    return queries.phones_of([contact_id]).get(contact_id, [])


def link(contact_id: int, value: str) -> int:
    """The id of her link to a number or address."""
    return next(point.link_id for point in list_points(contact_id) if point.value == value)


def test_a_second_number_comes_first_only_when_said(organization: Organization, make: Factory, now: datetime) -> None:
    ana = person(make, organization)
    assert change_reach(now, ana, ReachChanges(phone=WORK)) == {"phone"}
    assert phones(ana) == [HOME, WORK]
    assert change_reach(now, ana, ReachChanges(first=((PointKind.PHONE, str(link(ana, WORK))),))) == {"phone"}
    assert phones(ana) == [WORK, HOME]
    change_reach(now, ana, ReachChanges(phone="+13035550103", first=((PointKind.PHONE, "new"),)))
    assert phones(ana)[0] == "+13035550103"
    assert change_reach(now, ana, ReachChanges()) == set()


def test_what_is_no_longer_hers_stays_with_the_others(organization: Organization, make: Factory, now: datetime) -> None:
    ana, son = person(make, organization), person(make, organization, first_name="Luis", email="")
    assert [point.others for point in list_points(ana)] == [{son: "Luis"}, {}]
    change_reach(now, ana, ReachChanges(past=[link(ana, HOME), link(son, HOME)]))
    assert (phones(ana), phones(son)) == ([], [HOME])
    assert [one.id for one in queries.find_by_phone(HOME)] == [son]
    assert queries.sharers_of(son) == {}
    change_reach(now, ana, ReachChanges(again=[link(ana, HOME)]))
    assert phones(ana) == [HOME]


def test_a_number_that_is_no_longer_hers_is_not_texted(
    organization: Organization, make: Factory, now: datetime
) -> None:
    ana, son = person(make, organization), person(make, organization, first_name="Luis", email="")
    actor = make.actor(organization)
    for one in (ana, son):
        yes = NewConsent(one, HOME, "yes", "paper", ConsentMethod.VERBAL, now)
        record_consents(actor, now, [yes])
    change_reach(now, ana, ReachChanges(past=[link(ana, HOME)]))
    assert may_text(HOME, ana).reason is Why.PAST_NUMBER
    assert may_text(HOME, son).allowed


def test_a_file_does_not_bring_back_what_is_no_longer_hers(
    organization: Organization, make: Factory, now: datetime
) -> None:
    ana = person(make, organization)
    change_reach(now, ana, ReachChanges(past=[link(ana, HOME)]))
    batch = open_batch(make.actor(organization), BatchKind.IMPORT, "a list", now)
    fill_in(now, [Addition(ana, phones=[HOME, WORK])], batch)
    assert not service.add_phone(ana, HOME, batch.id)
    assert phones(ana) == [WORK]
    assert service.add_phone(ana, HOME)
    assert set(phones(ana)) == {HOME, WORK}


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """A signed-in lead."""
    return sign_in(client, make.user(organization))


def test_the_form_shows_who_shares_and_keeps_everything(
    staff: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    organization_id = organization.id
    with in_organization(organization_id):
        ana, _son = person(make, organization), person(make, organization, first_name="Luis", email="")
        home = link(ana, HOME)
        db.session.commit()
    page = staff.get(f"/people/{ana}/edit").text
    assert "Shared with Luis" in page and f'value="{home}" checked' in page
    base = {"first_name": "Ana", "preferred_language": "", "owner_user_id": "0"}
    bad = staff.post(f"/people/{ana}/edit", data=base | {"phone": "303 555", "past": home})
    assert bad.status_code == 422
    assert "not a whole phone number" in bad.text and 'value="303 555"' in bad.text
    assert f'name="past" value="{home}" checked' in bad.text
    sent = base | {"phone": "303-555-0102", "first_phone": "new", "past": home}
    assert staff.post(f"/people/{ana}/edit", data=sent).status_code == 302
    with in_organization(organization_id):
        assert phones(ana) == [WORK]
        past = db.session.scalars(select(ContactPointLink.past_at).where(ContactPointLink.id == home)).one()
        assert past is not None and past > now - timedelta(days=9999)
    assert "Hers again" in staff.get(f"/people/{ana}/edit").text


def test_a_person_stays_somebody(staff: FlaskClient, organization: Organization, make: Factory, now: datetime) -> None:
    organization_id = organization.id
    with in_organization(organization_id):
        ana = person(make, organization, first_name="", email="")
        home = link(ana, HOME)
        db.session.commit()
    base = {"preferred_language": "", "owner_user_id": "0"}
    assert staff.post(f"/people/{ana}/edit", data=base | {"past": home}).status_code == 422
    assert staff.post(f"/people/{ana}/edit", data=base).status_code == 302
    assert staff.post(f"/people/{ana}/edit", data=base | {"past": home, "phone": "303 555 0102"}).status_code == 302
