"""Sheets of budget lines: dropped, previewed, brought in as one act, taken back."""

from __future__ import annotations

import itertools

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from crm.audit.service import Batch
from crm.campaigns.queries import get_campaign
from crm.campaigns.service.budget_sheets import (
    MOST_ROWS,
    apply_sheet,
    get_sheet,
    keep_sheet,
    say_stage,
    take_sheet_back,
)
from crm.campaigns.service.sheet_plan import NO_STAGE, Effect, plan
from crm.campaigns.sheet_header import header_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.scope import find_owned
from crm.core.spoken import gettext as _
from crm.imports.budget_forms import BudgetFileForm, BudgetStageForm
from crm.imports.reading.errors import Notices
from crm.imports.reading.sources import RowSource, open_sources
from crm.imports.routes.blueprint import bp

SHOWN_ROWS = 300
MAX_BYTES = 20_000_000
Answer = str | Response | tuple[str, int]


@bp.route("/budgets/<int:campaign_id>/new", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def new_budget(campaign_id: int) -> Answer:
    """The place to drop a sheet of budget lines; one that cannot be read is said why on the same page."""
    campaign, form = get_campaign(campaign_id), BudgetFileForm()
    if not form.is_submitted():
        form.fiscal_year.data = campaign.fiscal_year
        return render_template("imports/budget_new.html", campaign=campaign, form=form, error="")
    error = "" if form.validate() else form.first_error
    if not error:
        upload = form.file.data
        try:
            rows = _budget_rows(open_sources(upload.stream, MAX_BYTES))
            sheet = keep_sheet(current_actor(), campaign_id, upload.filename or "file", rows, form.defaults())
            return redirect(url_for("imports.show_budget", budget_sheet_id=sheet.id))
        except Refused as refused:
            error = sentence(refused)
    return render_template("imports/budget_new.html", campaign=campaign, form=form, error=error), 422


def _budget_rows(sources: list[RowSource]) -> list[list[str]]:
    """The rows of the first sheet with a heading of a budget, else of the first, each at the place it has in the file."""
    chosen = next((one for one in sources if header_of([row.cells for row in one.head()])), sources[0])
    grid: list[list[str]] = []
    for row in itertools.islice(chosen.rows(Notices()), MOST_ROWS + 1):
        gap = min(row.line - 1 - len(grid), MOST_ROWS + 1 - len(grid))
        grid += [[] for _blank in range(gap)]
        grid.append(list(row.cells))
    return grid


@bp.get("/budgets/sheets/<int:budget_sheet_id>")
@allow(*LEADS)
def show_budget(budget_sheet_id: int) -> Answer:
    """What each row of a sheet would do, or did."""
    sheet = get_sheet(budget_sheet_id)
    rows = plan(sheet)
    counts = {effect: sum(row.effect is effect for row in rows) for effect in Effect}
    return render_template(
        "imports/budget_show.html",
        sheet=sheet,
        campaign=get_campaign(sheet.campaign_id),
        batch=find_owned(Batch, sheet.batch_id),
        counts=counts,
        rows=[row for row in rows if row.effect is not Effect.SAME][:SHOWN_ROWS],
        Effect=Effect,
        stage_form=BudgetStageForm(formdata=None) if any(row.why == NO_STAGE for row in rows) else None,
    )


@bp.post("/budgets/sheets/<int:budget_sheet_id>/stage")
@allow(*LEADS)
@writes
def say_budget_stage(budget_sheet_id: int) -> Answer:
    """Read the sheet again with its amounts as those of the stage chosen (`stage`)."""
    form = BudgetStageForm()
    if form.validate():
        say_stage(budget_sheet_id, form.stage.data)
    else:
        flash(form.first_error, "bad")
    return redirect(url_for("imports.show_budget", budget_sheet_id=budget_sheet_id))


@bp.post("/budgets/sheets/<int:budget_sheet_id>")
@allow(*LEADS)
@writes
def bring_in_budget(budget_sheet_id: int) -> Answer:
    """Bring in what the preview shows."""
    batch = apply_sheet(current_actor(), now(), budget_sheet_id)
    values = {"lines": batch.counts["lines"], "figures": batch.counts["figures"]}
    flash(_("%(lines)s new lines and %(figures)s figures stand in the ledger.", **values), "good")
    return redirect(url_for("imports.show_budget", budget_sheet_id=budget_sheet_id))


@bp.post("/budgets/sheets/<int:budget_sheet_id>/undo")
@allow(*LEADS)
@writes
def undo_budget(budget_sheet_id: int) -> Answer:
    """Take a sheet back."""
    counts = take_sheet_back(current_actor(), now(), budget_sheet_id)
    flash(_("Taken back: %(removed)s removed, %(kept)s kept because somebody worked on them since.", **counts), "good")
    return redirect(url_for("imports.show_budget", budget_sheet_id=budget_sheet_id))
