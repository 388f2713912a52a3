"""Answering: in own words, or by one key with three seconds to take it back; a conversation that is open is held."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.database import unit_of_work
from crm.core.errors import N_, Conflict, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms.queries.conversations import find_next_waiting, get_conversation
from crm.sms.routes.blueprint import bp
from crm.sms.routes.inbox import INBOX, answers_for, conversation_page, tab
from crm.sms.service import conversations as service
from crm.sms.service.leases import hold_to_answer
from crm.sms.service.quick_answers import answer_quickly, take_back

Answered = Response | tuple[str, int]


@bp.post("/texting/<int:conversation_id>/open")
@allow(*INBOX)
@writes
def open_to_answer(conversation_id: int) -> str:
    """Hold a conversation while its page is open, or say who else has it."""
    actor = current_actor()
    other = hold_to_answer(actor, now(), get_conversation(actor, conversation_id))
    return render_template("sms/_answering.html", answering=other)


@bp.post("/texting/<int:conversation_id>/answer")
@allow(*INBOX)
def answer(conversation_id: int) -> Answered:
    """Queue an answer; what was written stays in the box when it is refused."""
    actor, body = current_actor(), request.form.get("body", "")
    seen_id, key = request.form.get("seen_id", type=int), request.form.get("submit_key", "")
    try:
        with unit_of_work():
            service.answer(actor, now(), conversation_id, body, key, seen_id)
    except (Refused, Conflict) as error:
        return _again(conversation_id, body, error)
    return redirect(url_for("sms.conversation", conversation_id=conversation_id, show=tab()), 303)


@bp.post("/texting/<int:conversation_id>/quick")
@allow(*INBOX)
def quick(conversation_id: int) -> Answered:
    """Give a ready answer with what it means, and move on to who waits next."""
    actor = current_actor()
    row = get_conversation(actor, conversation_id)
    chosen = next((one for one in answers_for(actor, row) if one.key == request.form.get("answer")), None)
    seen_id, submit_key = request.form.get("seen_id", type=int), request.form.get("submit_key", "")
    try:
        if chosen is None:
            raise Refused(N_("That answer no longer fits what was written. Choose again."))
        with unit_of_work():
            message = answer_quickly(actor, now(), row.id, chosen.key, chosen.text, submit_key, seen_id)
            following = find_next_waiting(actor, now(), row.id)
    except (Refused, Conflict) as error:
        return _again(conversation_id, chosen.text if chosen else "", error)
    if following is None:
        return redirect(url_for("sms.inbox", show=tab(), given=message.id), 303)
    return redirect(url_for("sms.conversation", conversation_id=following.id, show=tab(), given=message.id), 303)


@bp.post("/texting/given/<int:given_id>/back")
@allow(*INBOX)
def take_answer_back(given_id: int) -> Response:
    """Take back a ready answer, and show its conversation again; too late, say so and change nothing."""
    try:
        with unit_of_work():
            thread = take_back(current_actor(), now(), given_id)
    except Conflict as error:
        flash(sentence(error), "bad")
        return redirect(url_for("sms.inbox", show=tab()), 303)
    flash(_("Taken back. Nothing was sent."), "good")
    return redirect(url_for("sms.conversation", conversation_id=thread.id, show=tab()), 303)


def _again(conversation_id: int, body: str, error: Refused | Conflict) -> Answered:
    try:
        row = get_conversation(current_actor(), conversation_id)
    except NotFound:
        raise error from None
    status = 409 if isinstance(error, Conflict) else 422
    return conversation_page(row, body=body, problem=sentence(error)), status
