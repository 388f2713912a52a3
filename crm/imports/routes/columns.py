"""The columns of a list by hand: what each holds, kept under a name for the next file."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crm.contacts.data_policy import is_risky
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.i18n import sentence
from crm.imports import service
from crm.imports.forms import ColumnsForm
from crm.imports.mappings import list_mappings
from crm.imports.queries import get_run
from crm.imports.reading import CHOICES
from crm.imports.routes.blueprint import bp

SHOWN = 60
"""Columns on one page: a file of three hundred has five."""


@bp.get("/<int:run_id>/columns")
@allow(*TEXTING)
def columns(run_id: int) -> AnyResponse | str:
    """What each column of a list is taken for, with three of its cells, to be set otherwise; a report has none to set."""
    try:
        return _page(run_id, ColumnsForm(), "")
    except (Conflict, Refused) as error:
        flash(sentence(error))
        return redirect(url_for("imports.show", run_id=run_id))


@bp.post("/<int:run_id>/columns")
@allow(*TEXTING)
@writes
def map_columns(run_id: int) -> AnyResponse | tuple[str, int]:
    """Set the columns and make the preview anew, or go on to the next of many columns."""
    form = ColumnsForm()
    try:
        if form.saved.data:
            service.use_mapping(current_actor(), run_id, form.saved.data)
        else:
            service.remap(current_actor(), now(), run_id, form.chosen(), form.save_as.data or "")
    except (Refused, NotFound) as error:
        if isinstance(error, NotFound) and not form.saved.data:
            raise
        return _page(run_id, form, sentence(error)), 422
    if form.page_after:
        return redirect(url_for("imports.columns", run_id=run_id, page=form.page_after))
    flash(_("The columns are set, and the preview was made anew."), "good")
    return redirect(url_for("imports.show", run_id=run_id))


def _page(run_id: int, form: ColumnsForm, problem: str) -> str:
    run = get_run(run_id)
    opened = service.open_columns(current_actor(), run)
    pages = max(1, -(-len(opened.columns) // SHOWN))
    page = min(max(1, request.args.get("page", 1, int)), pages)
    shown = opened.columns[(page - 1) * SHOWN : page * SHOWN]
    chosen = form.chosen() if form.is_submitted() else {}
    return render_template(
        "imports/columns.html",
        run=run,
        form=form,
        problem=problem,
        columns=shown,
        total=len(opened.columns),
        chosen=chosen,
        choices={name: _(label) for name, label in CHOICES.items()},
        risky={column.key for column in shown if not column.field and is_risky(column.header)},
        mappings=list_mappings(),
        page=page,
        pages=pages,
    )
