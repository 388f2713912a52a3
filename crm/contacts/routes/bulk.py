"""What the bulk acts of people share: which people were ticked, where to go next, and taking an act back."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.audit.service import BatchKind, undo_batch
from crm.contacts.queries.bulk import get_batch
from crm.contacts.routes.blueprint import bp
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import N_, NotAllowed, Refused

MOST_TICKED = 500
UNDOABLE = (BatchKind.TAGGING, BatchKind.ASSIGNING, BatchKind.HAND_OVER, BatchKind.LIST)


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
