"""Files out: the whole take-out, one subject, a group of people with chosen columns, and a second person's approval."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import get_translations
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crm.accounts.service import set_export_approval_size
from crm.contacts.queries.fields import list_fields
from crm.contacts.words import field_label
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.clock import local_date, zone
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.core.streaming import streamed
from crm.imports.export_forms import ApprovalForm, DecisionForm, ExportForm, PeopleExportForm
from crm.imports.exporting.people import ALL_COLUMNS, CONTACT_COLUMNS
from crm.imports.exporting.reading import taker_of
from crm.imports.exporting.scopes import EVERYONE, KINDS, Group, Scope, group_of
from crm.imports.exporting.subjects import EVERYTHING, listed
from crm.imports.exporting.wishes import count_of
from crm.imports.exporting.words import column_words, short_words
from crm.imports.exports import list_lately, list_own, list_to_decide
from crm.imports.models import Export, ExportStatus
from crm.imports.routes.blueprint import bp
from crm.imports.service.exports import Wish, ask, decide_export, needs_approval, take, wish_of

IDS = ("action", "tag", "file", "list", "segment")
"""The groups that an address names by an id."""


@bp.get("/exports")
@allow(*STAFF)
def exports() -> str:
    """What can be taken out, what waits for approval, and what went out."""
    return _page(_export_form(), _approval_form())


@bp.post("/exports")
@allow(*STAFF)
@writes
def ask_export() -> AnyResponse | tuple[str, int]:
    """Take a subject or everything, at once or after somebody's approval."""
    form = _export_form()
    if not form.validate_on_submit():
        return _page(form, _approval_form(), form.first_error), 422
    try:
        return _answer(ask(current_actor(), now(), form.wish, form.reason.data or ""))
    except DomainError as error:
        return _page(form, _approval_form(), sentence(error)), 422


@bp.route("/exports/people", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def export_people() -> AnyResponse | str | tuple[str, int]:
    """Choose the columns of a group of people and take them."""
    scope, form = _asked_scope(), _people_form()
    group = group_of(scope, current_actor().user_id, now())
    if not form.is_submitted():
        return _people_page(form, scope, group)
    if not form.validate():
        return _people_page(form, scope, group, form.first_error), 422
    try:
        return _answer(ask(current_actor(), now(), form.wish(scope), form.reason.data or ""))
    except DomainError as error:
        return _people_page(form, scope, group, sentence(error)), 422


@bp.post("/exports/<int:export_id>/fetch")
@allow(*STAFF)
@writes
def fetch_export(export_id: int) -> AnyResponse:
    """Fetch a file that was approved; it is made on the way."""
    return _download(export_id)


@bp.post("/exports/<int:export_id>/decide", endpoint="decide_export")
@allow(*LEADS)
@writes
def decide(export_id: int) -> AnyResponse:
    """Approve or refuse a file that somebody else asked for."""
    is_approved = request.form.get("decision") == "approve"
    form = DecisionForm()
    decide_export(current_actor(), now(), export_id, is_approved, form.words.data or "")
    flash(_("Approved: it can be fetched for 24 hours.") if is_approved else _("Refused."), "good")
    return redirect(url_for("imports.exports"))


@bp.post("/exports/approval")
@allow(Role.ADMIN)
@writes
def set_export_approval() -> AnyResponse | tuple[str, int]:
    """Set from which size on a second person approves."""
    form = ApprovalForm()
    if not form.validate_on_submit():
        return _page(_export_form(), form, form.first_error), 422
    set_export_approval_size(current_actor(), now(), g.organization, form.size.data)
    flash(_("Saved."), "good")
    return redirect(url_for("imports.exports"))


def _answer(row: Export) -> AnyResponse:
    """The file itself, or the page where it waits for approval."""
    if row.status is ExportStatus.APPROVED:
        return _download(row.id)
    flash(_("A second person has to approve this file. It waits below, and on the Today page of leads and admins."))
    return redirect(url_for("imports.exports"))


def _download(export_id: int) -> Response:
    actor, moment, local = current_actor(), now(), zone(g.organization.time_zone)
    row, pieces = take(actor, moment, export_id, local, get_translations().ugettext)
    wish = wish_of(row)
    name = "reinvest" if wish.what == EVERYTHING else wish.what.replace("_", "-")
    day = local_date(moment, g.organization.time_zone)
    filename = f"{name}-{g.organization.slug}-{day}-{row.id}.{wish.format}"
    return streamed(pieces, actor.organization_id, wish.media_type, filename)


def _asked_scope() -> Scope:
    """The group that the address names: ?action=, ?tag=, ?file=, ?list=, ?segment= with an id, ?q= or ?owner=me."""
    for kind in IDS:
        if kind in request.args and kind in KINDS:
            return Scope(kind, request.args.get(kind, 0, type=int))
    if text := request.args.get("q", "").strip()[:100]:
        return Scope("found", text=text)
    return Scope("mine") if request.args.get("owner") == "me" else Scope(EVERYONE)


def _export_form() -> ExportForm:
    form, taker = ExportForm(), taker_of(current_actor())
    subjects = [(one.key, _(one.title)) for one in listed() if one.is_open_to(taker)]
    form.what.choices = [(EVERYTHING, _("Everything")), *subjects]
    return form


def _approval_form() -> ApprovalForm:
    form = ApprovalForm(formdata=None)
    form.size.data = g.organization.export_approval_size
    return form


def _people_form() -> PeopleExportForm:
    form = PeopleExportForm()
    usual = [(column, short_words(words) or column) for column, words in column_words(ALL_COLUMNS, _)]
    form.columns.choices = [*usual, *((field.key, field_label(field)) for field in list_fields())]
    if not form.is_submitted():
        form.columns.data = list(CONTACT_COLUMNS)
    return form


def _page(form: ExportForm, approval: ApprovalForm, problem: str = "") -> str:
    actor, moment = current_actor(), now()
    return render_template(
        "imports/exports.html",
        form=form,
        approval=approval,
        problem=problem,
        to_decide=list_to_decide(actor, moment),
        own=list_own(actor, moment),
        lately=list_lately(moment) if actor.is_lead else [],
        limit=g.organization.export_approval_size,
        is_own_only=taker_of(actor).is_own_only,
        Status=ExportStatus,
    )


def _people_page(form: PeopleExportForm, scope: Scope, group: Group, problem: str = "") -> str:
    actor = current_actor()
    taker = taker_of(actor)
    people = count_of(taker, Wish("contacts", "csv", scope), now())
    return render_template(
        "imports/export_people.html",
        form=form,
        group=group,
        people=people,
        problem=problem,
        waits=needs_approval(actor, people),
        is_own_only=taker.is_own_only,
        here=request.full_path,
    )
