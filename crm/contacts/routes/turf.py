"""The screens of turf: all of it, one with its people, and cutting people into it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from crm.audit.service import Batch, BatchKind
from crm.contacts.forms.turf import CutForm, TurfForm, colleagues
from crm.contacts.models import Turf
from crm.contacts.queries.bulk import list_bulk_acts
from crm.contacts.queries.cutting import CutPreview, people_of_cut, preview_cut
from crm.contacts.queries.turf import (
    count_without_turf,
    get_turf,
    list_stints,
    list_turf_lines,
    list_turfs,
    read_turf_page,
)
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.bulk import next_page, ticked
from crm.contacts.service import turf as service
from crm.core.access import allow, current_actor, may, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import Conflict, Refused
from crm.core.i18n import sentence
from crm.core.undoing import flash_undoable

CUTTERS = TEXTING
"""Who may make turf and move people between organizers."""


@bp.route("/turf", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def turfs() -> Response | str | tuple[str, int]:
    """All turf with its figures, one's own first; a lead or coordinator makes a new one here."""
    form, problem = TurfForm(), ""
    if form.is_submitted():
        try:
            if not may(*CUTTERS):
                raise Refused(_("Ask a lead or a coordinator to make new turf."))
            if form.validate():
                organizer = request.form.get("organizer", 0, type=int)
                turf = service.create_turf(current_actor(), now(), form.to_words(), organizer)
                flash(_("The turf “%(name)s” is there. Now cut people into it.", name=turf.name), "good")
                return redirect(url_for("contacts.cut_turf", turf_id=turf.id))
        except (Refused, Conflict) as error:
            problem = sentence(error)
    page = render_template(
        "contacts/turf_index.html",
        form=form,
        problem=problem,
        lines=list_turf_lines(current_user.id, now()),
        archived=[turf for turf in list_turfs(with_archived=True) if turf.archived_at],
        without=count_without_turf(),
        colleagues=colleagues(),
        acts=list_bulk_acts(current_actor(), now(), BatchKind.ASSIGNING, BatchKind.HAND_OVER),
    )
    return (page, 422) if form.is_submitted() else page


@bp.get("/turf/<int:turf_id>")
@allow(*STAFF)
def show_turf(turf_id: int) -> str:
    """One turf: its people to tick, its organizer and who had it before."""
    turf = get_turf(turf_id)
    return render_template(
        "contacts/turf_show.html",
        turf=turf,
        people=read_turf_page(turf.id, request.args.get("page", 1, type=int)),
        stints=list_stints(turf.id),
        colleagues=colleagues(),
        others=[other for other in list_turfs() if other.id != turf.id],
    )


@bp.route("/turf/<int:turf_id>/edit", methods=["GET", "POST"])
@allow(*CUTTERS)
@writes
def edit_turf(turf_id: int) -> Response | str | tuple[str, int]:
    """Rename or describe a turf, and say who belongs to it."""
    turf, form = get_turf(turf_id), TurfForm()
    if not form.is_submitted():
        form.fill(turf)
        return render_template("contacts/turf_edit.html", turf=turf, form=form, problem="")
    problem = ""
    try:
        if form.validate():
            service.change_turf(current_actor(), now(), turf.id, form.to_words())
            flash(_("Saved."), "good")
            return redirect(url_for("contacts.show_turf", turf_id=turf.id))
    except (Refused, Conflict) as error:
        problem = sentence(error)
    return render_template("contacts/turf_edit.html", turf=turf, form=form, problem=problem), 422


@bp.route("/turf/<int:turf_id>/cut", methods=["GET", "POST"])
@allow(*CUTTERS)
@writes
def cut_turf(turf_id: int) -> Response | str | tuple[str, int]:
    """Cut people into a turf: GET shows who that would be (?look=1), POST does it."""
    turf = get_turf(turf_id)
    is_asked = request.method == "POST" or "look" in request.args
    form = CutForm(
        request.form if request.method == "POST" else request.args if is_asked else None, meta={"csrf": False}
    )
    form.offer()
    if not is_asked:
        form.postal_codes.data, form.ocd_id.data = ", ".join(turf.postal_codes), turf.ocd_id
        form.tag_id.data, form.is_only_free.data = 0, True
        return _cut_page(turf, form, None)
    try:
        if not form.validate():
            return _cut_page(turf, form, None), 422
        if request.method == "GET":
            return _cut_page(turf, form, preview_cut(form.to_cut(), turf))
        batch = service.move_people(current_actor(), now(), people_of_cut(form.to_cut(), turf), turf.id)
    except Refused as error:
        return _cut_page(turf, form, None, sentence(error)), 422
    _say_moved(batch, turf.name)
    return redirect(url_for("contacts.show_turf", turf_id=turf.id))


def _cut_page(turf: Turf, form: CutForm, preview: CutPreview | None, problem: str = "") -> str:
    return render_template("contacts/turf_cut.html", turf=turf, form=form, preview=preview, problem=problem)


@bp.post("/turf/<int:turf_id>/organizer")
@allow(*CUTTERS)
@writes
def assign_turf(turf_id: int) -> Response:
    """Give a turf to an organizer (`user_id`; 0 is nobody), with its people; can be undone."""
    batch = service.assign_organizer(current_actor(), now(), turf_id, request.form.get("user_id", 0, type=int))
    flash_undoable(_("Done: %(what)s.", what=batch.label), batch.id)
    return redirect(url_for("contacts.show_turf", turf_id=turf_id))


@bp.post("/turf/<int:turf_id>/archive")
@allow(*CUTTERS)
@writes
def archive_turf(turf_id: int) -> Response:
    """Put a turf away, or take it out again (`archive` is "no")."""
    batch = service.archive_turf(current_actor(), now(), turf_id, request.form.get("archive") != "no")
    if batch is not None:
        flash_undoable(_("The turf is put away; its people are in none."), batch.id)
    return redirect(url_for("contacts.turfs"))


@bp.post("/people/move")
@allow(*CUTTERS)
@writes
def move_people() -> Response:
    """Put the people ticked into a turf (`turf_id`; 0 is none); can be undone."""
    turf_id = request.form.get("turf_id", 0, type=int)
    name = get_turf(turf_id).name if turf_id else _("no turf")
    _say_moved(service.move_people(current_actor(), now(), ticked(), turf_id or None), name)
    return next_page(url_for("contacts.turfs"))


@bp.post("/people/give")
@allow(*CUTTERS)
@writes
def give_people() -> Response:
    """Say who stays in touch with the people ticked (`user_id`; 0 is nobody); can be undone."""
    batch = service.give_people(current_actor(), now(), ticked(), request.form.get("user_id", 0, type=int))
    count = batch.counts["moved"]
    flash_undoable(ngettext("%(num)s person: %(what)s", "%(num)s people: %(what)s", count, what=batch.label), batch.id)
    return next_page(url_for("contacts.index"))


def _say_moved(batch: Batch, name: str) -> None:
    count = batch.counts["moved"]
    message = ngettext("%(num)s person is now in %(name)s.", "%(num)s people are now in %(name)s.", count, name=name)
    flash_undoable(message, batch.id)
