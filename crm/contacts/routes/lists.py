"""Static lists: all of them, one with its people, and putting people on and off."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.audit.service import Batch
from crm.contacts.queries import lists as queries
from crm.contacts.queries import search
from crm.contacts.queries import segments as segment_queries
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.bulk import next_page, ticked
from crm.contacts.service import lists as service
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.text import clean_line
from crm.core.undoing import flash_undoable

FOUND = 8
Page = Response | str | tuple[str, int]


@bp.route("/lists", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def lists() -> Page:
    """Every list; a name that is sent makes a new one."""
    if request.method == "GET":
        return render_template("contacts/lists/index.html", rows=queries.list_lists(), name="", problem="")
    name = clean_line(request.form.get("name"), 120)
    try:
        row = service.create_list(current_actor(), now(), name)
    except Refused as error:
        page = render_template(
            "contacts/lists/index.html", rows=queries.list_lists(), name=name, problem=sentence(error)
        )
        return page, 422
    return redirect(url_for("contacts.show_list", list_id=row.id))


@bp.post("/lists/put")
@allow(*STAFF)
@writes
def put_on_list() -> Response:
    """Put the people ticked on a page on the list of that name, which is made when there is none yet."""
    people, name = ticked(), clean_line(request.form.get("list"), 120)
    row = queries.find_list(name) or service.create_list(current_actor(), now(), name)
    _say_added(service.add_to_list(current_actor(), now(), row.id, people), row.name)
    return next_page(url_for("contacts.show_list", list_id=row.id))


@bp.get("/lists/<int:list_id>")
@allow(*STAFF)
def show_list(list_id: int) -> str:
    """The people on a list, the last added first; with ?q= somebody is looked for, to put her on it."""
    return _page(list_id)


@bp.post("/lists/<int:list_id>/rename")
@allow(*STAFF)
@writes
def rename_list(list_id: int) -> Page:
    """Call a list otherwise."""
    name = clean_line(request.form.get("name"), 120)
    try:
        service.rename_list(current_actor(), now(), list_id, name)
    except Refused as error:
        return _page(list_id, name, sentence(error)), 422
    return redirect(url_for("contacts.show_list", list_id=list_id))


@bp.post("/lists/<int:list_id>/add")
@allow(*STAFF)
@writes
def add_to_list(list_id: int) -> Response:
    """Put people on a list: those chosen, or those of a segment."""
    name = queries.get_list(list_id).name
    ids, label = [int(value) for value in request.form.getlist("contact") if value.isdecimal()], name
    segment_id = request.form.get("segment", type=int)
    if segment_id:
        segment = segment_queries.get_segment(segment_id)
        ids, label = segment_queries.ids_in(segment_queries.steps_of(segment), now()), segment.name
    batch = service.add_to_list(current_actor(), now(), list_id, ids, label)
    _say_added(batch, name)
    return redirect(url_for("contacts.show_list", list_id=list_id))


@bp.post("/lists/<int:list_id>/remove")
@allow(*STAFF)
@writes
def remove_from_list(list_id: int) -> Response:
    """Take people off a list."""
    ids = [int(value) for value in request.form.getlist("contact") if value.isdecimal()]
    gone = service.remove_from_list(current_actor(), now(), list_id, ids)
    flash(ngettext("%(num)s person taken off the list.", "%(num)s people taken off the list.", gone), "good")
    return redirect(url_for("contacts.show_list", list_id=list_id, page=request.form.get("page", type=int)))


@bp.post("/lists/<int:list_id>/delete")
@allow(*STAFF)
@writes
def delete_list(list_id: int) -> Response:
    """Delete a list."""
    name = service.delete_list(current_actor(), now(), list_id)
    flash(_("The list “%(name)s” is deleted. Its people are still here.", name=name), "good")
    return redirect(url_for("contacts.lists"))


def _say_added(batch: Batch | None, name: str) -> None:
    if batch is None:
        flash(_("Nobody was added: all of them are on “%(name)s” already.", name=name), "warn")
        return
    added = batch.counts["added"]
    said = ngettext("%(num)s person added to “%(name)s”.", "%(num)s people added to “%(name)s”.", added, name=name)
    flash_undoable(said, batch.id)


def _page(list_id: int, name: str | None = None, problem: str = "") -> str:
    row, text = queries.get_list(list_id), clean_line(request.args.get("q"), 100)
    hits = search(text, FOUND) if text else []
    return render_template(
        "contacts/lists/show.html",
        list=row,
        name=row.name if name is None else name,
        problem=problem,
        members=queries.list_members(list_id, request.args.get("page", 1, type=int)),
        additions=queries.list_additions(list_id),
        segments=segment_queries.list_segments(),
        text=text,
        hits=hits,
        on_list=queries.member_ids(list_id, [hit.id for hit in hits]),
    )
