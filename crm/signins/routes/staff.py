"""The door of an action as staff see it: its links, who is here, who is late, and slips that a person must look at."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.actions.queries import Action, get_action
from crm.contacts.queries import cards_of, get_contact
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import N_, NotFound
from crm.signins.addresses import door_address
from crm.signins.hours import hours_of
from crm.signins.models import DoorKind
from crm.signins.qr import qr_data
from crm.signins.queries.door_list import here, list_late
from crm.signins.queries.doors import list_links
from crm.signins.queries.slips import count_unclear, get_slip, list_unclear
from crm.signins.routes.blueprint import bp
from crm.signins.service import take_back_sign_in
from crm.signins.service.doors import has_door, open_door, open_host_door, restore_door, revoke_door
from crm.signins.service.reviewing import decide_slip, dismiss_slip

LATE_AFTER_MINUTES = 20
MOST_LATE = 100


@bp.get("/actions/<int:action_id>/door")
@allow(*STAFF)
def show_door(action_id: int) -> str:
    """Links to the door, how many are here, and who said yes and is not."""
    action = action_with_door(action_id)
    late = list_late(action.id)
    return render_template(
        "signins/show_door.html",
        action=action,
        hours=hours_of(action),
        now=now(),
        here=here(action.id),
        unclear=count_unclear(action.id),
        links=list_links(action.id),
        late=sorted(cards_of(late[:MOST_LATE]).values(), key=lambda card: card.name),
        late_total=len(late),
        is_late=(now() - action.starts_at).total_seconds() >= LATE_AFTER_MINUTES * 60,
        Kind=DoorKind,
        door_address=door_address,
        qr_data=qr_data,
    )


@bp.post("/actions/<int:action_id>/door/links")
@allow(*STAFF)
@writes
def make_link(action_id: int) -> Response:
    """Make a link for a host, a tablet or everybody's own phone."""
    action = action_with_door(action_id)
    kind = request.form.get("kind", "")
    if kind not in [one.value for one in DoorKind]:
        raise NotFound(N_("There is no such kind of door."))
    if kind == DoorKind.HOST:
        open_host_door(current_actor(), now(), action.id, request.form.get("host_name", ""))
    else:
        open_door(current_actor(), now(), action.id, DoorKind(kind))
    return redirect(url_for("signins.show_door", action_id=action.id))


@bp.post("/door-links/<int:link_id>")
@allow(*STAFF)
@writes
def change_link(link_id: int) -> Response:
    """Shut a link at once, or let it in again."""
    change = restore_door if request.form.get("do") == "restore" else revoke_door
    link = change(current_actor(), now(), link_id)
    return redirect(url_for("signins.show_door", action_id=link.action_id))


@bp.get("/actions/<int:action_id>/door/review")
@allow(*STAFF)
def review(action_id: int) -> str:
    """Slips whose person is not clear, with those it may be."""
    action = action_with_door(action_id)
    unclear = list_unclear(action.id, g.organization.region)
    return render_template("signins/review.html", action=action, unclear=unclear, total=count_unclear(action.id))


@bp.post("/sign-ins/<int:slip_id>")
@allow(*STAFF)
@writes
def decide(slip_id: int) -> Response:
    """Say whose a slip is: a person's id, "new" for somebody new, "nobody" to take it back."""
    who, slip = request.form.get("who", ""), get_slip(slip_id)
    if who == "nobody":
        dismiss_slip(current_actor(), now(), slip.id)
    elif who == "new" or who.isdecimal():
        decide_slip(current_actor(), now(), slip.id, None if who == "new" else int(who))
    return redirect(url_for("signins.review", action_id=slip.action_id))


@bp.post("/actions/<int:action_id>/present/<int:contact_id>/back")
@allow(*STAFF)
@writes
def take_back(action_id: int, contact_id: int) -> Response:
    """Say that somebody who is down as present was not there."""
    action, contact = get_action(action_id), get_contact(contact_id)
    take_back_sign_in(current_actor(), now(), action.id, contact.id)
    flash(_("%(name)s is not down as present any more.", name=contact.display_name), "good")
    return redirect(url_for("actions.show", action_id=action.id, show="came", _anchor="people"))


def action_with_door(action_id: int) -> Action:
    """The action with that id; NotFound for one whose people are counted and never named."""
    action = get_action(action_id)
    if not has_door(action):
        raise NotFound(N_("At this kind of action people are counted, never named: it has no sign-in."))
    return action
