"""After the vote: demands move, watch days are made, and those who testified are thanked; hearings know who speaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns.models import DemandResult, FigureStage, LedgerSide, Majority, Vote, WatchState
from crm.campaigns.queries.after import late_watches, results_of, watches_of
from crm.campaigns.service import NewDemand, NewFigure, add_demand, deciders, decisions
from crm.campaigns.service.after_vote import WATCH_DAYS, record_watch, set_result
from crm.campaigns.service.decisions import NewDecision
from crm.commitments.models import Outcome
from crm.commitments.testimony import Slot, add_speaker, has_testified, mark_speaker, move_earlier, speakers_of
from crm.core.actor import Role, system_actor
from crm.core.errors import Refused
from tests.support.factories import Factory, sign_in

VOTE_DAY = date(2026, 11, 24)


def test_demands_move_with_the_vote_and_are_watched(make: Factory, organization: Organization) -> None:
    actor, now, campaign = system_actor(organization.id), make.now, make.campaign()
    whole, part, by_hand = (
        add_demand(actor, now, campaign.id, NewDemand(side, title), figures)
        for side, title, figures in (
            (LedgerSide.DIVEST, "Whole", ()),
            (
                LedgerSide.INVEST,
                "Part",
                (
                    NewFigure(FigureStage.DEMANDED, 900, "Ours", page="1"),
                    NewFigure(FigureStage.WON_CLAIMED, 500, "Speech"),
                ),
            ),
            (LedgerSide.INVEST, "By hand", ()),
        )
    )
    add_demand(actor, now, campaign.id, NewDemand(LedgerSide.OTHER_SOURCE, "Not fought over"))
    seats = deciders.add_seats(actor, now, campaign.id, "Ana Uno\nBea Dos\nCy Tres")
    vote = decisions.set_decision(actor, now, campaign.id, NewDecision("It", "", VOTE_DAY, Majority.SIMPLE, 3))
    set_result(actor, now, by_hand.id, DemandResult.PARTLY, "Said so", VOTE_DAY)

    def results() -> dict[int, DemandResult]:
        return {key: row.result for key, row in results_of(campaign.id).items()}

    decisions.record_roll_call(actor, now, vote.id, {seats[0].id: Vote.YES})
    assert results() == {by_hand.id: DemandResult.PARTLY}
    decisions.record_roll_call(actor, now, vote.id, {seats[0].id: Vote.YES, seats[1].id: Vote.YES})
    carried = {whole.id: DemandResult.WON, part.id: DemandResult.PARTLY, by_hand.id: DemandResult.PARTLY}
    assert results() == carried
    watched = watches_of(campaign.id)
    assert len(watched) == 3 * len(WATCH_DAYS) and watched[0][0].due_on == VOTE_DAY + timedelta(days=14)
    kept = record_watch(actor, now, watched[0][0].id, WatchState.KEPT, "Page 12", VOTE_DAY)
    assert len(late_watches(campaign.id, VOTE_DAY + timedelta(days=91))) == 5
    decisions.record_roll_call(actor, now, vote.id, {one.id: Vote.NO for one in seats})
    assert results() == {whole.id: DemandResult.LOST, part.id: DemandResult.LOST, by_hand.id: DemandResult.PARTLY}
    left = [watch for watch, demand in watches_of(campaign.id) if demand.id != by_hand.id]
    assert left == [kept]


def test_a_hearing_knows_who_speaks_in_which_language_and_who_needs_a_ride(
    make: Factory, organization: Organization
) -> None:
    actor, campaign = system_actor(organization.id), make.campaign()
    hearing = make.action(kind="public_comment", campaign_id=campaign.id)
    lupe, ana = make.contact(first_name="Lupe", last_name="P"), make.contact(first_name="Ana", last_name="P")
    first = add_speaker(actor, make.now, hearing.id, lupe.id, Slot(2, "en", ()))
    second = add_speaker(actor, make.now, hearing.id, ana.id, Slot(3, "es", ("ride",), "Jobs"))
    assert add_speaker(actor, make.now, hearing.id, lupe.id, Slot(1, "es", ("interpretation",))).id == first.id
    move_earlier(second.id)
    told = [(one.name, one.slot.language, one.slot.needs, one.slot.minutes) for one in speakers_of(hearing.id)]
    assert told == [("Ana P", "es", ("ride",), 3), ("Lupe P", "es", ("interpretation",), 1)]
    for bad in (Slot(0), Slot(61), Slot(language="xx"), Slot(needs=("gold",))):
        with pytest.raises(Refused):
            add_speaker(actor, make.now, hearing.id, lupe.id, bad)
    mark_speaker(actor, make.now, second.id, Outcome.KEPT)
    mark_speaker(actor, make.now, first.id, Outcome.WITHDRAWN)
    assert has_testified(campaign.id) == [ana.id] and len(speakers_of(hearing.id)) == 1
    add_speaker(actor, make.now, hearing.id, lupe.id, Slot())
    assert len(speakers_of(hearing.id)) == 2


def test_from_the_hearing_to_the_thanks_by_forms_alone(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    actor, campaign = system_actor(organization.id), make.campaign()
    hearing = make.action(kind="public_comment", campaign_id=campaign.id, title="The hearing")
    person = make.contact(first_name="Lupe", last_name="Prueba")
    demand = add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "The contract"))
    seat = deciders.add_seats(actor, make.now, campaign.id, "Ana Uno")[0]
    vote = decisions.set_decision(actor, make.now, campaign.id, NewDecision("It", "", VOTE_DAY, Majority.SIMPLE, 1))
    page, action, campaign_id = f"/campaigns/{campaign.id}/deciders", f"/actions/{hearing.id}", campaign.id
    person_id, seat_id, vote_id, demand_id = person.id, seat.id, vote.id, demand.id
    sign_in(client, make.user(organization, Role.LEAD))
    sent = {"contact_id": person_id, "language": "es", "minutes": "2", "needs": "ride"}
    assert client.post(f"{action}/speakers", data=sent | {"minutes": "many"}).status_code == 422
    client.post(f"{action}/speakers", data=sent)
    shown = client.get(action).text
    assert "1. Lupe Prueba" in shown and "in Spanish" in shown and "ride" in shown
    speaker = shown.split("/speakers/")[1].split('"')[0]
    assert client.post(f"/speakers/{speaker}", data={"do": "dance"}).status_code == 422
    client.post(f"/speakers/{speaker}", data={"do": "spoke"})
    assert client.post(f"/campaigns/{campaign_id}/thank").status_code == 303
    client.post(f"/campaigns/decisions/{vote_id}", data={f"vote-{seat_id}": "yes"})
    after = client.get(page).text
    assert "After the vote" in after and "Thank the one who testified" in after
    assert "Does the adopted budget say so?" in after and 'aria-pressed="true">Won<' in after
    thanked = client.post(f"/campaigns/{campaign_id}/thank")
    assert " selected>Testified" in client.get(thanked.location).text
    assert client.post(f"/campaigns/demands/{demand_id}/result", data={"result": "perhaps"}).status_code == 422
    client.post(f"/campaigns/demands/{demand_id}/result", data={"result": "lost", "note": "Vetoed <b>"})
    assert "Vetoed &lt;b&gt;" in client.get(page).text
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert client.post(f"/campaigns/demands/{demand_id}/result", data={"result": "won"}).status_code == 403
