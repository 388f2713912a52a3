"""What two organizations have of who decides: a seat, a vote to come and a promise, and the forms that change them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.actions.models import Action
from crm.boards.models import BoardShare
from crm.boards.service import share_board
from crm.campaigns.models import (
    BudgetLine,
    BudgetSheet,
    BudgetStage,
    Closeness,
    Confidence,
    Decision,
    Demand,
    DemandResult,
    Fact,
    Lean,
    LedgerSide,
    LineFigure,
    Majority,
    OfficialPromise,
    StaffMember,
    Target,
    Watch,
)
from crm.campaigns.service import NewDemand, add_demand, budget, deciders, decisions, standing
from crm.campaigns.service.after_vote import set_result
from crm.campaigns.service.budget_sheets import keep_sheet
from crm.campaigns.service.facts import NewFact, add_fact
from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.commitments.testimony import Slot, add_speaker, mark_speaker
from crm.core.actor import Actor
from crm.core.clock import local_date
from crm.core.database import db
from tests.support.neighbour_rows import Rows

DAY = "2026-12-01"
PAPER = {"document": "A paper", "page": "1"}


def write_down_seat(actor: Actor, now: datetime, campaign_id: int, contact_id: int) -> None:
    """Somebody with a vote, where she stands and how she leans, whom she knows, what she promised, and the vote."""
    today = local_date(now, "America/Denver")
    seat = deciders.add_target(actor, now, campaign_id, deciders.NewDecisionMaker("Second Official", seat="District 2"))
    said = standing.Evidence("Second evidence", today, Confidence.PUBLIC)
    standing.report_lean(actor, now, seat.id, Lean.YES, said, today)
    standing.move_target(actor, now, seat.id, 2, 5, said, today)
    decisions.note_promise(actor, now, seat.id, "To second the motion", today, "", today)
    deciders.add_acquaintance(actor, now, seat.decision_maker_id, contact_id, Closeness.KNOWS)
    vote = decisions.NewDecision("Second motion", "", today + timedelta(days=9), Majority.SIMPLE, 3)
    decisions.set_decision(actor, now, campaign_id, vote)
    share_board(actor, now, campaign_id, "Second link", today)
    write_down_money(actor, now, campaign_id)


def beside_seats(actor: Actor, now: datetime, word: str, action: Action, contact_id: int) -> None:
    """Staff of somebody who decides, a fact, what became of a demand with its days of watch, and a speaker."""
    maker_id = db.session.scalars(select(Target.decision_maker_id).order_by(Target.id)).first() or 0
    deciders.add_staff(actor, now, maker_id, deciders.NewStaff(f"{word} Staff"))
    add_fact(actor, now, NewFact(f"{word} fact", "", "5", "people", f"{word} source", "", "low"))
    demand_id = db.session.scalars(select(Demand.id).order_by(Demand.id)).first() or 0
    set_result(actor, now, demand_id, DemandResult.WON, f"{word} note", local_date(now, "America/Denver"))
    speaker = add_speaker(actor, now, action.id, contact_id, Slot())
    mark_speaker(actor, now, speaker.id, Outcome.KEPT)


def ids_of_deciders() -> dict[str, list[Any]]:
    """Values for the arguments of addresses about who decides: of one campaign, so that they fit together."""
    promised = db.session.scalars(select(OfficialPromise).order_by(OfficialPromise.id)).first()
    assert promised is not None
    targets = select(Target.id).where(
        Target.campaign_id == promised.campaign_id, Target.decision_maker_id == promised.decision_maker_id
    )
    return {
        **ids_of_money(promised.campaign_id),
        "share_id": list(db.session.scalars(select(BoardShare.id))),
        "board_token": ["a-link-that-opens-nothing"],
        "coalition_token": ["a-link-that-opens-nothing"],
        "target_id": list(db.session.scalars(targets)),
        "file_name": ["glossary"],
        "watch_id": list(db.session.scalars(select(Watch.id))),
        "commitment_id": list(
            db.session.scalars(select(Commitment.id).where(Commitment.kind == CommitmentKind.TESTIFY))
        ),
        "staff_member_id": list(db.session.scalars(select(StaffMember.id))),
        "fact_id": list(db.session.scalars(select(Fact.id).order_by(Fact.id.desc()))),
        "promise_id": [promised.id],
        "decision_id": list(
            db.session.scalars(select(Decision.id).where(Decision.campaign_id == promised.campaign_id))
        ),
    }


def write_down_money(actor: Actor, now: datetime, campaign_id: int) -> None:
    """A demand, a line of the budget that it rests on with a figure, and a sheet that waits to be brought in."""
    demand = add_demand(actor, now, campaign_id, NewDemand(LedgerSide.DIVEST, "Second jail"))
    line = budget.add_line(actor, now, campaign_id, budget.NewLine("Second department", demand_id=demand.id))
    new = budget.NewLineFigure(BudgetStage.PROPOSED, 5_00, "Second paper", "1")
    budget.add_line_figure(actor, now, line.id, new)
    keep_sheet(actor, campaign_id, "second.csv", [["Department", "Proposed"], ["Second parks", "7"]], {})


def ids_of_money(campaign_id: int) -> dict[str, list[Any]]:
    """Values for the arguments of addresses about the money."""
    lines = select(BudgetLine.id).where(BudgetLine.campaign_id == campaign_id)
    figures = select(LineFigure.id).where(LineFigure.budget_line_id.in_(lines))
    return {
        "history_id": ["AUS-FY21"],
        "calendar_token": ["a-link-that-opens-nothing"],
        "demand_id": list(db.session.scalars(select(Demand.id).where(Demand.campaign_id == campaign_id))),
        "line_id": list(db.session.scalars(lines)),
        "figure_id": list(db.session.scalars(figures)),
        "budget_sheet_id": list(db.session.scalars(select(BudgetSheet.id))),
    }


def forms_of_money() -> dict[str, dict[str, Any]]:
    """What is sent to each address about the money and the plan."""
    return {
        "campaigns.adopt": {},
        "campaigns.adopt_calendar": {"ocd_id": "ocd-division/country:us/state:co"},
        "campaigns.make_calendar_link": {},
        "campaigns.end_calendar_links": {},
        "campaigns.write_note": {"cell": "long_term", "body": "A walk"},
        "campaigns.adopt_facts": {},
        "campaigns.add_line": {"department": "A walk", "stage": "proposed", "amount": "5", **PAPER},
        "campaigns.add_line_figure": {"stage": "adopted", "amount": "5", **PAPER},
        "campaigns.tie_line": {},
        "campaigns.check_figure": {},
        "campaigns.note_win": {"amount": "5", "do": "claim", **PAPER},
        "campaigns.reverse_win": {"reversed_on": "2026-11", **PAPER},
        "imports.new_budget": {},
        "imports.say_budget_stage": {"stage": "proposed"},
        "imports.bring_in_budget": {},
        "imports.undo_budget": {},
    }


def forms_of_deciders(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent about who decides, and about whom of ours they know."""
    target_id, contact_id = rows.one("target_id"), rows.one("contact_id")
    seat = {"name": "Walk Official", "seat": "District 9", "has_vote": "y"}
    known = {"evidence": "A walk", "confidence": "public"}
    return {
        "campaigns.add_target": seat,
        "campaigns.add_seats": {"lines": "Walk One; District 7"},
        "campaigns.describe_target": seat,
        "campaigns.remove_target": {},
        "campaigns.report_lean": {"lean": "yes", **known},
        "campaigns.move_target": {"support": "1", "power": "1", **known},
        "campaigns.note_promise": {"what": "To walk", "said_on": "2026-11-01"},
        "campaigns.settle_promise": {"outcome": "kept"},
        "campaigns.add_acquaintance": {"contact_id": contact_id},
        "campaigns.list_members": {},
        "campaigns.add_staff": {"staff-name": "Walk Staff"},
        "campaigns.remove_staff": {},
        "commitments.ask_about": {"contact_id": contact_id},
        "campaigns.set_decision": {"subject": "A walk", "held_on": DAY, "seats": "3", "majority": "majority"},
        "campaigns.record_roll_call": {f"vote-{target_id}": "yes"},
    }


def forms_of_campaigns(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent to each address about campaigns."""
    return (
        forms_of_money()
        | forms_of_deciders(rows)
        | {
            "campaigns.add_demand": {"side": "divest", "title": "A walk", "amount": "5", "stage": "demanded"},
            "campaigns.finish_stage": {"done": "yes"},
            "campaigns.lay_out": {"template": "school_budget", "decision_on": DAY},
            "campaigns.new": {
                "name": "Walk",
                "level": "local",
                "place_name": "Here",
                "ocd_id": "ocd-division/country:us",
            },
            "campaigns.set_goal": {"measure": "one_on_ones", "target": "5", "starts_on": DAY, "ends_on": DAY},
            "campaigns.new_fact": {"body": "A walk", "source_name": "A paper", "confidence": "low"},
            "campaigns.edit_a_fact": {"body": "A walk", "source_name": "A paper", "confidence": "low"},
            "campaigns.ignore_a_fact": {},
            "campaigns.change_reference": {"key": "divest", "do": "ignore"},
            "campaigns.adopt_demand": {"demand": "M1-LOC-D"},
            "campaigns.adopt_lines": {"row": "B001"},
            "campaigns.set_demand_result": {"result": "won"},
            "campaigns.record_a_watch": {"state": "kept"},
            "commitments.add_a_speaker": {"contact_id": rows.one("contact_id"), "language": "es", "minutes": "2"},
            "commitments.change_speaker": {"do": "spoke"},
            "sms.thank_testifiers": {},
            "boards.create_share": {"label": "A walk"},
            "boards.end_share": {},
            "boards.create_coalition_share": {"label": "A walk"},
            "boards.end_coalition_share": {},
        }
    )
