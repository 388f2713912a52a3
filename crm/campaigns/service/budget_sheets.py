"""Sheets of budget lines: what each row would do, doing it as one act, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, exists

from crm.audit.service import (
    Batch,
    BatchKind,
    ChangeKind,
    RowChange,
    get_undoable,
    list_changes,
    note_changes,
    open_batch,
    undo_batch,
)
from crm.campaigns.models import BudgetLine, BudgetSheet, BudgetStage, Campaign, LineFigure
from crm.campaigns.service.budget import figure_row, side_of
from crm.campaigns.service.sheet_plan import Effect, Planned, plan
from crm.campaigns.sheet_header import spread
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.core.upsert import chunks

MOST_ROWS, MOST_COLUMNS = 20_000, 200
LINES, FIGURES = "budget_lines", "line_figures"


def keep_sheet(
    actor: Actor, campaign_id: int, filename: str, rows: Sequence[Sequence[str]], defaults: Mapping[str, str]
) -> BudgetSheet:
    """Keep the rows of a sheet for its preview; Refused when it is empty, too long, or without a heading.

    `defaults` say what the sheet itself does not: document, document_url, fiscal_year and stage.
    """
    get_owned(Campaign, campaign_id)
    if sum(any(cell.strip() for cell in cells) for cells in rows) < 2:
        raise Refused(N_("This sheet has no rows under its heading."))
    if len(rows) > MOST_ROWS:
        raise Refused(N_("This sheet has more than 20,000 rows: bring the departments you fight over."))
    row = BudgetSheet(
        campaign_id=campaign_id,
        filename=clean_line(filename, 200),
        defaults=dict(defaults),
        rows=[[cell[:500].replace("\0", "") for cell in cells[:MOST_COLUMNS]] for cells in spread(rows)],
        created_by_id=actor.user_id,
    )
    plan(row)
    db.session.add(row)
    db.session.flush()
    return row


def say_stage(sheet_id: int, stage: str) -> None:
    """Say of which stage the amounts are that no heading tells of; Conflict when the sheet came in before."""
    sheet = get_owned(BudgetSheet, sheet_id)
    if sheet.batch_id is not None:
        raise Conflict(N_("This sheet came in already."))
    sheet.defaults = {**sheet.defaults, "stage": BudgetStage(stage).value}


def apply_sheet(actor: Actor, now: datetime, sheet_id: int) -> Batch:
    """Bring in what the preview shows, as one act that can be undone; Conflict when it came in before."""
    sheet = get_owned(BudgetSheet, sheet_id)
    if sheet.batch_id is not None:
        raise Conflict(N_("This sheet came in already."))
    rows = [one for one in plan(sheet) if one.effect in (Effect.NEW, Effect.CHANGED)]
    if not rows:
        raise Refused(N_("Nothing in this sheet is new."))
    batch = open_batch(actor, BatchKind.BUDGET, sheet.filename, now)
    made = _write_lines(actor, sheet.campaign_id, rows)
    figures = [
        figure_row(actor, now, made.get(one.key) or one.line_id or 0, new) for one in rows for new in one.figures
    ]
    db.session.add_all(figures)
    db.session.flush()
    note_changes(batch.id, [RowChange(LINES, line_id, ChangeKind.CREATED) for line_id in made.values()])
    note_changes(batch.id, [RowChange(FIGURES, figure.id, ChangeKind.CREATED) for figure in figures])
    batch.counts = {"lines": len(made), "figures": len(figures)}
    sheet.batch_id = batch.id
    db.session.flush()
    return batch


def _write_lines(actor: Actor, campaign_id: int, rows: list[Planned]) -> dict[tuple[str, ...], int]:
    """Make the lines that are new; returns their ids by key."""
    lines = {
        one.key: BudgetLine(
            organization_id=actor.organization_id,
            campaign_id=campaign_id,
            fiscal_year=one.key[0],
            department=one.key[1],
            program=one.key[2],
            fund=one.key[3],
            function=one.function,
            side=one.side or side_of(one.function),
            created_by_id=actor.user_id,
        )
        for one in rows
        if one.line_id is None
    }
    db.session.add_all(lines.values())
    db.session.flush()
    return {key: line.id for key, line in lines.items()}


def undo_sheet(batch: Batch, _actor: Actor, _now: datetime) -> dict[str, int]:
    """Take a sheet back: its figures but for those somebody has checked since, and its lines that are left with none."""
    ids: dict[str, list[int]] = {LINES: [], FIGURES: []}
    for change in list_changes(batch.id):
        ids[change.subject_type].append(change.subject_id)
    has_figure = exists().where(LineFigure.budget_line_id == BudgetLine.id)
    removed = 0
    for some in chunks(ids[FIGURES]):
        gone = delete(LineFigure).where(LineFigure.id.in_(some), LineFigure.checked_by_id.is_(None))
        removed += cast(Any, db.session.execute(gone)).rowcount
    for some in chunks(ids[LINES]):
        left = BudgetLine.id.in_(some), BudgetLine.demand_id.is_(None), ~has_figure
        removed += cast(Any, db.session.execute(delete(BudgetLine).where(*left))).rowcount
    db.session.expire_all()
    return {"removed": removed, "kept": sum(map(len, ids.values())) - removed}


def take_sheet_back(actor: Actor, now: datetime, sheet_id: int) -> dict[str, int]:
    """Undo a sheet that came in; Conflict when it did not, or was undone, Refused when its time is over."""
    sheet = get_owned(BudgetSheet, sheet_id)
    if sheet.batch_id is None:
        raise Conflict(N_("This sheet has not come in."))
    get_undoable(sheet.batch_id, now)
    return undo_batch(sheet.batch_id, actor, now)


def get_sheet(sheet_id: int) -> BudgetSheet:
    """The sheet with that id; NotFound when this organization has none."""
    return get_owned(BudgetSheet, sheet_id)
