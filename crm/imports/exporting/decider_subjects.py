"""What goes out of who decides: officials, where they stood, how they leaned and voted, what they promised, who knows them."""

from __future__ import annotations

from collections.abc import Iterator

from crm.campaigns.models import (
    Acquaintance,
    Decision,
    DecisionMaker,
    LeanReport,
    OfficialPromise,
    PowerPosition,
    RollCallVote,
    StaffMember,
    Target,
)
from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table


def of_deciders() -> Iterator[Subject]:
    """Each of them; the secrets of shared boards stay in."""
    yield of_table(
        "decision_makers",
        N_("Decision makers"),
        DecisionMaker,
        "name office body seat ocd_id party is_chair term_ends_on phone email",
    )
    yield of_table(
        "decider_staff", N_("Staff of decision makers"), StaffMember, "decision_maker_id name role phone email"
    )
    yield of_table(
        "targets",
        N_("Targets of campaigns"),
        Target,
        "campaign_id decision_maker_id has_vote wants heeds next_step next_step_on",
    )
    yield of_table(
        "power_positions", N_("Moves on power maps"), PowerPosition, "target_id support power as_of evidence confidence"
    )
    yield of_table("lean_reports", N_("How seats leaned"), LeanReport, "target_id lean as_of evidence confidence")
    yield of_table(
        "decisions",
        N_("Votes of bodies"),
        Decision,
        "campaign_id subject body held_on majority seats needed outcome recorded_at",
    )
    yield of_table("roll_call_votes", N_("Roll calls"), RollCallVote, "decision_id decision_maker_id vote")
    yield from _of_what_is_known()


def _of_what_is_known() -> Iterator[Subject]:
    """What they promised, and who of ours knows them."""
    yield of_table(
        "official_promises",
        N_("What officials promised"),
        OfficialPromise,
        "decision_maker_id campaign_id what said_on said_where outcome outcome_on outcome_evidence",
    )
    yield of_table(
        "acquaintances",
        N_("Who knows decision makers"),
        Acquaintance,
        "decision_maker_id contact_id closeness strength staff_member_id note",
        Acquaintance.contact_id,
    )
