"""What an organization does with the field's reference content: words it anew, leaves it aside, adopts it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns.models import BudgetStage, Campaign, Demand, LedgerSide, ReferenceEdit
from crm.campaigns.queries.budget import budget_lines
from crm.campaigns.queries.reference import get_file, rows_in_use
from crm.campaigns.service.budget import NewLine, NewLineFigure, add_line, add_line_figure
from crm.campaigns.service.money import NewDemand, add_demand
from crm.campaigns.sheet_columns import function_of
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.money import cents
from crm.core.scope import get_owned
from crm.core.text import clean_line, fold

LONGEST = 1000
STAGES = {stage.value: stage for stage in BudgetStage}


def change_entry(
    actor: Actor,
    now: datetime,
    name: str,
    key: str,
    *,
    words: Mapping[str, str] | None = None,
    is_ignored: bool = False,
) -> ReferenceEdit:
    """Word a row anew (only the columns that can be), or leave it aside; Refused for an empty word or a file that is fixed."""
    file = get_file(name)
    if not file.can_edit:
        raise Refused(N_("This file is changed where it is used."))
    original = next((row for row in file.rows() if file.key_of(row) == key), None)
    if original is None:
        raise NotFound(N_("There is no such row."))
    own = {column: clean_line(text, LONGEST) for column, text in (words or {}).items() if column in file.words}
    if any(original[column] and not text for column, text in own.items()):
        raise Refused(N_("Write something first."))
    changed = {column: text for column, text in own.items() if text != original[column]}
    row = db.session.scalars(
        select(ReferenceEdit).where(ReferenceEdit.file == name, ReferenceEdit.key == key)
    ).one_or_none()
    if row is None:
        row = ReferenceEdit(file=name, key=key, words={}, created_by_id=actor.user_id)
        db.session.add(row)
    row.is_ignored = is_ignored
    row.words = changed if words is not None else row.words
    db.session.flush()
    audit.record(actor, "changed_reference", "organization", actor.organization_id, now, file=name, key=key)
    return row


def restore_entry(actor: Actor, now: datetime, name: str, key: str) -> None:
    """Have a row again as the field has it."""
    row = db.session.scalars(
        select(ReferenceEdit).where(ReferenceEdit.file == name, ReferenceEdit.key == key)
    ).one_or_none()
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        audit.record(actor, "restored_reference", "organization", actor.organization_id, now, file=name, key=key)


def adopt_plank(actor: Actor, now: datetime, campaign_id: int, demand_id: str) -> list[Demand]:
    """Put a plank of the field and its pair on the other side into a campaign's ledger, without amounts: they are not known.

    Refused when the campaign has it already.
    """
    get_owned(Campaign, campaign_id)
    rows = {row["demand_id"]: row for row in rows_in_use("demands")}
    if demand_id not in rows:
        raise NotFound(N_("There is no demand “%(name)s”."), name=demand_id)
    known = set(db.session.scalars(select(Demand.demand_key).where(Demand.campaign_id == campaign_id)))
    wanted = [rows[key] for key in (demand_id, rows[demand_id]["pairs_with"]) if key in rows and key not in known]
    if not wanted:
        raise Refused(N_("The campaign has that demand already."))
    return [
        add_demand(
            actor,
            now,
            campaign_id,
            NewDemand(
                LedgerSide(row["side"]), row["title_en"], row["title_es"], row["note_en"][:500], row["demand_id"]
            ),
        )
        for row in wanted
    ]


def budget_rows_for(campaign: Campaign) -> list[dict[str, str]]:
    """The sourced budget lines of a campaign's place that are in use and not yet in its ledger."""
    held = {
        (fold(one.line.department), fold(one.line.program), one.line.fiscal_year) for one in budget_lines(campaign.id)
    }
    return [
        row
        for row in rows_in_use("jurisdictions_budgets")
        if row["ocd_id"] == campaign.ocd_id
        and row["amount_usd"]
        and row["budget_stage"] in STAGES
        and (fold(row["department"]), fold(row["program"]), row["fiscal_year"].removeprefix("FY")) not in held
    ]


def adopt_budget_rows(actor: Actor, now: datetime, campaign_id: int, row_ids: Collection[str]) -> int:
    """Put sourced budget lines of the campaign's place into its ledger, each with its source; returns how many came in."""
    campaign = get_owned(Campaign, campaign_id)
    rows = [row for row in budget_rows_for(campaign) if row["row_id"] in row_ids]
    if not rows:
        raise Refused(N_("Choose at least one line."))
    for row in rows:
        department = row["department"] or row["program"]
        program = row["program"] if row["department"] else ""
        new = NewLine(department, program, "", row["fiscal_year"].removeprefix("FY"), function_of(department))
        line = add_line(actor, now, campaign_id, new)
        amount = cents(row["amount_usd"]) or 0
        source = NewLineFigure(
            STAGES[row["budget_stage"]], amount, row["source_name"], row["row_id"], row["source_url"]
        )
        add_line_figure(actor, now, line.id, source)
    return len(rows)
