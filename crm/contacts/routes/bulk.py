"""What the bulk acts of people share: which people were ticked, where to go next, and taking an act back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.queries import list_users
from crm.audit.service import BatchKind, undo_batch
from crm.contacts.models import Tag, Turf
from crm.contacts.queries.bulk import get_batch
from crm.contacts.queries.lists import list_lists
from crm.contacts.queries.tags import list_tags
from crm.contacts.queries.turf import list_turfs
from crm.contacts.routes.blueprint import bp
from crm.core.access import allow, current_actor, may, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import N_, NotAllowed, Refused

MOST_TICKED = 500
UNDOABLE = (BatchKind.TAGGING, BatchKind.ASSIGNING, BatchKind.HAND_OVER, BatchKind.LIST, BatchKind.STAGES)


def ticked() -> list[int]:
    """The people ticked on a list (form field `people`); Refused when there is none."""
    ids = [
        int(value) for value in request.form.getlist("people")[:MOST_TICKED] if value.isdecimal() and len(value) < 10
    ]
    if not ids:
        raise Refused(N_("Tick at least one person first."))
    return ids


def next_page(fallback: str) -> Response:
    """Back to the page of this site that the form names in `next`, else to the fallback."""
    parts = urlsplit(request.form.get("next", ""))
    is_local = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    target = parts.geturl() if is_local and "\\" not in parts.path else fallback
    return redirect(target)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the people ticked may be given: tags and lists for everybody, organizers and turf for who deals them out."""

    tags: list[Tag]
    lists: list[str]
    colleagues: list[tuple[int, str]]
    turfs: list[Turf]


def choices() -> Choices:
    """What the signed-in person may do with the people ticked on a list."""
    is_dealer = may(*TEXTING)
    return Choices(
        list_tags(),
        [row.name for row in list_lists()],
        [(user.id, user.name) for user in list_users(*STAFF)] if is_dealer else [],
        list_turfs() if is_dealer else [],
    )


@bp.get("/people/choices")
@allow(*STAFF)
def bulk_choices() -> str:
    """The fields for the people ticked, put into the list once somebody is ticked."""
    return render_template("contacts/_bulk_choices.html", choices=choices())


@bp.post("/people/undo/<int:batch_id>")
@allow(*STAFF)
@writes
def undo_bulk(batch_id: int) -> Response:
    """Take a bulk act of tags, lists, turf or organizers back: one's own, and for leads everybody's."""
    batch, actor = get_batch(batch_id), current_actor()
    if batch.kind not in UNDOABLE:
        raise Refused(N_("This is undone where it was done."))
    if batch.created_by_id != actor.user_id and not actor.is_lead:
        raise NotAllowed(N_("That was done by somebody else. Ask them or a lead to take it back."))
    undo_batch(batch.id, actor, now())
    flash(_("Undone: %(what)s.", what=batch.label), "good")
    return next_page(url_for("contacts.tags"))
