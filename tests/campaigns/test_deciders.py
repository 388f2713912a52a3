"""Who decides: seats and their leans, moves with evidence, the count against what is needed, the roll call."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.accounts.models import Organization
from crm.campaigns.models import Closeness, Confidence, DecisionOutcome, Lean, Majority, Vote
from crm.campaigns.queries import deciders as known
from crm.campaigns.queries import power_map, whip
from crm.campaigns.service import deciders, decisions, standing
from crm.campaigns.service.deciders import NewDecisionMaker
from crm.campaigns.service.decisions import NewDecision, votes_needed
from crm.campaigns.service.standing import Evidence
from crm.contacts.service.merging import merge
from crm.core.actor import Actor, system_actor
from crm.core.errors import Conflict, DomainError, Refused
from tests.support.factories import Factory

TODAY = date(2026, 11, 24)


@pytest.fixture
def actor(organization: Organization) -> Actor:
    return system_actor(organization.id)


@pytest.fixture
def campaign_id(make: Factory, organization: Organization) -> int:
    return make.campaign().id


def said(words: str = "Said so in public", days_ago: int = 0) -> Evidence:
    return Evidence(words, TODAY - timedelta(days=days_ago), Confidence.PUBLIC)


def test_the_newest_word_counts_and_the_count_says_what_is_short(actor: Actor, now: datetime, campaign_id: int) -> None:
    body = deciders.add_seats(
        actor, now, campaign_id, "Ana Uno; District 1\nBea Dos; District 2\nCy Tres; District 3\n\n"
    )
    for target, lean in zip(body, (Lean.YES, Lean.LEAN_YES, Lean.NO), strict=True):
        standing.report_lean(actor, now, target.id, lean, said(days_ago=3), TODAY)
    standing.report_lean(actor, now, body[2].id, Lean.UNDECIDED, said("Wavers"), TODAY)
    standing.report_lean(actor, now, body[2].id, Lean.YES, said("Long ago", days_ago=30), TODAY)
    vote = NewDecision("The contract", "Council", TODAY + timedelta(days=9), Majority.TWO_THIRDS, 3)
    decisions.set_decision(actor, now, campaign_id, vote)
    count = whip.whip_count(campaign_id)
    assert (count.sure, count.leaning, count.needed, count.short, count.seats) == (1, 1, 2, 0, 3)
    assert whip.seats(campaign_id)[2].lean is Lean.UNDECIDED
    assert [one.maker.seat for one in whip.seats(campaign_id)] == ["District 1", "District 2", "District 3"]


@given(st.integers(1, 435))
@settings(max_examples=60, deadline=None)
def test_what_carries_is_never_less_than_the_rule_says(seats: int) -> None:
    assert votes_needed(Majority.SIMPLE, seats) * 2 > seats >= votes_needed(Majority.SIMPLE, seats) * 2 - 2
    assert (
        votes_needed(Majority.TWO_THIRDS, seats) * 3 >= 2 * seats > (votes_needed(Majority.TWO_THIRDS, seats) - 1) * 3
    )
    assert votes_needed(Majority.THREE_FIFTHS, seats) * 5 >= 3 * seats


def test_a_number_of_votes_must_fit_the_body() -> None:
    assert votes_needed(Majority.NUMBER, 50, 26) == 26
    for number in (0, 51, None):
        with pytest.raises(Refused):
            votes_needed(Majority.NUMBER, 50, number)


def test_no_move_and_no_lean_without_evidence_or_from_the_future(actor: Actor, now: datetime, campaign_id: int) -> None:
    target = deciders.add_target(actor, now, campaign_id, NewDecisionMaker("Ana Uno"))
    union = deciders.add_target(actor, now, campaign_id, NewDecisionMaker("The union", has_vote=False))
    for bad in (said(" "), Evidence("Will say so", TODAY + timedelta(days=1))):
        with pytest.raises(Refused):
            standing.report_lean(actor, now, target.id, Lean.YES, bad, TODAY)
        with pytest.raises(Refused):
            standing.move_target(actor, now, target.id, 1, 1, bad, TODAY)
    with pytest.raises(Refused):
        standing.move_target(actor, now, target.id, 6, 1, said(), TODAY)
    with pytest.raises(Refused):
        standing.report_lean(actor, now, union.id, Lean.YES, said(), TODAY)
    assert whip.whip_count(campaign_id).seats == 1


def test_the_map_is_played_back(actor: Actor, now: datetime, campaign_id: int) -> None:
    target = deciders.add_target(actor, now, campaign_id, NewDecisionMaker("Ana Uno"))
    for support, ago in ((-3, 40), (-2, 20), (1, 2)):
        standing.move_target(actor, now, target.id, support, 5, said(days_ago=ago), TODAY)
    moves = power_map.moves(campaign_id)
    assert power_map.standing_on(moves, TODAY)[target.id].steps == 4
    was = power_map.standing_on(moves, TODAY - timedelta(days=10))[target.id]
    assert (was.now.support, was.steps) == (-2, 1)
    assert power_map.standing_on(moves, TODAY - timedelta(days=50)) == {}


def test_the_same_official_in_two_campaigns_is_one(
    actor: Actor, now: datetime, make: Factory, campaign_id: int
) -> None:
    other = make.campaign(name="Another fight")
    new = NewDecisionMaker("Ana Uno", seat="District 1", body="Council")
    first, second = (deciders.add_target(actor, now, one, new) for one in (campaign_id, other.id))
    assert first.decision_maker_id == second.decision_maker_id
    with pytest.raises(Conflict):
        deciders.add_target(actor, now, campaign_id, new)
    assert len(deciders.add_seats(actor, now, campaign_id, "Ana Uno; District 1\nBea Dos")) == 2


def test_the_roll_call_says_what_carried_and_never_guesses(actor: Actor, now: datetime, campaign_id: int) -> None:
    body = deciders.add_seats(actor, now, campaign_id, "\n".join(f"Member {n}; District {n}" for n in range(1, 6)))
    vote = decisions.set_decision(actor, now, campaign_id, NewDecision("It", "", TODAY, Majority.SIMPLE, 5))
    with pytest.raises(Refused):
        decisions.record_roll_call(actor, now, vote.id, {})
    two = {body[0].id: Vote.YES, body[1].id: Vote.YES}
    assert decisions.record_roll_call(actor, now, vote.id, two).outcome is None
    lost = {**two, body[2].id: Vote.NO, body[3].id: Vote.NO, body[4].id: Vote.ABSENT}
    assert decisions.record_roll_call(actor, now, vote.id, lost).outcome is DecisionOutcome.LOST
    carried = {**lost, body[4].id: Vote.YES}
    assert decisions.record_roll_call(actor, now, vote.id, carried).outcome is DecisionOutcome.CARRIED
    assert len(whip.roll_call(vote.id)) == 5
    assert known.votes_of(body[2].decision_maker_id)[0][1] is Vote.NO


def test_a_vote_of_another_campaign_is_refused(actor: Actor, now: datetime, make: Factory, campaign_id: int) -> None:
    elsewhere = deciders.add_target(actor, now, make.campaign(name="Other").id, NewDecisionMaker("Ana Uno"))
    vote = decisions.set_decision(actor, now, campaign_id, NewDecision("It", "", TODAY, Majority.SIMPLE, 5))
    with pytest.raises(DomainError):
        decisions.record_roll_call(actor, now, vote.id, {elsewhere.id: Vote.YES})


def test_a_merge_keeps_the_closer_acquaintance(actor: Actor, now: datetime, make: Factory, campaign_id: int) -> None:
    target = deciders.add_target(actor, now, campaign_id, NewDecisionMaker("Ana Uno"))
    winner, loser = make.contact(first_name="Lupe"), make.contact(first_name="Guadalupe")
    maker_id = target.decision_maker_id
    deciders.add_acquaintance(actor, now, maker_id, winner.id, Closeness.KNOWS_STAFF)
    deciders.add_acquaintance(actor, now, maker_id, loser.id, Closeness.KNOWS)
    merge(actor, now, winner.id, loser.id, {})
    assert [(one.contact_id, one.closeness) for one in known.knowers([maker_id])[maker_id]] == [
        (winner.id, Closeness.KNOWS)
    ]
