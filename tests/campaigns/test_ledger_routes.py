"""The pages of the money: a line and its figure typed, checked by another, a win claimed, verified and taken back, a sheet."""

from __future__ import annotations

import io

from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns.models import LedgerSide
from crm.campaigns.service import NewDemand, add_demand
from crm.campaigns.service.budget_sheets import apply_sheet, keep_sheet
from crm.core.actor import Role
from tests.support.factories import Factory, sign_in

PAPER = {"document": "Adopted <b>budget</b>", "page": "214"}


def test_a_figure_is_typed_and_checked_by_another(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign, first, second = make.campaign(), make.user(organization, Role.LEAD), make.user(organization, Role.LEAD)
    demand = add_demand(make.actor(organization), make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "Jail beds"))
    page, demand_page = f"/campaigns/{campaign.id}/ledger", f"/campaigns/demands/{demand.id}"
    sign_in(client, first)
    line = {"department": "Sheriff", "stage": "prior_adopted", "amount": "14,200,000", "fte": "71", **PAPER}
    bad = client.post(f"{page}/lines", data=line | {"amount": "1.250"})
    assert bad.status_code == 422 and "Write an amount such as" in bad.text and 'value="Sheriff"' in bad.text
    made = client.post(f"{page}/lines", data=line | {"demand_id": str(demand.id), "side": "divest"})
    shown = client.get(made.location).text
    assert "$14,200,000" in shown and "71 jobs" in shown and "Waits for a second person" in shown
    assert "<b>budget</b>" not in shown
    client.post(f"{made.location}/figures", data={"stage": "adopted", "amount": "11.3", **PAPER})
    sign_in(client, second)
    shown = client.get(made.location).text
    address = shown.partition('action="/campaigns/figures/')[2].partition('"')[0]
    client.post(f"/campaigns/figures/{address}")
    assert "Checked by" in client.get(made.location).text
    text = client.get(f"{page}?against=proposal").text
    assert "$14.2 M" in text and "Jail beds" in text
    claim = {"amount": "3,000,000", "do": "claim", **PAPER}
    client.post(f"{demand_page}/won", data=claim)
    refused = client.post(f"{demand_page}/won", data=claim | {"do": "verify"})
    assert refused.status_code == 422 and "a second person" in refused.text and 'value="3,000,000"' in refused.text
    sign_in(client, first)
    client.post(f"{demand_page}/won", data=claim | {"do": "verify", "amount": "2,900,000"})
    assert client.post(f"{demand_page}/reversed", data={"reversed_on": "2027-06"}).status_code == 422
    client.post(f"{demand_page}/reversed", data={"reversed_on": "2027-06", "document": "Minutes"})
    text = client.get(page).text
    assert "taken back in 2027-06, how much is not known" in text and "What still stands is not known" in text
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert client.get(page).status_code == 200 and client.post(f"{page}/lines", data=line).status_code == 403


def test_a_sheet_comes_in_and_goes(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id = make.campaign(fiscal_year="2027").id
    sign_in(client, make.user(organization, Role.LEAD))
    page = f"/imports/budgets/{campaign_id}/new"

    def drop(content: bytes) -> object:
        return client.post(page, data={"file": (io.BytesIO(content), "Budget.csv"), "fiscal_year": "2027"})

    assert "Bring in a sheet" in client.get(page).text
    for content, why in ((b"", "note bad"), (b"a,b\n1,2\n", "heading")):
        refused = drop(content)
        assert refused.status_code == 422 and why in refused.text  # type: ignore[attr-defined]
    sheet = "Departamento;Partida;Propuesto\nPolicía;Patrulla;1.200.000\nTotal;;9\n".encode("cp1252")
    answer = drop(sheet)
    assert answer.location, answer.text[3000:6000]
    shown = answer.location  # type: ignore[attr-defined]
    text = client.get(shown).text
    assert "1 new line, " in text and "1 rejected" in text and "Proposed: $1,200,000" in text and "Policía" in text
    client.post(shown)
    assert "Patrulla" in client.get(f"/campaigns/{campaign_id}/ledger").text
    assert client.post(shown).status_code == 409
    client.post(f"{shown}/undo")
    assert "Patrulla" not in client.get(f"/campaigns/{campaign_id}/ledger").text


def test_two_versions_stand_side_by_side(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id = make.campaign(fiscal_year="2027").id
    sign_in(client, make.user(organization, Role.LEAD))
    page = f"/campaigns/{campaign_id}/ledger/compare"
    assert "It takes two versions" in client.get(page).text
    actor = make.actor(organization)
    sheet = [
        ["Department", "Fiscal year", "Adopted", "Adopted FTE", "Proposed"],
        ["Police", "2026", "1000", "10", ""],
        ["POLICE", "2027", "", "", "1125.50"],
        ["Parks", "2026", "0", "", ""],
        ["Parks", "2027", "", "", "70"],
        ["Libraries", "2027", "", "", "9"],
    ]
    apply_sheet(actor, make.now, keep_sheet(actor, campaign_id, "two.csv", sheet, {}).id)
    text = client.get(page).text
    assert "+$125.50" in text and "+12.6%" in text and "1 line has a figure in only one of the two" in text
    back = client.get(f"{page}?first=proposed:2027&second=adopted:2026&bad=1").text
    assert "−$125.50" in back and "−11.2%" in back
    assert client.get(f"{page}?first=never:1").status_code == 200
