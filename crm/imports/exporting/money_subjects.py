"""What goes out of the money and the plan: lines of budgets with their figures, wins taken back, budget years, strategy."""

from __future__ import annotations

from collections.abc import Iterator

from crm.campaigns.models import (
    BudgetLine,
    BudgetStep,
    DemandOutcome,
    Fact,
    LineFigure,
    ReferenceEdit,
    Reversal,
    StrategyNote,
    Watch,
)
from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table


def of_money() -> Iterator[Subject]:
    """Each of them; sheets on their way in and the secrets of calendars stay in."""
    yield of_table(
        "budget_lines",
        N_("Lines of budgets"),
        BudgetLine,
        "campaign_id demand_id fiscal_year department program fund function side",
    )
    yield of_table(
        "line_figures",
        N_("Figures of budget lines"),
        LineFigure,
        "budget_line_id stage cents fte_hundredths is_recurring document document_url page entered_by_id entered_at"
        " checked_by_id checked_at",
    )
    yield of_table(
        "reversals",
        N_("Wins taken back"),
        Reversal,
        "demand_id cents reversed_on document document_url page note",
    )
    yield of_table(
        "budget_steps",
        N_("Steps of the budget's year"),
        BudgetStep,
        "campaign_id position label label_es actor when_text due_on is_exact source_url",
    )
    yield of_table("strategy", N_("Notes of the strategy chart"), StrategyNote, "campaign_id cell body noted_at")
    yield from _of_what_came_of_it()


def _of_what_came_of_it() -> Iterator[Subject]:
    """What became of demands, the days on which wins are looked after, facts, and the field's content in our own words."""
    yield of_table(
        "facts",
        N_("Facts"),
        Fact,
        "key topic body body_es source_name source_url confidence use_note figure unit period geography is_ignored campaign_id",
    )
    yield of_table(
        "demand_outcomes", N_("What became of demands"), DemandOutcome, "demand_id decision_id result as_of note"
    )
    yield of_table(
        "implementation_watches",
        N_("Days on which wins are looked after"),
        Watch,
        "demand_id key due_on state found_on note",
    )
    yield of_table(
        "reference_edits", N_("The field's content in our words"), ReferenceEdit, "file key is_ignored words"
    )
