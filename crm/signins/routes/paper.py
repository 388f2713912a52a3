"""Sheets of paper: printed with the action's QR code, and typed in a grid without a mouse."""

from __future__ import annotations

from typing import Any

from flask import g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.actions.queries import get_action
from crm.contacts.words import NEEDS
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.i18n_names import LANGUAGE_CODES
from crm.signins.addresses import door_address
from crm.signins.consent_words import CURRENT, consent_words
from crm.signins.models import DoorKind, SheetState
from crm.signins.qr import qr_data
from crm.signins.queries import paper as sheets
from crm.signins.queries.doors import token_of
from crm.signins.routes.blueprint import bp
from crm.signins.routes.staff import action_with_door
from crm.signins.service.doors import own_link
from crm.signins.service.paper import ROWS, PaperRow, begin_sheet, save_row, set_sheet_state

MOST_PRINTED = 20
YES = ("y", "yes", "s", "si", "sí", "x", "1")
"""What stands for a tick when it is typed."""


@bp.get("/actions/<int:action_id>/paper")
@allow(*STAFF)
def list_sheets(action_id: int) -> str:
    """The sheets of an action, and printing more."""
    action = action_with_door(action_id)
    used = sheets.list_sheets(action.id)
    return render_template("signins/paper_sheets.html", action=action, sheets=used, rows=ROWS, State=SheetState)


@bp.post("/actions/<int:action_id>/paper/print")
@allow(*STAFF)
@writes
def print_sheets(action_id: int) -> str:
    """Pages to print, numbered on from the last sheet, with the QR code of the action (made when there is none)."""
    action = action_with_door(action_id)
    link = own_link(current_actor(), now(), action.id, DoorKind.SELF)
    address = door_address(DoorKind.SELF, token_of(link))
    first = len(sheets.list_sheets(action.id)) + 1
    wanted = request.form.get("pages", "1")
    count = min(max(int(wanted) if wanted.isdecimal() else 1, 1), MOST_PRINTED)
    words = {code: consent_words(code, g.organization.name) for code in LANGUAGE_CODES}
    return render_template(
        "signins/paper_print.html",
        action=action,
        pages=range(first, first + count),
        rows=ROWS,
        address=address,
        qr=qr_data(address),
        consent=words,
        wording=CURRENT,
    )


@bp.post("/actions/<int:action_id>/paper")
@allow(*STAFF)
@writes
def new_sheet(action_id: int) -> Response:
    """Begin to type the next sheet."""
    action = action_with_door(action_id)
    sheet = begin_sheet(current_actor(), now(), action.id, has_consent=request.form.get("has_consent") == "y")
    return redirect(url_for("signins.type_sheet", sheet_id=sheet.id))


@bp.get("/sign-in-sheets/<int:sheet_id>")
@allow(*STAFF)
def type_sheet(sheet_id: int) -> str:
    """The grid of one sheet."""
    sheet = sheets.get_sheet(sheet_id)
    action = get_action(sheet.action_id)
    typed = sheets.rows_of(sheet.id)
    marks = {number: sheets.mark_of(slip, g.organization.region) for number, slip in typed.items()}
    return render_template(
        "signins/paper_grid.html",
        action=action,
        sheet=sheet,
        pages=len(sheets.list_sheets(action.id)),
        rows=ROWS,
        typed=typed,
        marks=marks,
        counts=_counts(marks),
        State=SheetState,
        wording=CURRENT,
        needs=NEEDS,
    )


@bp.post("/sign-in-sheets/<int:sheet_id>/rows/<int:row_number>")
@allow(*STAFF)
@writes
def keep_row(sheet_id: int, row_number: int) -> Response:
    """Save one row; answers the grid's script with the mark of the row, and a form without scripts with the page."""
    slip = save_row(current_actor(), now(), sheet_id, row_number, _row())
    if request.headers.get("Accept") != "application/json":
        place = f"row-{min(row_number + 1, ROWS)}"
        return redirect(url_for("signins.type_sheet", sheet_id=sheet_id, _anchor=place))
    marks = {number: sheets.mark_of(one, g.organization.region) for number, one in sheets.rows_of(sheet_id).items()}
    return jsonify(mark=marks.get(row_number, "") if slip else "", counts=_counts(marks))


@bp.post("/sign-in-sheets/<int:sheet_id>")
@allow(*STAFF)
@writes
def finish_sheet(sheet_id: int) -> Response:
    """Say that a sheet is typed, or go on with it."""
    is_done = request.form.get("do") == "finish"
    sheet = set_sheet_state(now(), sheet_id, SheetState.FINISHED if is_done else SheetState.TYPING)
    if is_done:
        return redirect(url_for("signins.list_sheets", action_id=sheet.action_id))
    return redirect(url_for("signins.type_sheet", sheet_id=sheet.id))


@bp.get("/sign-in-sheets/people")
@allow(*STAFF)
def complete_name() -> Response:
    """People who may be meant by what is typed so far, for the grid's list."""
    found = sheets.offer(request.args.get("q", ""), current_actor().user_id)
    people: list[dict[str, Any]] = [
        {"id": one.id, "name": one.name, "detail": one.detail, "phone": one.phone, "language": one.language}
        for one in found
    ]
    return jsonify(people=people)


def _row() -> PaperRow:
    sent = request.form
    contact = sent.get("contact_id", "")
    return PaperRow(
        name=sent.get("name", ""),
        phone=sent.get("phone", ""),
        language=sent.get("language", ""),
        may_text=_is_yes(sent.get("may_text", "")),
        is_minor=_is_yes(sent.get("minor", "")),
        needs=sent.get("needs", "").split(","),
        contact_id=int(contact) if contact.isdecimal() and len(contact) < 10 else None,
    )


def _is_yes(typed: str) -> bool:
    return typed.strip().lower() in YES


def _counts(marks: dict[int, str]) -> dict[str, int]:
    values = list(marks.values())
    return {
        "typed": len(values),
        "known": values.count("known") + values.count("shared"),
        "new": values.count("new"),
        "check": values.count("phone") + values.count("review"),
    }
