"""Dropping a file, checking what it would do, deciding, importing, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crm.actions.queries import find_action
from crm.contacts.queries import cards_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.core.pages import is_htmx
from crm.imports import service
from crm.imports.forms import ApplyForm, DecideForm, FileForm
from crm.imports.models import AT_WORK, ImportRun, ImportStatus, RowOutcome
from crm.imports.pages import error_words, preview_context, said, undo_until, undone_words
from crm.imports.queries import get_run, list_recent_runs, list_rows
from crm.imports.reading import KIND_NAMES, Kind, UnreadableFile
from crm.imports.rejects import rejects_csv
from crm.imports.routes.blueprint import bp
from crm.imports.service.sweeping import refuse_dead_rejects

SHOWN_ROWS = 500


@bp.get("/new")
@allow(*TEXTING)
def new() -> str:
    """The place to drop a file."""
    return _drop_page(_file_form(request.args.get("action", "")), "")


@bp.post("/new")
@allow(*TEXTING)
@writes
def create() -> AnyResponse | tuple[str, int]:
    """Read the file and show what it would do; a file that cannot be read is said why on the same page."""
    form = _file_form("")
    if not form.validate_on_submit():
        return _drop_page(form, form.first_error), 422
    upload = form.file.data
    try:
        run = service.preview(
            current_actor(), now(), upload.stream, upload.filename or "file", form.kind.data or None, form.action_id
        )
    except UnreadableFile as error:
        return _drop_page(form, _said(error), upload.filename or ""), 422
    return redirect(url_for("imports.show", run_id=run.id))


@bp.get("/<int:run_id>")
@allow(*TEXTING)
def show(run_id: int) -> str | Response:
    """What an import would do, does, or did; the progress bar asks again and again until there is something else to see."""
    run = get_run(run_id)
    if is_htmx() and run.status not in AT_WORK:
        return Response(headers={"HX-Refresh": "true"})
    return _page(run, ApplyForm(), "")


@bp.get("/<int:run_id>/rows")
@allow(*TEXTING)
def rows(run_id: int) -> str:
    """The people behind one of the counts."""
    run = get_run(run_id)
    wanted = request.args.get("outcome", "")
    outcome = RowOutcome(wanted) if wanted in list(RowOutcome) else None
    found = list_rows(run.id, outcome, SHOWN_ROWS + 1)
    more = len(found) > SHOWN_ROWS
    return render_template("imports/rows.html", run=run, rows=found[:SHOWN_ROWS], outcome=outcome, more=more)


@bp.get("/<int:run_id>/left-out.csv")
@allow(*TEXTING)
def rejects(run_id: int) -> Response:
    """The rows left out with their reasons, to mend and drop in again."""
    run = get_run(run_id)
    refuse_dead_rejects(run, now())
    text = rejects_csv(run, list_rows(run.id, RowOutcome.LEFT_OUT), _)
    answer = Response("\ufeff" + text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="left-out-{run.id}.csv"'
    return answer


@bp.post("/<int:run_id>/decide")
@allow(*TEXTING)
@writes
def decide(run_id: int) -> AnyResponse:
    """Decide whether a row and a person we know are one."""
    form = DecideForm()
    row_id = int(form.row.data) if (form.row.data or "").isdecimal() else 0
    decision = form.decision.data or ""
    service.decide(current_actor(), now(), run_id, row_id, decision)
    return redirect(url_for("imports.show", run_id=run_id, _anchor="review"))


@bp.post("/<int:run_id>/apply", endpoint="apply")
@allow(*TEXTING)
@writes
def apply_run(run_id: int) -> AnyResponse | tuple[str, int]:
    """Import the people."""
    run, form = get_run(run_id), ApplyForm()
    questions = [question["text"] for question in run.counts.get("questions", ())]
    try:
        agreement = form.agreement(questions)
    except DomainError as error:
        return _page(run, form, sentence(error)), 422
    service.apply(current_actor(), now(), run_id, agreement)
    return redirect(url_for("imports.show", run_id=run_id))


@bp.post("/<int:run_id>/cancel")
@allow(*TEXTING)
@writes
def cancel(run_id: int) -> AnyResponse:
    """Drop the file; nothing was changed by it."""
    run = get_run(run_id)
    service.cancel(current_actor(), now(), run_id)
    flash(_("Nothing was imported."))
    return redirect(_way_back(run.action_id))


@bp.post("/<int:run_id>/stop")
@allow(*TEXTING)
@writes
def stop(run_id: int) -> AnyResponse:
    """Stop an import that is under way, and take back or keep what came in so far."""
    get_run(run_id)
    service.stop(run_id, keep=bool(request.form.get("keep")))
    return redirect(url_for("imports.show", run_id=run_id))


@bp.post("/<int:run_id>/undo")
@allow(*TEXTING)
@writes
def undo(run_id: int) -> AnyResponse:
    """Take the whole import back, a large one in the background."""
    run = service.undo(current_actor(), now(), run_id)
    if "undone" in run.counts:
        flash(undone_words(run.counts["undone"]), "good")
    return redirect(url_for("imports.show", run_id=run_id))


def _page(run: ImportRun, form: ApplyForm, problem: str) -> str:
    action = find_action(run.action_id)
    context: dict[str, Any] = {"run": run, "action": action, "form": form, "problem": problem}
    if run.status in AT_WORK:
        return render_template("imports/working.html", **context)
    if run.status is ImportStatus.PREVIEW:
        return render_template("imports/preview.html", **context, **preview_context(run, now()))
    stands = run.status is ImportStatus.APPLIED or (run.status is ImportStatus.FAILED and run.batch_id is not None)
    waiting = list_rows(run.id, RowOutcome.REVIEW, 50) if stands else []
    until = undo_until(run) if stands else None
    return render_template(
        "imports/result.html",
        **context,
        waiting=waiting,
        known=cards_of(row.candidate_id for row in waiting if row.candidate_id),
        undo_until=until,
        may_undo=until is not None and now() <= until,
        error=error_words(run),
        undone=undone_words(run.counts["undone"]) if "undone" in run.counts else "",
    )


def _file_form(action: str) -> FileForm:
    form = FileForm()
    kinds = [(kind.value, _(KIND_NAMES[kind])) for kind in Kind if kind is not Kind.UNKNOWN]
    form.kind.choices = [("", _("Told from the file")), *kinds]
    if not form.is_submitted():
        form.action.data = action
    return form


def _drop_page(form: FileForm, problem: str, filename: str = "") -> str:
    action = find_action(form.action_id)
    runs = list_recent_runs()
    return render_template("imports/new.html", form=form, problem=problem, filename=filename, action=action, runs=runs)


def _said(error: UnreadableFile) -> str:
    """The refusal of a file in the language of the request, led by the line it is about."""
    text = said(error.message, error.params)
    return text if error.line is None else _("Line %(line)s: %(text)s", line=error.line, text=text)


def _way_back(action_id: int | None) -> str:
    if action_id is None:
        return url_for("imports.new")
    return url_for("actions.show", action_id=action_id)
