"""The screens of custom fields: defining them, and making columns of files into fields."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts.forms.fields import KINDS, FieldForm
from crm.contacts.models import CustomField, FieldKind
from crm.contacts.queries.fields import find_columns, get_field, list_misfits
from crm.contacts.routes.blueprint import bp
from crm.contacts.service import fields
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import Conflict, Refused
from crm.core.i18n import sentence
from crm.core.text import clean_line

KEEPERS = TEXTING
"""Who may say what everybody is asked: they work with lists."""


@bp.route("/tags/fields/new", methods=["GET", "POST"])
@allow(*KEEPERS)
@writes
def new_field() -> Response | str | tuple[str, int]:
    """Define a custom field."""
    form, problem = FieldForm(), ""
    if not form.is_submitted():
        return render_template("contacts/fields_new.html", form=form, problem="")
    try:
        if form.validate():
            row = fields.create_field(current_actor(), now(), form.to_words())
            flash(_("The field “%(label)s” is there.", label=row.label), "good")
            return redirect(url_for("contacts.tags"))
    except (Refused, Conflict) as error:
        problem = sentence(error)
    return render_template("contacts/fields_new.html", form=form, problem=problem), 422


@bp.route("/tags/fields/<int:field_id>", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def edit_field(field_id: int) -> Response | str | tuple[str, int]:
    """One field: its labels, kind, choices and hint, and the values that do not fit."""
    row, form = get_field(field_id), FieldForm()
    if not form.is_submitted():
        form.fill(row)
        return _field_page(row, form)
    problem = ""
    try:
        if form.validate():
            fields.change_field(current_actor(), now(), row.id, form.to_words())
            flash(_("Saved."), "good")
            return redirect(url_for("contacts.edit_field", field_id=row.id))
    except (Refused, Conflict) as error:
        problem = sentence(error)
    return _field_page(row, form, problem), 422


def _field_page(row: CustomField, form: FieldForm, problem: str = "") -> str:
    misfits = list_misfits(row)
    return render_template("contacts/fields_edit.html", field_row=row, form=form, problem=problem, misfits=misfits)


@bp.post("/tags/fields/<int:field_id>/archive")
@allow(*KEEPERS)
@writes
def archive_field(field_id: int) -> Response:
    """Put a field away, or take it out again (`archive` is "no")."""
    fields.archive_field(current_actor(), now(), field_id, request.form.get("archive") != "no")
    return redirect(url_for("contacts.tags"))


@bp.post("/tags/fields/<int:field_id>/move")
@allow(*KEEPERS)
@writes
def move_field(field_id: int) -> Response:
    """Let a field change places with its neighbour (`to` is "up" or "down")."""
    fields.move_field(current_actor(), field_id, request.form.get("to") == "up")
    return redirect(url_for("contacts.tags") + "#fields")


@bp.get("/tags/columns")
@allow(*STAFF)
def columns() -> str:
    """The columns that files brought and no field is for yet, each with a button that makes it one."""
    return _columns_page()


@bp.post("/tags/columns")
@allow(*KEEPERS)
@writes
def adopt_column() -> Response | tuple[str, int]:
    """Make a column of files (`key`) into a field of a `kind`."""
    key, kind = clean_line(request.form.get("key"), 100), request.form.get("kind", "")
    try:
        if kind not in list(FieldKind):
            raise Refused(_("Choose what the column holds."))
        row = fields.adopt_column(current_actor(), now(), key, FieldKind(kind))
    except (Refused, Conflict) as error:
        return _columns_page(key, sentence(error)), 422
    flash(_("“%(label)s” is a field now.", label=row.label), "good")
    return redirect(url_for("contacts.edit_field", field_id=row.id))


def _columns_page(key: str = "", problem: str = "") -> str:
    return render_template(
        "contacts/fields_columns.html", columns=find_columns(), kinds=KINDS, key=key, problem=problem
    )
