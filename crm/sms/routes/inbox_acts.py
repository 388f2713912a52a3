"""What is done in a thread besides answering: done, mine, a stop or none, back as it was, a task, and who it is."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING, Role
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms.queries.conversations import get_conversation, get_message
from crm.sms.routes.blueprint import bp
from crm.sms.routes.inbox import INBOX, conversation_page
from crm.sms.service import conversations as service
from crm.sms.service import naming, undecided
from crm.sms.words import rsvp_word


def _back(conversation_id: int) -> Response:
    show = request.args.get("show") or "waiting"
    return redirect(url_for("sms.conversation", conversation_id=conversation_id, show=show), 303)


@bp.post("/texting/<int:conversation_id>/done")
@allow(*INBOX)
@writes
def mark_done(conversation_id: int) -> Response:
    """Nobody waits any more; back to the list."""
    service.mark_done(current_actor(), now(), conversation_id)
    return redirect(url_for("sms.inbox", show=request.args.get("show") or "waiting"), 303)


@bp.post("/texting/<int:conversation_id>/assign")
@allow(*STAFF)
@writes
def assign(conversation_id: int) -> Response:
    """Take the conversation over."""
    service.assign_to_me(current_actor(), now(), conversation_id)
    flash(_("This conversation is yours."), "good")
    return _back(conversation_id)


@bp.post("/texting/<int:conversation_id>/hold")
@allow(*STAFF, Role.TEXTER)
@writes
def decide_hold(conversation_id: int) -> Response:
    """Doubtful words were a stop, or they were none."""
    if request.form.get("is_stop") == "yes":
        service.confirm_stop(current_actor(), now(), conversation_id)
        flash(_("Stopped. Nothing more is sent to this number."), "good")
    else:
        service.deny_stop(current_actor(), now(), conversation_id)
        flash(_("Not a stop. You can answer now."), "good")
    return _back(conversation_id)


@bp.post("/texting/<int:conversation_id>/undo")
@allow(*INBOX)
@writes
def undo_answer(conversation_id: int) -> Response:
    """Set back what a text did to an RSVP."""
    message_id = request.form.get("message_id", type=int) or 0
    stands = service.undo_answer(current_actor(), now(), conversation_id, message_id)
    flash(_("Undone. The RSVP stands at: %(answer)s.", answer=rsvp_word(stands)), "good")
    return _back(conversation_id)


@bp.post("/texting/<int:conversation_id>/unsent")
@allow(*TEXTING)
@writes
def decide_unsent(conversation_id: int) -> Response:
    """Send a text that is held, or of which nobody knows whether it went, once more, or leave it unsent."""
    actor, message = current_actor(), get_message(request.form.get("message_id", type=int) or 0)
    if get_conversation(actor, conversation_id).id != message.conversation_id:
        raise NotFound(N_("That text is not part of this conversation."))
    if request.form.get("do") == "resend":
        undecided.resend(actor, now(), message.id)
        flash(_("It waits to go out again."), "good")
    else:
        undecided.give_up(actor, now(), message.id)
        flash(_("It stays unsent."), "good")
    return _back(conversation_id)


@bp.post("/texting/<int:conversation_id>/task")
@allow(*STAFF)
@writes
def add_task(conversation_id: int) -> Response:
    """Promise a ride."""
    service.add_ride_task(current_actor(), now(), conversation_id)
    flash(_("Task added: ride."), "good")
    return _back(conversation_id)


@bp.post("/texting/<int:conversation_id>/person")
@allow(*STAFF)
@writes
def say_who(conversation_id: int) -> Response | tuple[str, int]:
    """Say who writes from a number: one of the people who share it, or somebody new."""
    actor = current_actor()
    picked = request.form.get("contact_id", type=int)
    try:
        if picked:
            naming.pick_person(actor, now(), conversation_id, picked)
        else:
            first, last = request.form.get("first_name", ""), request.form.get("last_name", "")
            naming.name_person(actor, now(), conversation_id, first, last)
    except Refused as error:
        return conversation_page(get_conversation(actor, conversation_id), problem=sentence(error)), 422
    return _back(conversation_id)
