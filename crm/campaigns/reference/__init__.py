"""The field's reference content, shipped as CSV with its sources: demands, ledgers, stages, facts, history, calendars, words."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


def ledgers_of(campaign_id: str) -> list[str]:
    """The names of the example ledgers of one campaign of the history, in the order of the file."""
    return list(dict.fromkeys(row["ledger_id"] for row in ledger_lines_of(campaign_id)))


def ledger_lines_of(campaign_id: str) -> list[Row]:
    """The example lines of one campaign of the history."""
    return [row for row in rows("ledger_examples") if row["campaign_id"] == campaign_id]


class KeyDate(NamedTuple):
    """Something that happened on a campaign's way: a day, month or year as the file has it, and what."""

    when: str
    what: str


_WHEN = re.compile(r"(?P<when>\d{4}(?:-\d{2}){0,2})\b(?P<range>(?: to \d{4}-\d{2}-\d{2}|/\d{2}))?\s*")


def key_dates(past: Row) -> list[KeyDate]:
    """What happened when, in the order of the file; without a date where it begins with none."""
    found = []
    for part in filter(None, (piece.strip() for piece in past["key_dates"].split(";"))):
        match = _WHEN.match(part)
        found.append(KeyDate(match["when"], part[match.end() :]) if match else KeyDate("", part))
    return found


def calendar(ocd_id: str) -> list[Row]:
    """The budget steps of one government in order; none where the field's calendars do not hold it."""
    steps = [row for row in rows("budget_calendars") if row["ocd_id"] == ocd_id]
    return sorted(steps, key=lambda row: int(row["step_order"]))


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
