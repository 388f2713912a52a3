"""Every number of a board opens the people behind it; a partner reads numbers and no names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns import service
from crm.core.actor import STAFF, Role
from crm.core.clock import utc_now
from tests.boards.history import make_past
from tests.support.factories import Factory, sign_in

LINK = re.compile(r'href="(/boards/\d+/people\?[^"]+)">([^<]+)</a>')


@dataclass(frozen=True)
class Seen:
    """What the tests look for on the pages."""

    campaign_id: int
    webinar_id: int
    name: str
    last_names: list[str]


@pytest.fixture
def past(make: Factory, organization: Organization) -> Seen:
    """A campaign with a past, goals and money."""
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    actor = make.actor(organization)
    past = make_past(make, actor)
    day = make.now.date()
    for measure in ("one_on_ones", "attended", "texts_replied"):
        service.set_goal(
            actor, measure, 9, day - timedelta(days=40), day + timedelta(days=5), campaign_id=past.campaign.id
        )
    service.load_ledger_example(actor, make.now, past.campaign.id, "LED-MKE-20")
    return Seen(past.campaign.id, past.webinar.id, past.campaign.name, [one.last_name for one in past.people])


def links(page: str) -> list[tuple[str, str]]:
    """The people lists a page opens, with the number they are opened from."""
    return [(address.replace("&amp;", "&"), text) for address, text in LINK.findall(page)]


@pytest.mark.parametrize("role", STAFF)
def test_numbers_equal_the_lists_they_open(
    client: FlaskClient, make: Factory, organization: Organization, past: Seen, role: Role
) -> None:
    sign_in(client, make.user(organization, role))
    opened = [
        (address, text) for address, text in links(client.get(f"/boards/{past.campaign_id}").text) if text.isdigit()
    ]
    assert len(opened) >= 8
    for address, number in opened:
        page = client.get(address)
        counted = re.search(r'id="counted">([\d,]+)<', page.text)
        assert page.status_code == 200 and counted and counted[1] == number, address
        listed = page.text.count('class="mark"')
        distinct = re.search(r"with (\d+) pe", page.text)
        assert listed == int(distinct[1] if distinct else number)


def test_a_partner_sees_numbers_and_no_names(
    client: FlaskClient, make: Factory, organization: Organization, past: Seen
) -> None:
    sign_in(client, make.user(organization, Role.PARTNER))
    page = client.get(f"/boards/{past.campaign_id}")
    assert page.status_code == 200 and not links(page.text)
    assert "/campaigns/" not in page.text and "/people" not in page.text
    for address in (
        f"/boards/{past.campaign_id}/people?measure=came&action={past.webinar_id}",
        f"/campaigns/{past.campaign_id}",
        "/campaigns",
    ):
        assert client.get(address).status_code == 403
    assert client.get("/boards").status_code == 200
    assert not any(name in page.text for name in past.last_names)


def test_a_texter_opens_no_board(client: FlaskClient, make: Factory, organization: Organization, past: Seen) -> None:
    sign_in(client, make.user(organization, Role.TEXTER))
    assert client.get("/boards").status_code == client.get(f"/boards/{past.campaign_id}").status_code == 403


def test_another_organization_gets_404(client: FlaskClient, make: Factory, past: Seen) -> None:
    sign_in(client, make.user(make.organization(), Role.LEAD))
    for address in ("", "/people?measure=one_on_ones", f"/people?measure=came&action={past.webinar_id}"):
        assert client.get(f"/boards/{past.campaign_id}{address}").status_code == 404
    assert past.name not in client.get("/boards").text


def test_the_sentence_names_the_vote_the_risk_and_the_act(
    client: FlaskClient, make: Factory, organization: Organization, past: Seen
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    page = client.get(f"/boards/{past.campaign_id}").text
    assert "days to the City Council vote" in page
    assert "Furthest behind: answered our texts, 1 of 9, 7 short of pace." in page
    assert "Call the 2 people who came" in page
    assert "$900,000 claimed won, not verified" in page and "What is won is not known yet" not in page


def test_an_empty_campaign_offers_the_first_act(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id = make.campaign(decision_on=None).id
    sign_in(client, make.user(organization, Role.LEAD))
    page = client.get(f"/boards/{campaign_id}").text
    assert "No day for the vote is set yet." in page and f"/campaigns/{campaign_id}#add-demand" in page
    assert "Set the first goal" in page and "None yet in these weeks." in page


def test_an_unknown_list_is_not_found(
    client: FlaskClient, make: Factory, organization: Organization, past: Seen
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    for query in ("", "?measure=wishes", "?measure=came", "?goal=999999", "?measure=came&action=999999"):
        assert client.get(f"/boards/{past.campaign_id}/people{query}").status_code == 404
