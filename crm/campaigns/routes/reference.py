"""The field's reference content, file by file: read, worded anew, left aside, adopted into a campaign."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns.queries.reference import count_edits, entries, get_file
from crm.campaigns.reference_files import reference_files
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service.reference import adopt_budget_rows, adopt_plank, change_entry, restore_entry
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.errors import N_, Refused
from crm.core.i18n import sentence
from crm.core.spoken import ngettext

Answer = str | Response | tuple[str, int]


@bp.get("/reference")
@allow(*STAFF)
def reference_index() -> str:
    """All files: how many rows, where they are used and how they are adopted, what was worded or left aside."""
    worded, ignored = count_edits()
    rows = [(name, file, len(file.rows()), worded[name], ignored[name]) for name, file in reference_files.items()]
    return render_template("campaigns/reference.html", rows=rows)


@bp.get("/reference/<file_name>")
@allow(*STAFF)
def reference_file(file_name: str) -> Answer:
    """The rows of one file; ?q= narrows them down."""
    return _file(file_name)


def _file(file_name: str, problem: str = "", status: int = 200) -> tuple[str, int]:
    file, wanted = get_file(file_name), request.args.get("q", "").strip()
    found = entries(file_name, wanted)
    values = {"file": file, "name": file_name, "entries": found, "wanted": wanted, "problem": problem}
    return render_template("campaigns/reference_file.html", **values), status


@bp.post("/reference/<file_name>")
@allow(*LEADS)
@writes
def change_reference(file_name: str) -> Answer:
    """Word a row anew, leave it aside, take it up, or have it again as the field has it."""
    file, key, wanted = get_file(file_name), request.form.get("key", ""), request.form.get("do", "")
    try:
        if wanted == "restore":
            restore_entry(current_actor(), now(), file_name, key)
        elif wanted in ("ignore", "use"):
            change_entry(current_actor(), now(), file_name, key, is_ignored=wanted == "ignore")
        elif wanted == "word":
            words = {column: request.form.get(column, "") for column in file.words}
            change_entry(current_actor(), now(), file_name, key, words=words)
        else:
            raise Refused(N_("Choose one."))
    except Refused as refused:
        return _file(file_name, sentence(refused), 422)
    return redirect(url_for("campaigns.reference_file", file_name=file_name, _anchor=f"row-{key}"))


@bp.post("/<int:campaign_id>/demands/adopt")
@allow(*LEADS)
@writes
def adopt_demand(campaign_id: int) -> Response:
    """Put a plank of the field and its pair into the ledger."""
    made = adopt_plank(current_actor(), now(), campaign_id, request.form.get("demand", ""))
    flash(ngettext("%(num)s demand stands in the ledger.", "%(num)s demands stand in the ledger.", len(made)), "good")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id, _anchor="ledger"))


@bp.post("/<int:campaign_id>/ledger/adopt")
@allow(*LEADS)
@writes
def adopt_lines(campaign_id: int) -> Response:
    """Put sourced budget lines of the place into the ledger."""
    number = adopt_budget_rows(current_actor(), now(), campaign_id, set(request.form.getlist("row")))
    flash(ngettext("%(num)s line stands in the ledger.", "%(num)s lines stand in the ledger.", number), "good")
    return redirect(url_for("campaigns.show_ledger", campaign_id=campaign_id))
