"""The field's reference content, shipped as CSV with its sources: demands, ledgers, stages, facts, history, calendars, words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from crm.core.errors import N_, NotFound

FOLDER = Path(__file__).resolve().parent
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of one reference file ("facts"), each a dict by header; a blank cell means not known, never zero."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


def ledger_example(ledger_id: str) -> list[Row]:
    """The lines of one example ledger in their order; NotFound when there is none of that name."""
    lines = [row for row in rows("ledger_examples") if row["ledger_id"] == ledger_id]
    if not lines:
        raise NotFound(N_("There is no example ledger “%(name)s”."), name=ledger_id)
    return sorted(lines, key=lambda row: int(row["line_order"]))


def ledger_ids() -> list[str]:
    """The names of the example ledgers, in the order of the file."""
    return list(dict.fromkeys(row["ledger_id"] for row in rows("ledger_examples")))


def history(campaign_id: str) -> Row:
    """One campaign of the field's history ("MKE-2019"); NotFound when there is none of that name."""
    found = next((row for row in rows("campaigns_history") if row["campaign_id"] == campaign_id), None)
    if found is None:
        raise NotFound(N_("There is no campaign “%(name)s” in the history."), name=campaign_id)
    return found


def demand(demand_id: str) -> Row:
    """One plank of the field ("L01-D"), with its source; NotFound when there is none of that name."""
    found = next((row for row in rows("demands") if row["demand_id"] == demand_id), None)
    if found is None:
        raise NotFound(N_("There is no demand “%(name)s”."), name=demand_id)
    return found


def stage_template(campaign_type: str) -> list[Row]:
    """The stages of one type of campaign in order; NotFound when there is no such type."""
    stages = [row for row in rows("milestones_templates") if row["campaign_type"] == campaign_type]
    if not stages:
        raise NotFound(N_("There are no stages for a campaign of type “%(name)s”."), name=campaign_type)
    return sorted(stages, key=lambda row: int(row["stage_order"]))


def stage_template_names() -> dict[str, tuple[str, str]]:
    """The types of campaign that have stages: their names in English and Spanish."""
    return {
        row["campaign_type"]: (row["campaign_type_en"], row["campaign_type_es"]) for row in rows("milestones_templates")
    }


@cache
def done_when_es() -> dict[str, str]:
    """What ends a stage, in Spanish by its English."""
    return {row["done_when_en"]: row["done_when_es"] for row in rows("milestones_templates")}
