"""Coming into a coalition and leaving it: invitations work once, rows stay each organization's own, history is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.campaigns.models import Campaign, FigureStage
from crm.campaigns.queries import ledger
from crm.campaigns.service import load_ledger_example
from crm.coalitions import queries, service
from crm.coalitions.service.inviting import hash_of
from crm.core.actor import Actor, Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


@pytest.fixture
def host(make: Factory, organization: Organization) -> Actor:
    """A lead of the organization that begins."""
    return make.actor(organization)


@pytest.fixture
def group(make: Factory, host: Actor) -> queries.Together:
    """A coalition of one, around a campaign with demands."""
    campaign = make.campaign(name="Care Not Cages")
    load_ledger_example(host, make.now, campaign.id, "LED-MKE-20", stage=FigureStage.DEMANDED)
    row = service.begin_coalition(host, make.now, "Budgets for Care", campaign.id, make.now.date())
    return queries.get_coalition(row.id)


@pytest.fixture
def guest(make: Factory) -> Actor:
    """A lead of another organization."""
    other = make.organization(slug="second-street", name="Second Street")
    with in_organization(other.id):
        return make.actor(other)


def joined(make: Factory, host: Actor, guest: Actor, group: queries.Together) -> int:
    """Let the guest come in with a campaign made after the host's; gives its id."""
    _row, token = service.invite_by_link(host, make.now, group.id, "Second Street")
    with in_organization(guest.organization_id):
        return service.accept(guest, make.now, queries.find_offer(make.now, hash_of(token)), None).campaign_id


def verbs(organization_id: int) -> list[str]:
    with in_organization(organization_id):
        found = select(AuditEntry.verb).where(AuditEntry.subject_type == "coalition").order_by(AuditEntry.id)
        return list(db.session.scalars(found))


def test_a_link_works_once_and_brings_the_demands_the_place_and_the_day(
    make: Factory, host: Actor, guest: Actor, group: queries.Together
) -> None:
    _row, token = service.invite_by_link(host, make.now, group.id, "Second Street")
    ours = ledger(group.us.campaign_ids[0])
    with in_organization(guest.organization_id):
        assert queries.list_coalitions() == []
        with pytest.raises(NotFound):
            queries.get_coalition(group.id)
        with pytest.raises(NotFound):
            queries.find_offer(make.now + timedelta(days=15), hash_of(token))
        member = service.accept(guest, make.now, queries.find_offer(make.now, hash_of(token)), None)
        made = db.session.get_one(Campaign, member.campaign_id)
        assert made.organization_id == guest.organization_id and made.name == "Care Not Cages"
        theirs = ledger(made.id)
        assert theirs.demanded == ours.demanded and [one.title for one in theirs.lines] == [
            one.title for one in ours.lines
        ]
        with pytest.raises(NotFound):
            queries.find_offer(make.now, hash_of(token))
    both = queries.get_coalition(group.id)
    assert [(one.name, one.is_host, one.is_us) for one in both.partners] == [
        (both.us.name, True, True),
        ("Second Street", False, False),
    ]
    assert [one.name for one in queries.partners(group.us.campaign_ids[0])] == ["Second Street"]
    assert queries.list_invites(group.key) == []
    assert verbs(host.organization_id)[-1] == "partner_joined" and verbs(guest.organization_id) == ["joined"]


def test_an_invitation_by_name_is_seen_by_that_organization_alone(
    make: Factory, host: Actor, guest: Actor, group: queries.Together
) -> None:
    third = make.organization(slug="third")
    with pytest.raises(Refused, match="goes by"):
        service.invite_by_slug(host, make.now, group.id, "nobody-here")
    row = service.invite_by_slug(host, make.now, group.id, " Second-Street ")
    with pytest.raises(Conflict, match="invited already"):
        service.invite_by_slug(host, make.now, group.id, "second-street")
    with in_organization(third.id), pytest.raises(NotFound):
        queries.get_offer(make.now, row.id)
    with in_organization(guest.organization_id):
        service.decline(guest, make.now, queries.get_offer(make.now, row.id))
        assert queries.list_offers(make.now) == []
    row = service.invite_by_slug(host, make.now, group.id, "second-street")
    with in_organization(guest.organization_id):
        own = make.campaign(name="Our own fight")
        offer = queries.get_offer(make.now, row.id)
        assert service.accept(guest, make.now, offer, own.id).campaign_id == own.id
        with pytest.raises(NotAllowed):
            service.invite_by_slug(guest, make.now, group.id, "third")
        with pytest.raises(NotAllowed):
            service.set_goal(guest, make.now, group.id, "one_on_ones", 50)
        with pytest.raises(NotFound):
            service.bring_campaign(guest, make.now, group.id, group.us.campaign_ids[0])


def test_one_that_practises_stays_apart(make: Factory, host: Actor, group: queries.Together) -> None:
    practising = make.organization(slug="practising", is_practice=True)
    with pytest.raises(Refused, match="practises"):
        service.invite_by_slug(host, make.now, group.id, "practising")
    _row, token = service.invite_by_link(host, make.now, group.id, "Whoever")
    with in_organization(practising.id), pytest.raises(Refused, match="practises"):
        service.accept(make.actor(practising), make.now, queries.find_offer(make.now, hash_of(token)), None)


def test_either_may_leave_and_what_was_is_kept(
    make: Factory, host: Actor, guest: Actor, group: queries.Together
) -> None:
    brought = joined(make, host, guest, group)
    service.set_goal(host, make.now, group.id, "one_on_ones", 200)
    service.bring_campaign(host, make.now, group.id, make.campaign().id)
    with pytest.raises(Conflict):
        service.leave(host, make.now, group.id, brought)
    assert service.leave(host, make.now, group.id) == 2
    with pytest.raises(NotFound):
        queries.get_coalition(group.id)
    with in_organization(guest.organization_id):
        alone = queries.get_coalition(group.id)
        assert alone.us.is_host and len(alone.partners) == 1 and alone.goals == {}
        assert [bool(stay.left_at) for stay in alone.stays] == [True, False, True]
        service.set_goal(guest, make.now, group.id, "one_on_ones", 50)
        assert queries.get_coalition(group.id).goals == {"one_on_ones": 50}
        service.leave(guest, make.now, group.id)
        assert queries.list_coalitions() == []
    assert verbs(guest.organization_id) == ["joined", "partner_left", "set_goal", "left"]


def test_the_pages_lead_through_it(
    client: FlaskClient, make: Factory, organization: Organization, guest: Actor
) -> None:
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    campaign = make.campaign(name="Care Not Cages")
    sign_in(client, make.user(organization, Role.LEAD))
    begun = {"name": " ", "campaign_id": campaign.id, "starts_on": "2026-11-01"}
    assert client.post("/coalitions", data=begun).status_code == 422
    address = client.post("/coalitions", data=begun | {"name": "Budgets for Care"}).location
    board = address.removesuffix("/members")
    refused = client.post(f"{board}/invites/by-name", data={"slug": "nobody-here"})
    assert refused.status_code == 422 and "“nobody-here”" in refused.text and 'value="nobody-here"' in refused.text
    assert client.post(f"{board}/goals", data={"measure": "one_on_ones", "target": "-3"}).status_code == 422
    assert client.post(f"{board}/goals", data={"measure": "one_on_ones", "target": "300"}).status_code == 302
    made = client.post(f"{board}/invites", data={"label": "Second Street"})
    link = made.text.partition('id="made" readonly value="http://localhost')[2].partition('"')[0]
    assert "Second Street" in client.get(address).text and link not in client.get(address).text
    other = client.application.test_client()
    with in_organization(guest.organization_id):
        sign_in(other, make.user(db.session.get_one(Organization, guest.organization_id), Role.ADMIN))
    assert "Care Not Cages" in other.get(link).text
    answered = other.post(link, data={"campaign_id": "0"})
    assert answered.location == board and other.get(link).status_code == 404
    seen = other.get(board)
    assert seen.status_code == 200 and "Numbers only" in seen.text and ">300<small>" in seen.text
    assert other.post(f"{board}/goals", data={"measure": "one_on_ones", "target": "9"}).status_code == 422
    assert client.post(f"{board}/leave").location == "/coalitions"
    assert client.get(board).status_code == 404 and other.get(board).status_code == 200
