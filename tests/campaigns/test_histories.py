"""Every campaign of the field's history loads into a ledger that says what its source says, the reversed ones too."""

from __future__ import annotations

from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns import queries, reference
from crm.campaigns.models import CampaignLevel, CampaignStatus
from crm.campaigns.queries.budget import reversals, standing_of
from crm.campaigns.service.histories import adopt_history
from crm.core.actor import Role
from crm.core.money import cents
from tests.support.factories import Factory, sign_in

HISTORIES = [row["campaign_id"] for row in reference.rows("campaigns_history")]


def test_every_history_is_told_to_the_dollar(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    assert len(HISTORIES) == 38
    for history_id in HISTORIES:
        past = reference.history(history_id)
        campaign = adopt_history(actor, make.now, history_id)
        ledger, gone = queries.ledger(campaign.id), reversals(campaign.id)
        kinds = {line["ledger_kind"] for line in reference.ledger_lines_of(history_id)}
        for kind, totals in (("demand", ledger.demanded), ("won", ledger.claimed)):
            if kind in kinds:
                assert totals.gap == 0, history_id
                continue
            for side in ("divest", "invest"):
                assert getattr(totals, side) == cents(past[f"{kind}_{side}_usd"]), (history_id, kind, side)
        assert bool(gone) == (past["outcome"] == "won_then_reversed")
        assert ledger.verified.is_known is False
    assert {one.level for one in queries.list_campaigns()} >= {CampaignLevel.FEDERAL, CampaignLevel.SCHOOL_DISTRICT}


def test_a_win_that_was_taken_back_says_what_stands(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    austin = adopt_history(actor, make.now, "AUS-FY21")
    standing = {
        line.title: standing_of(line.claimed, [one for one in reversals(austin.id) if one.demand_id == line.demand_id])
        for line in queries.ledger(austin.id).lines
        if line.claimed is not None
    }
    assert list(standing.values()) == [2_150_000_000, 2_150_000_000, 0]
    assert {one.reversed_on for one in reversals(austin.id)} == {"2021-08-12"}
    denver = adopt_history(actor, make.now, "DEN-DPS-SRO")
    assert denver.status is CampaignStatus.MONITORING
    assert [(one.reversed_on, one.cents) for one in reversals(denver.id)] == [("2023-06", None)]


def test_key_dates_are_read_in_order() -> None:
    dates = reference.key_dates(reference.history("SEA-2021"))
    assert [one.when for one in dates] == ["2020-08", "2020-11", "2023-10-10", "2023-11-21"]
    assert dates[2].what == "residents vote"


def test_the_page_tells_them_and_adopts_one(client: FlaskClient, make: Factory, organization: Organization) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    text = client.get("/campaigns/histories").text
    assert text.count('class="sheet history') == 38 and "Won, then reversed" in text and "https://" in text
    made = client.post("/campaigns/histories/AUS-FY21")
    ledger = client.get(f"{made.location}/ledger").text
    assert "$128,800,000 taken back in 2021-08-12" in ledger
    assert client.post("/campaigns/histories/NOWHERE").status_code == 404
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert client.post("/campaigns/histories/AUS-FY21").status_code == 403
    assert "Nashville" in client.get("/campaigns/histories?outcome=not_verified").text
