"""What goes out of the ladder: its steps and rules, where people stand and how they came there, who leads whom."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table
from crm.leadership.models import Leading, StageChange, StageRule, StageWording


def of_ladder() -> Iterator[Subject]:
    """Each of them; where people stand now and what is suggested follow from these."""
    yield of_table(
        "leadership_stages",
        N_("Steps of the ladder"),
        StageWording,
        "stage name name_es next_ask next_ask_es idle_months",
    )
    yield of_table("stage_rules", N_("Rules of the ladder"), StageRule, "stage behaviour least")
    yield of_table(
        "stage_changes",
        N_("Steps on the ladder"),
        StageChange,
        "contact_id decision before after suggested_by reason at by_user_id",
        StageChange.contact_id,
    )
    yield of_table(
        "leadings",
        N_("Who leads whom"),
        Leading,
        "leader_contact_id member_contact_id since",
        Leading.member_contact_id,
    )
