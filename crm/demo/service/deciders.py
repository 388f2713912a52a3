"""Who decides the demo's school campaign: an invented board, how it leans, and the way it came there."""

from __future__ import annotations

from datetime import timedelta

from crm.campaigns.models import Campaign, Closeness, Confidence, Lean, Majority
from crm.campaigns.service import deciders, decisions, standing
from crm.campaigns.service.deciders import Approach, NewDecisionMaker
from crm.campaigns.service.decisions import NewDecision
from crm.campaigns.service.standing import Evidence
from crm.demo.service.crew import Crew
from crm.places.service import add_divisions, say_places

SEATS = (
    ("Teresa Almeida", "District 1", Lean.YES, "Said so at our forum", 19, Confidence.PUBLIC),
    ("Calvin Broussard", "District 2", Lean.LEAN_YES, "Told Rosa by phone", 6, Confidence.DIRECT),
    ("June Okafor", "District 3", Lean.YES, "Sponsors the motion", 30, Confidence.PUBLIC),
    ("Patricia Lindqvist", "District 4", Lean.UNDECIDED, "Met parents, asked for the cost", 5, Confidence.DIRECT),
    ("Howard Stanek", "District 5", Lean.NO, "Voted no two years ago", 90, Confidence.PUBLIC),
    ("Renée Fontaine", "At large", Lean.LEAN_NO, "Her staff: worried about cameras", 12, Confidence.STAFF),
    ("Samuel Ortega", "At large", Lean.YES, "Letter to the coalition", 4, Confidence.PUBLIC),
)
"""Name, seat, lean, how we know, how many days ago, how sure. Nobody of that name sits on any board."""
ELSEWHERE = (("Superintendent", -2, 9), ("Police union", -4, 7), ("Mayor", 1, 9), ("Teachers union", 4, 9))
"""Influence without a vote: support and power."""
MOVES = {
    "Teresa Almeida": ((4, 5, 60),),
    "Calvin Broussard": ((0, 4, 45), (2, 4, 10)),
    "June Okafor": ((3, 3, 60),),
    "Patricia Lindqvist": ((-3, 6, 28), (-2, 6, 14), (0, 6, 5)),
    "Howard Stanek": ((-4, 5, 60),),
    "Renée Fontaine": ((-3, 4, 25), (-2, 4, 12)),
    "Samuel Ortega": ((1, 7, 25), (3, 8, 4)),
}
"""Where each stood: support, power, how many days ago."""


def make_deciders(crew: Crew, campaign: Campaign, ids: list[int]) -> None:
    """Write down the board, the others it listens to, the vote to come, a promise, and who of the demo's people knows whom."""
    actor, now, today = crew.actor("denise"), crew.now, crew.today
    _districts(crew, campaign, ids)
    targets = {}
    for name, seat, lean, words, days, confidence in SEATS:
        new = NewDecisionMaker(name, office="Board member", seat=seat, is_chair=name == "Samuel Ortega")
        targets[name] = deciders.add_target(actor, now, campaign.id, new)
        evidence = Evidence(words, today - timedelta(days=days), confidence)
        standing.report_lean(actor, now, targets[name].id, lean, evidence, today)
        for support, power, ago in MOVES[name]:
            moved = Evidence(words, today - timedelta(days=ago), confidence)
            standing.move_target(actor, now, targets[name].id, support, power, moved, today)
    for name, support, power in ELSEWHERE:
        target = deciders.add_target(actor, now, campaign.id, NewDecisionMaker(name, has_vote=False))
        evidence = Evidence("Said at the last board meeting", today - timedelta(days=60), Confidence.PUBLIC)
        standing.move_target(actor, now, target.id, support, power, evidence, today)
    vote = NewDecision(
        "End the contract, hire counselors", campaign.decision_body, campaign.decision_on, Majority.SIMPLE, len(SEATS)
    )
    decisions.set_decision(actor, now, campaign.id, vote)
    _open_seat(crew, targets["Patricia Lindqvist"].id, targets["Patricia Lindqvist"].decision_maker_id, ids)


def _districts(crew: Crew, campaign: Campaign, ids: list[int]) -> None:
    """The five districts that elect the board, and who of the demo's people lives in which."""
    names = [(f"ward:{number}", f"Board district {number}") for number in range(1, 6)]
    around, _slash, itself = campaign.ocd_id.rpartition("/")
    add_divisions(crew.actor("denise"), crew.now, around, [(itself, campaign.place_name)])
    add_divisions(crew.actor("denise"), crew.now, campaign.ocd_id, names)
    for place, contact_id in enumerate(ids):
        if place % 7 < 5:
            say_places(crew.actor("rosa"), crew.now, contact_id, [f"{campaign.ocd_id}/ward:{place % 7 + 1}"])


def _open_seat(crew: Crew, target_id: int, maker_id: int, ids: list[int]) -> None:
    """What moves the seat that is open, what it promised, and two who know it."""
    actor, now, today = crew.actor("denise"), crew.now, crew.today
    new = NewDecisionMaker(
        "Patricia Lindqvist",
        office="Board member",
        seat="District 4",
        body="School Board",
        ocd_id="ocd-division/country:us/state:co/county:denver/school_district:denver_1/ward:4",
    )
    approach = Approach("The cost per school", "Mayor, teachers union", "Parents’ meeting", today + timedelta(days=7))
    deciders.describe_target(actor, now, target_id, new, approach)
    decisions.note_promise(
        actor,
        now,
        target_id,
        "To visit two schools before the vote",
        today - timedelta(days=5),
        "Parents’ meeting",
        today,
    )
    known = ids[:2]
    for contact_id, closeness in zip(known, (Closeness.KNOWS, Closeness.KNOWS_STAFF), strict=True):
        deciders.add_acquaintance(actor, now, maker_id, contact_id, closeness)
