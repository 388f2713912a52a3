"""The screen of tags and fields, and tags put on a person or on many."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.audit.service import BatchKind
from crm.contacts.cards import tags_card
from crm.contacts.forms.tags import TagForm
from crm.contacts.models import Tag
from crm.contacts.queries import get_contact
from crm.contacts.queries.bulk import list_bulk_acts
from crm.contacts.queries.fields import list_fields
from crm.contacts.queries.tags import (
    count_tagged,
    find_tag,
    find_tags,
    get_tag,
    grouped,
    list_tags,
    tag_counts,
    tags_of,
)
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.bulk import next_page, ticked
from crm.contacts.service import tagging, tags
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import Conflict, Refused
from crm.core.i18n import sentence
from crm.core.pages import is_htmx
from crm.core.text import clean_line
from crm.core.undoing import flash_undoable

KEEPERS = TEXTING
"""Who may change what everybody's tags are: merge and delete them."""


@bp.route("/tags", methods=["GET", "POST"], endpoint="tags")
@allow(*STAFF)
@writes
def show_tags() -> Response | str | tuple[str, int]:
    """All tags by group with how many carry each, and the form for a new one."""
    form, problem = TagForm(), ""
    if form.is_submitted():
        try:
            if form.validate():
                tag = tags.create_tag(current_actor(), now(), form.to_words())
                flash(_("The tag “%(name)s” is there.", name=tag.name), "good")
                return redirect(url_for("contacts.tags"))
        except (Refused, Conflict) as error:
            problem = sentence(error)
    page = render_template(
        "contacts/tags_index.html",
        form=form,
        problem=problem,
        groups=grouped(list_tags()),
        archived=[tag for tag in list_tags(with_archived=True) if tag.archived_at],
        counts=tag_counts(),
        fields=list_fields(),
        put_away=[field for field in list_fields(with_archived=True) if field.archived_at],
        acts=list_bulk_acts(current_actor(), now(), BatchKind.TAGGING),
    )
    return (page, 422) if form.is_submitted() else page


@bp.route("/tags/<int:tag_id>", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def edit_tag(tag_id: int) -> Response | str | tuple[str, int]:
    """One tag: its name, group, colour and meaning."""
    tag, problem = get_tag(tag_id), ""
    form = TagForm()
    if not form.is_submitted():
        form.fill(tag)
        return _tag_page(tag, form)
    try:
        if form.validate():
            tags.change_tag(current_actor(), now(), tag.id, form.to_words())
            flash(_("Saved."), "good")
            return redirect(url_for("contacts.tags"))
    except (Refused, Conflict) as error:
        problem = sentence(error)
    return _tag_page(tag, form, problem), 422


def _tag_page(tag: Tag, form: TagForm, problem: str = "") -> str:
    others = [other for other in list_tags() if other.id != tag.id]
    return render_template(
        "contacts/tags_edit.html", tag=tag, form=form, problem=problem, others=others, carried=count_tagged(tag.id)
    )


@bp.post("/tags/<int:tag_id>/archive")
@allow(*STAFF)
@writes
def archive_tag(tag_id: int) -> Response:
    """Put a tag away, or take it out again (`archive` is "no")."""
    tags.archive_tag(current_actor(), now(), tag_id, request.form.get("archive") != "no")
    return redirect(url_for("contacts.tags"))


@bp.post("/tags/<int:tag_id>/merge")
@allow(*KEEPERS)
@writes
def merge_tag(tag_id: int) -> Response:
    """Give everyone with this tag another, and delete this one; can be undone."""
    batch = tagging.merge_tags(current_actor(), now(), tag_id, request.form.get("into", 0, type=int))
    flash_undoable(_("Merged: %(what)s.", what=batch.label), batch.id)
    return redirect(url_for("contacts.tags"))


@bp.post("/tags/<int:tag_id>/delete")
@allow(*KEEPERS)
@writes
def delete_tag(tag_id: int) -> Response:
    """Take a tag off everyone and delete it; can be undone."""
    name = get_tag(tag_id).name
    batch = tagging.delete_tag(current_actor(), now(), tag_id)
    flash_undoable(_("The tag “%(name)s” is deleted.", name=name), batch.id)
    return redirect(url_for("contacts.tags"))


@bp.get("/people/<int:contact_id>/tags/suggest")
@allow(*STAFF)
def suggest_tags(contact_id: int) -> str:
    """The tags offered for a person while a name is typed (?tag=TEXT)."""
    contact = get_contact(contact_id)
    held = {tag.id for tag in tags_of([contact.id]).get(contact.id, [])}
    text = clean_line(request.args.get("tag"), 100)
    offered = [tag for tag in find_tags(text, 12) if tag.id not in held][:8]
    is_new = bool(text) and not any(tag.name.lower() == text.lower() for tag in offered)
    return render_template("contacts/_tags_offered.html", contact=contact, offered=offered, text=text, is_new=is_new)


@bp.post("/people/<int:contact_id>/tags")
@allow(*STAFF)
@writes
def tag_person(contact_id: int) -> Response | str | tuple[str, int]:
    """Put a tag on a person, by its id (`tag_id`) or by name (`tag`, made when new)."""
    contact, problem = get_contact(contact_id), ""
    try:
        tag = _named_tag()
        tags.tag_person(current_actor(), now(), contact.id, tag.id)
    except Refused as error:
        if not is_htmx():
            raise
        problem = sentence(error)
    if is_htmx():
        return tags_card(contact, problem), 422 if problem else 200
    return redirect(url_for("timeline.show", contact_id=contact.id))


def _named_tag() -> Tag:
    tag_id = request.form.get("tag_id", 0, type=int)
    return get_tag(tag_id) if tag_id else tags.ensure_tag(current_actor(), now(), request.form.get("tag", ""))


def _known_tag() -> Tag:
    """The tag that is meant, which must be there already."""
    name = clean_line(request.form.get("tag"), 100)
    tag = find_tag(name) if name else get_tag(request.form.get("tag_id", 0, type=int))
    if tag is None:
        raise Refused(_("There is no tag “%(name)s”.", name=name))
    return tag


@bp.post("/people/<int:contact_id>/tags/<int:tag_id>/remove")
@allow(*STAFF)
@writes
def untag_person(contact_id: int, tag_id: int) -> Response | str:
    """Take a tag off a person."""
    contact = get_contact(contact_id)
    tags.untag_person(current_actor(), now(), contact.id, tag_id)
    if is_htmx():
        return tags_card(contact)
    return redirect(url_for("timeline.show", contact_id=contact.id))


@bp.post("/people/tag")
@allow(*STAFF)
@writes
def tag_people() -> Response:
    """Put a tag on the people ticked, or take it off them (`do` is "untag"); can be undone."""
    people, is_off = ticked(), request.form.get("do") == "untag"
    tag = _known_tag() if is_off else _named_tag()
    if is_off:
        batch = tagging.untag_many(current_actor(), now(), people, tag.id)
        count = batch.counts["untagged"]
        message = ngettext(
            "“%(tag)s” taken off %(num)s person.", "“%(tag)s” taken off %(num)s people.", count, tag=tag.name
        )
    else:
        batch = tagging.tag_many(current_actor(), now(), people, tag.id)
        count = batch.counts["tagged"]
        message = ngettext("%(num)s person tagged “%(tag)s”.", "%(num)s people tagged “%(tag)s”.", count, tag=tag.name)
    flash_undoable(message, batch.id)
    return next_page(url_for("contacts.index"))
