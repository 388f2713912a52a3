"""The board says who is expected at the next action; goals count votes and dollars beside people."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from crm.accounts.models import Organization
from crm.boards import queries, words
from crm.campaigns import service as campaigns
from crm.campaigns.models import Confidence, FigureStage, Lean, LedgerSide
from crm.campaigns.service import NewDemand, NewFigure, deciders, standing
from crm.commitments.models import Answer
from crm.commitments.service import record_answer
from crm.core.actor import system_actor
from crm.core.clock import local_date
from tests.support.factories import Factory

ZONE = "America/Denver"


def test_the_next_action_with_a_goal_is_forecast(app: Flask, make: Factory, organization: Organization) -> None:
    campaign = make.campaign()
    assert queries.board(campaign.id, make.now, ZONE).coming is None
    later = {"campaign_id": campaign.id, "starts_at": make.now + timedelta(days=5)}
    make.action(**later)
    hearing = make.action(**later, title="The hearing", goal_attended=20)
    actor = system_actor(organization.id)
    for _n in range(4):
        record_answer(actor, make.now, make.contact().id, Answer.YES, source="staff", action_id=hearing.id)
    board = queries.board(campaign.id, make.now, ZONE)
    assert board.coming is not None and board.coming.action.id == hearing.id and board.coming.forecast.yes == 4
    with app.test_request_context():
        said = words.turnout_words(board)
    assert said.startswith("The hearing: 4 yes, expect 2 (") and "more yeses by" in said


def test_goals_count_sure_votes_and_verified_dollars(make: Factory, organization: Organization) -> None:
    campaign, actor, now = make.campaign(), system_actor(organization.id), make.now
    today = local_date(now, ZONE)
    for measure, target in (("votes_yes", 2), ("dollars_verified", 900)):
        campaigns.set_goal(actor, measure, target, today, today + timedelta(days=9), campaign_id=campaign.id)
    said = standing.Evidence("Said so", today, Confidence.PUBLIC)
    for name, lean in (("Ana Uno", Lean.YES), ("Bea Dos", Lean.LEAN_YES)):
        seat = deciders.add_target(actor, now, campaign.id, deciders.NewDecisionMaker(name))
        standing.report_lean(actor, now, seat.id, lean, said, today)
    won = (NewFigure(FigureStage.WON_CLAIMED, 90_000, "News"), NewFigure(FigureStage.WON_VERIFIED, 75_050, "Budget"))
    campaigns.add_demand(actor, now, campaign.id, NewDemand(LedgerSide.INVEST, "Clinics"), won)
    board = queries.board(campaign.id, now, ZONE)
    assert [one.pace.reached for one in board.goals] == [1, 750]
    assert (board.changes.leans, board.changes.figures) == (2, 2)
