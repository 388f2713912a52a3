"""A person is shared by her own yes alone: what goes over, how the partner finds her, and what taking back does."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.coalitions import service
from crm.coalitions.models import ReceivedPerson, ReceivedState, SharingConsent, SharingHow
from crm.coalitions.queries import list_offers
from crm.coalitions.queries.sharing import received_as, sharings_of, to_look_at
from crm.coalitions.service.receiving import settle_received
from crm.coalitions.service.sharing import share_person, take_back
from crm.contacts.models import Contact
from crm.contacts.queries import emails_of, phones_of
from crm.contacts.service import add_email, add_phone
from crm.core.actor import Actor, Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import Conflict, Refused
from crm.core.scope import in_organization
from crm.sms.models import Consent
from tests.support.factories import Factory, sign_in

PHONE, EMAIL = "+13035550171", "lupe@example.org"


@pytest.fixture
def ours(make: Factory, organization: Organization) -> Actor:
    """Who shares."""
    return make.actor(organization)


@pytest.fixture
def partner(make: Factory, ours: Actor) -> Organization:
    """Another organization, in a coalition with ours."""
    group = service.begin_coalition(ours, make.now, "Budgets for Care", make.campaign().id, make.now.date())
    other = make.organization(slug="second-street", name="Second Street")
    service.invite_by_slug(ours, make.now, group.id, "second-street")
    with in_organization(other.id):
        (offer,) = list_offers(make.now)
        service.accept(make.actor(other), make.now, offer, None)
    return other


@pytest.fixture
def lupe(make: Factory) -> Contact:
    """Somebody of ours, with all that must not go over."""
    person = make.contact(last_name="Secreta", preferred_language="es", street="5 Hidden Street", pronouns="ella")
    add_phone(person.id, PHONE)
    add_email(person.id, EMAIL)
    return person


def said_yes(make: Factory, ours: Actor, person: Contact, partner: Organization, kind: str = "share") -> SharingConsent:
    return share_person(ours, make.now, person.id, partner.id, kind, "es", SharingHow.IN_PERSON)


def people(organization: Organization) -> list[Contact]:
    with in_organization(organization.id):
        return list(db.session.scalars(select(Contact)))


def test_name_reach_and_language_go_over_and_no_more(
    make: Factory, ours: Actor, partner: Organization, lupe: Contact
) -> None:
    yes = said_yes(make, ours, lupe, partner)
    assert "Second Street" in yes.words and yes.wording == "share-1-es"
    (theirs,) = people(partner)
    assert (theirs.full_name, theirs.preferred_language, theirs.source) == ("Lupe Secreta", "es", ours_name(ours))
    assert theirs.id != lupe.id and not theirs.street and not theirs.pronouns
    with in_organization(partner.id):
        assert phones_of([theirs.id])[theirs.id] == [PHONE] and emails_of([theirs.id])[theirs.id] == [EMAIL]
        assert db.session.scalars(select(Consent)).all() == []
        (row,) = received_as(theirs.id)
        assert (row.state, row.name, row.phone, row.email) == (ReceivedState.TAKEN, "", "", "")
    with pytest.raises(Conflict, match="yes to Second Street already"):
        said_yes(make, ours, lupe, partner)


def ours_name(ours: Actor) -> str:
    return db.session.get_one(Organization, ours.organization_id).name


def test_consent_to_texts_goes_over_only_in_words_that_said_so(
    make: Factory, ours: Actor, partner: Organization, lupe: Contact
) -> None:
    yes = said_yes(make, ours, lupe, partner, "texts")
    with in_organization(partner.id):
        (consent,) = db.session.scalars(select(Consent))
        assert consent.phone == PHONE and consent.words == yes.words and "texts-1-es" in consent.source


def test_whom_the_partner_knows_is_found_and_whom_it_may_know_is_asked_about(
    make: Factory, ours: Actor, partner: Organization, lupe: Contact
) -> None:
    with in_organization(partner.id):
        known = make.contact(first_name="Guadalupe", last_name="Secreta")
        add_phone(known.id, PHONE)
    said_yes(make, ours, lupe, partner)
    assert [one.id for one in people(partner)] == [known.id]
    other = make.contact(first_name="Ana", last_name="Ríos")
    add_phone(other.id, PHONE)
    said_yes(make, ours, other, partner)
    with in_organization(partner.id):
        (waiting,) = to_look_at()
        assert (waiting.name, waiting.phone) == ("Ana Ríos", PHONE)
        lead = make.actor(partner)
        settled = settle_received(lead, make.now, waiting.id, None)
        assert settled.contact_id not in (None, known.id) and settled.name == ""
        with pytest.raises(Conflict):
            settle_received(lead, make.now, waiting.id, known.id)


def test_taking_back_stops_it_and_tells_the_partner(
    make: Factory, ours: Actor, partner: Organization, lupe: Contact
) -> None:
    said_yes(make, ours, lupe, partner)
    take_back(ours, make.now, lupe.id, partner.id, SharingHow.PHONE)
    with pytest.raises(Conflict):
        take_back(ours, make.now, lupe.id, partner.id, SharingHow.PHONE)
    (sharing,) = sharings_of(lupe.id)
    assert [row.is_yes for row in sharing.said] == [False, True] and not sharing.is_shared
    with in_organization(partner.id):
        (told,) = to_look_at()
        assert told.taken_back_at == make.now and told.contact_id is not None
        twin = make.contact(first_name="Bo", last_name="Twin")
        add_phone(twin.id, "+13035550172")
    ana = make.contact(first_name="Ana", last_name="Ríos")
    add_phone(ana.id, "+13035550172")
    said_yes(make, ours, ana, partner)
    take_back(ours, make.now, ana.id, partner.id, SharingHow.PAPER)
    with in_organization(partner.id):
        row = db.session.scalars(select(ReceivedPerson).order_by(ReceivedPerson.id.desc())).first()
        assert row is not None and (row.state, row.name, row.phone) == (ReceivedState.DROPPED, "", "")
    said_yes(make, ours, lupe, partner)
    assert len(people(partner)) == 2


def test_nobody_is_shared_with_strangers_nor_under_age(
    make: Factory, ours: Actor, partner: Organization, lupe: Contact
) -> None:
    stranger = make.organization()
    with pytest.raises(Refused, match="no coalition"):
        said_yes(make, ours, lupe, stranger)
    with pytest.raises(Refused, match="nothing to share"):
        said_yes(make, ours, make.contact(), partner)
    young = make.contact(is_minor=True)
    add_phone(young.id, "+13035550173")
    with pytest.raises(Refused, match="under 18"):
        said_yes(make, ours, young, partner)
    assert people(partner) == [] and people(stranger) == []


def test_the_pages(
    client: FlaskClient, make: Factory, organization: Organization, partner: Organization, lupe: Contact
) -> None:
    for one in (organization, partner):
        one.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    with in_organization(partner.id):
        lead = make.user(partner, Role.COORDINATOR)
        known = make.contact(first_name="Otra", last_name="Persona")
        add_phone(known.id, PHONE)
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = client.get(f"/people/{lupe.id}").text
    assert "¿Puede" in page and "Not asked, so not shared" in page
    yes = {"partner_id": str(partner.id), "kind": "share", "language": "es"}
    client.post(f"/coalitions/people/{lupe.id}/share", data=yes)
    assert "Say how she said it" in client.get(f"/people/{lupe.id}").text
    client.post(f"/coalitions/people/{lupe.id}/share", data=yes | {"how": "paper"})
    assert "Yes, since" in client.get(f"/people/{lupe.id}").text
    other = sign_in(client.application.test_client(), lead)
    assert "1 person was shared with us" in other.get("/today").text
    waiting = other.get("/coalitions/received").text
    assert "It is Otra Persona" in waiting and "Lupe Secreta" in waiting and "Hidden" not in waiting
    received_id = waiting.partition('action="/coalitions/received/')[2].partition('"')[0]
    assert client.get("/coalitions/received").status_code == 403
    assert other.post(f"/coalitions/received/{received_id}", data={"who": ""}).status_code == 422
    assert other.post(f"/coalitions/received/{received_id}", data={"who": str(lupe.id)}).status_code == 404
    other.post(f"/coalitions/received/{received_id}", data={"who": str(known.id)})
    assert "by her own yes" in other.get(f"/people/{known.id}").text
    client.post(f"/coalitions/people/{lupe.id}/take-back", data={"partner_id": str(partner.id), "how": "phone"})
    assert "took back the yes" in other.get("/today").text
    assert "Ask her before you go on" in other.get(f"/people/{known.id}").text
    other.post(f"/coalitions/received/{received_id}", data={"who": "seen"})
    assert "took back the yes" not in other.get("/today").text
