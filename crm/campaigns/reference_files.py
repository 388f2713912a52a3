"""The field's reference content, file by file: where it is used, how it is adopted, and which of its words can be one's own.

Rooms above bring their own files here; an organization adopts, words or leaves aside each row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from crm.campaigns import reference
from crm.core.errors import N_
from crm.core.registry import Registry

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """One file: its name in words, its rows, what makes a key, the words that can be changed, and how it is used.

    `opens` is the view where it is adopted or used, "" for its own page; `shown` are further columns beside the words.
    """

    label: str
    rows: Callable[[], Sequence[Row]]
    key: tuple[str, ...]
    words: tuple[str, ...]
    used: str
    opens: str = ""
    shown: tuple[str, ...] = ()
    can_edit: bool = True

    def key_of(self, row: Row) -> str:
        """What names a row within its file."""
        return ":".join(row[column] for column in self.key)[:80]


reference_files: Registry[ReferenceFile] = Registry("reference file")
"""All files by name, in the order in which they are listed."""


def _own(name: str) -> Callable[[], Sequence[Row]]:
    return partial(reference.rows, name)


FILES = {
    "demands": ReferenceFile(
        N_("Planks and demands"),
        _own("demands"),
        ("demand_id",),
        ("title_en", "title_es"),
        N_("Chosen on a campaign's page as its demands, both sides of a pair at once."),
        shown=("plank", "side", "level", "source_name"),
    ),
    "campaigns_history": ReferenceFile(
        N_("What campaigns before ours won"),
        _own("campaigns_history"),
        ("campaign_id",),
        ("demand_note", "outcome_note"),
        N_("Adopted as an example campaign with its ledger."),
        "campaigns.histories",
        ("campaign", "jurisdiction"),
    ),
    "ledger_examples": ReferenceFile(
        N_("Ledgers that balance"),
        _own("ledger_examples"),
        ("ledger_id", "line_order"),
        ("line_en", "line_es"),
        N_("They come in with the campaign of the history that they belong to."),
        "campaigns.histories",
        ("side", "amount_usd"),
    ),
    "jurisdictions_budgets": ReferenceFile(
        N_("Budget lines of cities, counties and states"),
        _own("jurisdictions_budgets"),
        ("row_id",),
        ("department", "program"),
        N_("Adopted on the page of the money of a campaign in the same place."),
        shown=("jurisdiction", "fiscal_year", "budget_stage", "amount_usd", "general_fund_share_pct", "share_basis"),
    ),
    "facts": ReferenceFile(
        N_("Facts to say"),
        _own("facts"),
        ("fact_id",),
        ("fact_en", "fact_es"),
        N_("Adopted all at once, then worded or left aside one by one."),
        "campaigns.facts",
        ("confidence",),
        can_edit=False,
    ),
    "milestones_templates": ReferenceFile(
        N_("Stages on the way to a vote"),
        _own("milestones_templates"),
        ("campaign_type", "stage_key"),
        ("label_en", "label_es"),
        N_("Laid out backwards from the vote on a campaign's page; those left aside are passed over."),
        shown=("campaign_type_en", "weeks_from_decision", "done_when_en"),
    ),
    "budget_calendars": ReferenceFile(
        N_("Budget years of governments"),
        _own("budget_calendars"),
        ("ocd_id", "step_order"),
        ("step_en", "step_es"),
        N_("Laid into a campaign's strategy page and its calendar."),
        shown=("jurisdiction", "when_text", "actor"),
    ),
    "glossary": ReferenceFile(
        N_("Words of the field"), _own("glossary"), ("term_en",), ("term_es", "meaning_en"), N_("Read on its own page.")
    ),
    "data_policy": ReferenceFile(
        N_("What is kept about people, and what never"),
        _own("data_policy"),
        ("data_item",),
        ("rule_en", "keep_for"),
        N_("A proposal: word it as your organization decides. What is never stored is refused by the program itself."),
        shown=("data_item", "default", "who_may_see", "reason_en"),
    ),
}


def install() -> None:
    """List this room's files."""
    for name, file in FILES.items():
        reference_files.register(name, file)
