"""The person page: who she is, how to reach her, and everything that happened, newest first."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.audit.service import note_view, record
from crm.contacts.queries import get_contact
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, NotFound
from crm.core.i18n import zone_name
from crm.one_on_ones.queries import get_one_on_one, open_stories
from crm.one_on_ones.queries import read_story as open_story
from crm.timeline import terms, words
from crm.timeline.queries import GROUPS, Subject, read_person, read_story_line

bp = Blueprint("timeline", __name__)


@bp.get("/people/<int:contact_id>")
@allow(*STAFF)
def show(contact_id: int) -> Response | str:
    """One person; a merged record leads to the one it became. ?show= filters, ?before= goes on with older entries."""
    contact = get_contact(contact_id)
    if contact.id != contact_id:
        return redirect(url_for("timeline.show", contact_id=contact.id))
    wanted = request.args.get("show", "")
    chosen = wanted if wanted in GROUPS else ""
    before = request.args.get("before", "")
    person = read_person(contact)
    story = read_story_line(Subject(contact.id, tuple(person.phones)), chosen, before)
    lines = [(entry, words.line_of(entry, story)) for entry in story.entries]
    if not before:
        note_view(current_actor(), "contact", contact.id, now())
    template = "timeline/_older.html" if request.headers.get("HX-Target") == "older" else "timeline/show.html"
    return render_template(
        template,
        person=person,
        contact=contact,
        story=story,
        lines=lines,
        chosen=chosen,
        is_older=bool(before),
        groups=[(key, terms.group(key), count) for key, count in story.counts.items() if count],
        today=local_date(now(), zone_name()),
        stand_words=words.stand_words,
        readable=open_stories(current_actor(), [line.story_of for _entry, line in lines if line.story_of]),
        texting=terms.texting(person.verdict.allowed, person.verdict.reason or ""),
    )


@bp.post("/people/<int:contact_id>/one-on-ones/<int:one_on_one_id>/read")
@allow(*STAFF)
@writes
def read_story(contact_id: int, one_on_one_id: int) -> str:
    """Open the locked story of a one-on-one for its author or her lead; that it was read is noted."""
    contact = get_contact(contact_id)
    row = get_one_on_one(one_on_one_id)
    if get_contact(row.contact_id).id != contact.id:
        raise NotFound(N_("That one-on-one is with somebody else."))
    text = open_story(current_actor(), row)
    record(current_actor(), "read_story", "one_on_one", row.id, now())
    return render_template("timeline/story.html", contact=contact, row=row, text=text)
