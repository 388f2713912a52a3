"""A lead builds a campaign on its pages: demand, stages, goal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns import queries
from crm.campaigns.models import FigureStage, LedgerSide
from crm.campaigns.queries.budget import budget_lines
from crm.campaigns.queries.whip import seats
from crm.campaigns.service import (
    NewDemand,
    NewFigure,
    add_demand,
    deciders,
    finish_milestone,
    lay_out_milestones,
    set_goal,
)
from crm.campaigns.service.budget import NewLine, add_line
from crm.core.actor import Role
from crm.core.database import db
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


def test_next_years_fight_begins_like_this_one(client: FlaskClient, make: Factory, organization: Organization) -> None:
    actor, now, organization_id = make.actor(organization), make.now, organization.id
    old = make.campaign(decision_on=date(2026, 12, 1), fiscal_year="2027", votes_needed=4)
    lay_out_milestones(actor, now, old.id, "stop_facility")
    finish_milestone(actor, now, old.id, "vote", date(2026, 12, 1))
    paper = NewFigure(FigureStage.DEMANDED, 5_00, "A paper")
    demand = add_demand(actor, now, old.id, NewDemand(LedgerSide.DIVEST, "School police", "Policía escolar"), (paper,))
    add_line(actor, now, old.id, NewLine("Safety", "Officers", demand_id=demand.id))
    deciders.add_target(actor, now, old.id, deciders.NewDecisionMaker("Ana Uno"))
    set_goal(actor, "one_on_ones", 20, date(2026, 11, 1), date(2026, 12, 1), campaign_id=old.id)
    db.session.commit()
    old_id = old.id
    sign_in(client, make.user(organization, Role.LEAD))
    page = client.get(f"/campaigns/new?like={old_id}").text
    assert "come along" in page and f'value="{old_id}"' in page
    form = {"name": "Again", "level": "local", "place_name": "Denver", "ocd_id": "Denver CO", "fiscal_year": "2028"}
    form |= {"decision_on": "2027-12-03", "like": str(old_id)}
    assert client.post("/campaigns/new", data=form | {"name": " "}).text.count("come along") == 1
    made = client.post("/campaigns/new", data=form)
    new_id = int(made.location.rpartition("/")[2])
    assert client.get(made.location).status_code == 200
    with in_organization(organization_id):
        before, after = (queries.stages(one, now.date()) for one in (old_id, new_id))
        assert [one.due_on - was.due_on for one, was in zip(after, before, strict=True)] == [timedelta(367)] * len(
            before
        )
        assert not any(one.done_on for one in after)
        ledger, line = queries.ledger(new_id), budget_lines(new_id)[0]
        assert [one.title for one in ledger.lines] == ["School police"] and ledger.demanded.divest is None
        assert (line.line.fiscal_year, line.name, line.figures) == ("2028", "Safety · Officers", {})
        assert line.line.demand_id == ledger.lines[0].demand_id != demand.id
        assert [(one.target, str(one.ends_on)) for one in queries.goals(new_id)] == [(20, "2027-12-03")]
        assert [one.maker.name for one in seats(new_id)] == ["Ana Uno"]
        assert queries.get_campaign(new_id).votes_needed == 4
    assert client.get("/campaigns/new?like=999999").status_code == 404


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
