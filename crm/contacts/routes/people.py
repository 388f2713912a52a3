"""The list of people with its search, and the forms for a person."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from crm.contacts import queries, service
from crm.contacts.forms import EditContactForm, NewContactForm
from crm.contacts.forms.fields import CustomInputs
from crm.contacts.forms.places import PlaceInputs
from crm.contacts.queries.fields import list_fields
from crm.contacts.queries.lists import get_list
from crm.contacts.queries.points import list_points
from crm.contacts.queries.tags import get_tag
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.bulk import choices
from crm.contacts.routes.lines import lines_of
from crm.contacts.signals import contact_added
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.text import clean_line, words
from crm.places.offers import list_jurisdictions
from crm.places.queries import PlaceSource, divisions_of, group_own
from crm.places.service import say_places

SUGGESTED = 8
"""How many people the search box offers while one types."""


@bp.get("/people")
@allow(*STAFF)
def index() -> str:
    """Everyone, or those found by what is typed; htmx takes only the list."""
    text = clean_line(request.args.get("q"), 100)
    is_mine = request.args.get("owner") == "me" and not text
    tag_id = request.args.get("tag", 0, type=int)
    tag = get_tag(tag_id) if tag_id and not text else None
    list_id = request.args.get("list", 0, type=int)
    of_list = get_list(list_id) if list_id and not text else None
    people = queries.list_people(
        text,
        owner_user_id=current_user.id if is_mine else None,
        user_id=current_user.id,
        place=queries.Place(request.args.get("after", 0, type=int), request.args.get("before", 0, type=int)),
        tag_id=tag.id if tag else None,
        list_id=of_list.id if of_list else None,
    )
    template = "contacts/_list.html" if request.headers.get("HX-Target") == "people" else "contacts/index.html"
    chosen = {"tag": tag, "list": of_list, "is_mine": is_mine, "choices": choices() if "act" in request.args else None}
    return render_template(
        template, people=people, lines=lines_of(people.rows), text=text, is_number=_is_number(text), **chosen
    )


@bp.get("/people/suggest")
@allow(*STAFF)
def suggest() -> str:
    """What stands below the search box while one types: the people who may be meant."""
    text = clean_line(request.args.get("q"), 100)
    hits = queries.search(text, SUGGESTED, current_user.id) if text else []
    return render_template("contacts/_suggest.html", hits=hits, text=text, is_number=_is_number(text))


@bp.get("/people/alike")
@allow(*STAFF)
def alike() -> str:
    """The hint below the form for a new person: who is known at this number or by this name."""
    form = NewContactForm(request.args, meta={"csrf": False})
    hits = queries.find_alike(form.name.data or "", form.e164)
    return render_template("contacts/_alike.html", hits=hits)


@bp.route("/people/new", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def new() -> Response | str | tuple[str, int]:
    """Write a new person down: phone, name and language are enough."""
    form = NewContactForm()
    form.offer()
    if not form.is_submitted():
        form.name.data = clean_line(request.args.get("name"), 200)
        form.phone.data = clean_line(request.args.get("phone"), 60)
        form.owner_user_id.data = current_user.id
        return render_template("contacts/new.html", form=form, hits=[])
    if not form.validate():
        return render_template("contacts/new.html", form=form, hits=[]), 422
    hits = [] if form.is_sure.data else queries.find_alike(form.name.data or "", None)
    if hits:
        return render_template("contacts/new.html", form=form, hits=hits, must_choose=True), 422
    contact = service.create_contact(current_actor(), now(), form.to_new())
    contact_added.send(contact.id, typed=request.form, actor=current_actor(), now=now())
    flash(_("%(name)s is written down.", name=contact.full_name or form.phone.data), "good")
    return redirect(url_for("timeline.show", contact_id=contact.id))


@bp.route("/people/<int:contact_id>/edit", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def edit(contact_id: int) -> Response | str | tuple[str, int]:
    """Change what is known of a person."""
    contact = queries.get_contact(contact_id)
    form = EditContactForm()
    form.offer(contact.preferred_language, contact.needs)
    typed = request.form if form.is_submitted() else None
    custom, lives = CustomInputs(list_fields(), contact.custom, typed), _lives(contact.id, typed)
    form.points = list_points(contact.id)
    page = {"form": form, "contact": contact, "custom": custom, "lives": lives, "points": form.points}
    if not form.is_submitted():
        form.fill(contact)
        return render_template("contacts/edit.html", **page)
    if not all([form.validate(), custom.validate()]):
        return render_template("contacts/edit.html", **page), 422
    changes = form.to_changes(contact) | {"custom": custom.to_custom(), "reach": form.reach()}
    service.update_contact(current_actor(), now(), contact.id, changes)
    say_places(current_actor(), now(), contact.id, lives.to_ids())
    flash(_("Saved."), "good")
    return redirect(url_for("timeline.show", contact_id=contact.id))


def _lives(contact_id: int, typed: Mapping[str, str] | None) -> PlaceInputs:
    known = divisions_of([contact_id]).get(contact_id, [])
    said = [one.ocd_id for one in known if one.source is PlaceSource.OWN_WORD]
    return PlaceInputs(group_own(list_jurisdictions()), said, typed)


def _is_number(text: str) -> bool:
    """Whether what was typed in the search box is a number, and so goes into the phone field of a new person."""
    parts = words(text)
    return bool(parts) and all(part.isdigit() for part in parts)
