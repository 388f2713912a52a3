"""What each row of a budget sheet would do: a new line, a changed figure and how, nothing, or why it cannot be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crm.campaigns.models import BudgetSheet, Campaign
from crm.campaigns.queries.budget import LineNow, budget_lines
from crm.campaigns.service.sheet_rows import NO_STAGE, SUM_OF_OTHERS, Effect, Key, Planned, RowReader, folded_key
from crm.campaigns.sheet_columns import year_of
from crm.campaigns.sheet_header import Columns, fiscal_year_of, header_of
from crm.campaigns.sheet_numbers import dots_group
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import fold

FEWEST_PARTS = 2
"""Rows that a sum is a sum of, at the least."""
__all__ = ["NO_STAGE", "Effect", "Planned", "plan"]


def plan(sheet: BudgetSheet) -> list[Planned]:
    """What every row of a sheet would do today; Refused when no row is a heading that can be understood."""
    campaign = get_owned(Campaign, sheet.campaign_id)
    defaults = {"fiscal_year": campaign.fiscal_year} | {k: str(v) for k, v in sheet.defaults.items() if v}
    year = year_of(fold(defaults["fiscal_year"]))
    found = header_of(sheet.rows, year)
    if found is None:
        raise Refused(
            N_(
                "No heading row was found. A sheet of budget lines has a column named Department or Program and one "
                "named Amount, Proposed or Adopted."
            )
        )
    header, columns = found
    of_sheet = fiscal_year_of(columns)
    if of_sheet not in (None, year):
        defaults["fiscal_year"] = str(of_sheet)
    known = {folded_key(_key_of(one)): one for one in budget_lines(campaign.id)}
    below = sheet.rows[header + 1 :]
    reader = RowReader(sheet.filename, columns, defaults, known, dots_group(_amounts(below, columns)))
    rows = [reader.read(place, cells) for place, cells in enumerate(below, header + 2) if any(map(str.strip, cells))]
    _reject_sums(rows)
    return rows


def _amounts(rows: list[list[str]], columns: Columns) -> Iterator[str]:
    """The cells of a sheet that hold amounts."""
    at = [index for index, column in columns.items() if column.field == "amount"]
    return (cells[index] for cells in rows for index in at if index < len(cells))


def _key_of(one: LineNow) -> Key:
    return one.line.fiscal_year, one.line.department, one.line.program, one.line.fund


def _reject_sums(rows: list[Planned]) -> None:
    """Reject rows that add up others without saying so: a department above its programs, the whole below all lines."""
    taken = [one for one in rows if one.effect is not Effect.REJECTED]
    programs: dict[Key, list[Planned]] = defaultdict(list)
    for one in taken:
        if one.key[2]:
            programs[_department_of(one)].append(one)
    for one in taken:
        if not one.key[2] and _adds_up(one, programs[_department_of(one)]):
            one.reject(SUM_OF_OTHERS)
    left = [one for one in taken if one.effect is not Effect.REJECTED]
    if len(left) > FEWEST_PARTS and _adds_up(left[-1], left[:-1]):
        left[-1].reject(SUM_OF_OTHERS)


def _department_of(one: Planned) -> Key:
    return folded_key((one.key[0], one.key[1], "", one.key[3]))


def _adds_up(whole: Planned, parts: list[Planned]) -> bool:
    """Whether a row is, at every stage that it names, what two parts or more come to."""
    if len(parts) < FEWEST_PARTS or not any(whole.given.values()):
        return False
    return all(cents == sum(one.given.get(stage, 0) for one in parts) for stage, cents in whole.given.items())
