"""What each row of a budget sheet would do: a new line, a changed figure and how, nothing, or why it cannot be taken."""

from __future__ import annotations

from collections import defaultdict

from crm.campaigns.models import BudgetSheet, Campaign
from crm.campaigns.queries.budget import LineNow, budget_lines
from crm.campaigns.service.sheet_rows import SUM_OF_OTHERS, Effect, Key, Planned, RowReader, folded_key
from crm.campaigns.sheet_header import header_of
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned

FEWEST_PARTS = 2
"""Rows that a sum is a sum of, at the least."""
__all__ = ["Effect", "Planned", "plan"]


def plan(sheet: BudgetSheet) -> list[Planned]:
    """What every row of a sheet would do today; Refused when no row is a heading that can be understood."""
    found = header_of(sheet.rows)
    if found is None:
        raise Refused(
            N_(
                "No heading row was found. A sheet of budget lines has a column named Department or Program and one "
                "named Amount, Proposed or Adopted."
            )
        )
    header, columns = found
    campaign = get_owned(Campaign, sheet.campaign_id)
    defaults = {"fiscal_year": campaign.fiscal_year} | {k: str(v) for k, v in sheet.defaults.items() if v}
    known = {folded_key(_key_of(one)): one for one in budget_lines(campaign.id)}
    reader = RowReader(sheet.filename, columns, defaults, known)
    below = enumerate(sheet.rows[header + 1 :], header + 2)
    rows = [reader.read(place, cells) for place, cells in below if any(cell.strip() for cell in cells)]
    _reject_sums(rows)
    return rows


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
