"""After the vote the board says whether the adopted budget is written down, and where the fiscal year stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.boards import queries, words
from crm.campaigns import service as campaigns
from crm.campaigns.models import FigureStage, LedgerSide, Majority, Vote
from crm.campaigns.service import NewDemand, NewFigure, deciders, decisions
from crm.core.actor import Role, system_actor
from crm.core.clock import local_date, utc_now
from tests.boards.history import make_past, meet
from tests.support.factories import Factory, sign_in

ZONE, DENVER = "America/Denver", "ocd-division/country:us/state:co/county:denver"


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [
        (3, "The fiscal year it is about begins on Jan 1 2027."),
        (200, "The fiscal year it is about begins on Jan 1 2027."),
        (400, "The fiscal year it is about began on Jan 1 2026."),
        (800, "The fiscal year it was about is done, it ended on Dec 31 2025: see that"),
    ],
)
def test_the_fiscal_year_of_a_vote_begins_runs_and_is_done(
    app: Flask, make: Factory, organization: Organization, days_ago: int, said: str
) -> None:
    today = local_date(make.now, ZONE)
    campaign = make.campaign(ocd_id=DENVER, decision_on=today - timedelta(days=days_ago))
    board = queries.board(campaign.id, make.now, ZONE)
    with app.test_request_context():
        assert said in words.vote_words(board)
    campaign.decision_on = today
    with app.test_request_context():
        assert "fiscal year" not in words.vote_words(queries.board(campaign.id, make.now, ZONE))


def test_the_adopted_budget_is_asked_for_until_it_is_written_down(
    app: Flask, make: Factory, organization: Organization
) -> None:
    actor, today = system_actor(organization.id), local_date(make.now, ZONE)
    campaign = make.campaign(decision_on=today)
    demand = campaigns.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.INVEST, "Clinics"))
    seat = deciders.add_target(actor, make.now, campaign.id, deciders.NewDecisionMaker("Ana Uno"))
    vote = decisions.set_decision(
        actor, make.now, campaign.id, decisions.NewDecision("It", "", today, Majority.SIMPLE, 1)
    )
    decisions.record_roll_call(actor, make.now, vote.id, {seat.id: Vote.YES})

    def told() -> str:
        with app.test_request_context():
            return words.vote_words(queries.board(campaign.id, make.now, ZONE))

    assert "it carried" in told() and "The adopted budget is not in the ledger yet." in told()
    campaigns.add_figure(actor, make.now, demand.id, NewFigure(FigureStage.ADOPTED, 100, "Budget"))
    assert "The adopted budget is in the ledger." in told()


def test_pictures_have_their_tables_beside_them(client: FlaskClient, make: Factory, organization: Organization) -> None:
    actor, campaign = system_actor(organization.id), make.campaign()
    figures = (NewFigure(FigureStage.DEMANDED, 1_234_500, "B"), NewFigure(FigureStage.WON_CLAIMED, 400_000, "B"))
    campaigns.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.INVEST, "Clinics"), figures)
    campaigns.set_goal(actor, "signatures", 77, date(2026, 11, 1), date(2026, 12, 1), campaign_id=campaign.id)
    sign_in(client, make.user(organization, Role.LEAD))
    page = client.get(f"/boards/{campaign.id}").text
    money = page.partition("The money as a table")[2].partition("</table>")[0]
    assert "Clinics" in money and "$12,345" in money and "$4,000" in money
    goals = page.partition("Goals as a table")[2].partition("</table>")[0]
    assert "Signatures" in goals and ">77<" in goals


def test_the_numbers_of_all_campaigns_open_their_people(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    actor = make.actor(organization)
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    meet(make, make_past(make, actor), make.contact(last_name="Fern"), hours=30, actor=actor)
    sign_in(client, make.user(organization, Role.LEAD))
    page = client.get("/boards").text
    for measure, number in (("one_on_ones", 3), ("attended", 3)):
        assert f'<a href="/boards/people?measure={measure}">{number}</a>' in page
        assert f'<span id="counted">{number}</span>' in client.get(f"/boards/people?measure={measure}").text
    assert client.get("/boards/people?measure=signatures").status_code == 404
