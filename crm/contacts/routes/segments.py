"""Segments: the list, the builder with its live count, the people found, and why somebody is or is not among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm.contacts.queries import search
from crm.contacts.queries import segments as queries
from crm.contacts.routes.blueprint import bp
from crm.contacts.segments import builder
from crm.contacts.segments.grammar import Step
from crm.contacts.segments.wording import whole_words
from crm.contacts.service import lists
from crm.contacts.service import segments as service
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import Refused
from crm.core.i18n import local_day, sentence
from crm.core.text import clean_line

FOUND = 8
Page = Response | str | tuple[str, int]


@bp.get("/segments")
@allow(*STAFF)
def segments() -> str:
    """Every segment in words, with how many people it held when it was last counted."""
    rows = [(segment, _said(segment.document)) for segment in queries.list_segments()]
    return render_template("contacts/segments/index.html", rows=rows)


@bp.route("/segments/new", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def new_segment() -> Page:
    """Build a segment; the address may bring its first steps."""
    return _build(None, "", builder.read_steps(_form(request.args)))


@bp.route("/segments/<int:segment_id>/edit", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def edit_segment(segment_id: int) -> Page:
    """Change a segment."""
    segment = queries.get_segment(segment_id)
    return _build(segment_id, segment.name, [] if request.method == "POST" else queries.steps_of(segment))


@bp.get("/segments/count")
@allow(*STAFF)
def count_segment() -> str:
    """How many are in the segment that is being built, and its sentence."""
    steps = builder.read_steps(_form(request.args))
    return render_template("contacts/segments/_count.html", **_answer(steps, request.args.get("id", type=int)))


@bp.get("/segments/<int:segment_id>")
@allow(*STAFF)
def show_segment(segment_id: int) -> str:
    """The people in a segment, a page at a time; with ?q= somebody is looked for, to ask why she is in it or not."""
    segment, text = queries.get_segment(segment_id), clean_line(request.args.get("q"), 100)
    steps = queries.steps_of(segment)
    broken = next(filter(None, queries.problems(steps, now())), None)
    people = None if broken else queries.list_in(steps, now(), request.args.get("page", 1, type=int))
    return render_template(
        "contacts/segments/show.html",
        segment=segment,
        words=whole_words(steps),
        people=people,
        problem=sentence(broken) if broken else "",
        text=text,
        hits=search(text, FOUND) if text else [],
    )


@bp.get("/segments/<int:segment_id>/why/<int:contact_id>")
@allow(*STAFF)
def why_segment(segment_id: int, contact_id: int) -> str:
    """Why a person is or is not in a segment; htmx takes only the lines."""
    segment = queries.get_segment(segment_id)
    answer = queries.why(queries.steps_of(segment), contact_id, now())
    is_piece = request.headers.get("HX-Target", "").startswith("why-")
    template = "contacts/segments/_why.html" if is_piece else "contacts/segments/why.html"
    return render_template(template, segment=segment, why=answer, name=queries.name_of(contact_id))


@bp.post("/segments/<int:segment_id>/count")
@allow(*STAFF)
@writes
def count_segment_again(segment_id: int) -> Response:
    """Count a segment anew."""
    service.count_again(now(), segment_id)
    return redirect(url_for("contacts.segments"))


@bp.post("/segments/<int:segment_id>/duplicate")
@allow(*STAFF)
@writes
def duplicate_segment(segment_id: int) -> Response:
    """Copy a segment and open the copy for changing."""
    copy = service.duplicate_segment(current_actor(), now(), segment_id)
    return redirect(url_for("contacts.edit_segment", segment_id=copy.id))


@bp.post("/segments/<int:segment_id>/delete")
@allow(*STAFF)
@writes
def delete_segment(segment_id: int) -> Response:
    """Delete a segment."""
    name = service.delete_segment(current_actor(), now(), segment_id)
    flash(_("The segment “%(name)s” is deleted. Its people are still here.", name=name), "good")
    return redirect(url_for("contacts.segments"))


@bp.post("/segments/<int:segment_id>/list")
@allow(*STAFF)
@writes
def list_segment(segment_id: int) -> Response:
    """Make a list of those who are in the segment now."""
    segment, moment, actor = queries.get_segment(segment_id), now(), current_actor()
    ids = queries.ids_in(queries.steps_of(segment), moment)
    name = lists.free_name(f"{segment.name[:100]}, {local_day(moment, 'MMM d, y')}")
    row = lists.create_list(actor, moment, name)
    lists.add_to_list(actor, moment, row.id, ids, segment.name)
    flash(_("The list “%(name)s” is made.", name=row.name), "good")
    return redirect(url_for("contacts.show_list", list_id=row.id))


def _build(segment_id: int | None, name: str, steps: list[Step]) -> Page:
    """The builder: as it begins, after a button, or saved; a refusal keeps everything that was typed."""
    if request.method == "GET":
        return _page(segment_id, name, steps)
    name, do = clean_line(request.form.get("name"), 120), request.form.get("do", "save")
    steps = builder.read_steps(_form(request.form))
    if do != "save":
        return _page(segment_id, name, builder.first_step_narrows(builder.press(steps, do)))
    problem = _name_problem(name, segment_id)
    if problem or any(queries.problems(steps, now(), segment_id)):
        return _page(segment_id, name, steps, problem), 422
    segment = service.save_segment(current_actor(), now(), name, steps, segment_id)
    flash(_("Saved."), "good")
    return redirect(url_for("contacts.show_segment", segment_id=segment.id))


def _page(segment_id: int | None, name: str, steps: Sequence[Step], name_problem: str = "") -> str:
    is_piece = request.headers.get("HX-Target") == "builder"
    template = "contacts/segments/_builder.html" if is_piece else "contacts/segments/edit.html"
    answer = _answer(steps, segment_id)
    cards = builder.cards(steps, answer["problems"])
    is_shown = request.method == "POST"
    return render_template(
        template,
        segment_id=segment_id,
        name=name,
        name_problem=name_problem,
        cards=cards,
        shows_problems=is_shown,
        offers=builder.offers(),
        **answer,
    )


def _answer(steps: Sequence[Step], segment_id: int | None) -> dict[str, Any]:
    """What the builder says of the steps so far: the sentence, how many people, and what needs mending."""
    problems = queries.problems(steps, now(), segment_id)
    broken = [(number, sentence(problem)) for number, problem in enumerate(problems, 1) if problem]
    count = None if broken else queries.count_people(steps, now())
    return {"problems": problems, "broken": broken, "total": count, "words": whole_words(steps)}


def _name_problem(name: str, segment_id: int | None) -> str:
    try:
        service.check_name(name, segment_id)
    except Refused as error:
        return sentence(error)
    return ""


def _said(document: object) -> str:
    try:
        return whole_words(queries.from_document(document))
    except Refused as error:
        return sentence(error)


def _form(values: MultiDict[str, str]) -> dict[str, list[str]]:
    return dict(values.lists())
