"""A lead builds a campaign on its pages: demand, stages, goal."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns import queries
from crm.core.actor import Role
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


def test_from_nothing_to_a_goal(client: FlaskClient, make: Factory, organization: Organization) -> None:
    organization_id = organization.id
    sign_in(client, make.user(organization, Role.LEAD))
    assert "Begin the first campaign" in client.get("/campaigns").text
    assert client.get("/campaigns/new").status_code == 200
    form = {
        "name": "Care Not Cages",
        "level": "county",
        "place_name": "Adams County, Colorado",
        "ocd_id": "ocd-division/country:us/state:co/county:adams",
        "decision_body": "County Commission",
    }
    assert client.post("/campaigns/new", data=form | {"name": " "}).status_code == 422
    made = client.post("/campaigns/new", data=form)
    assert made.status_code == 302
    with in_organization(organization_id):
        campaign_id = queries.list_campaigns()[0].id
    assert "Add a demand" in client.get(made.location).text
    demand = {"side": "divest", "title": "Jail expansion", "amount": "$1,250,000.50", "stage": "demanded"}
    assert client.post(f"{made.location}/demands", data=demand).status_code == 422
    demand |= {"document": "Proposed budget", "page": "88", "document_url": "javascript:alert(1)"}
    assert client.post(f"{made.location}/demands", data=demand | {"amount": "many"}).status_code == 422
    client.post(f"{made.location}/demands", data=demand)
    client.post(f"{made.location}/demands", data={"side": "invest", "title": "Clinics", "stage": "demanded"})
    with in_organization(organization_id):
        ledger = queries.ledger(campaign_id)
    assert (ledger.demanded.divest, ledger.demanded.invest, len(ledger.unknown)) == (125_000_050, None, 1)
    page = client.get(made.location).text
    assert "$1,250,000.50" in page and "p. 88" in page and "javascript:" not in page
    client.post(f"{made.location}/stages", data={"template": "stop_facility", "decision_on": "2027-03-01"})
    client.post(f"{made.location}/stages/vote", data={"done": "yes"})
    client.post(
        f"{made.location}/goals",
        data={"measure": "one_on_ones", "target": "20", "starts_on": "2026-11-01", "ends_on": "2027-03-01"},
    )
    with in_organization(organization_id):
        assert [goal.target for goal in queries.goals(campaign_id)] == [20]
    page = client.get(made.location).text
    assert "0 of 20 by" in page and "late" in page


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.COORDINATOR])
def test_only_leads_change_the_money(
    client: FlaskClient, make: Factory, organization: Organization, role: Role
) -> None:
    campaign_id = make.campaign().id
    sign_in(client, make.user(organization, role))
    assert client.get(f"/campaigns/{campaign_id}").status_code == 200
    assert client.post(f"/campaigns/{campaign_id}/demands", data={}).status_code == 403
    assert client.get("/campaigns/new").status_code == 403


def test_another_organization_gets_404(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id = make.campaign().id
    sign_in(client, make.user(make.organization(), Role.LEAD))
    assert client.get(f"/campaigns/{campaign_id}").status_code == 404
    for path in ("demands", "stages", "goals", "stages/vote"):
        assert client.post(f"/campaigns/{campaign_id}/{path}", data={}).status_code == 404
