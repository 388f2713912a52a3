"""The inbox: who waits for an answer, the thread, and the person beside it; and the first text to a person."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from math import ceil
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crm.accounts.queries import list_users, names_of_users
from crm.actions.queries import actions_by_id
from crm.contacts.queries import find_by_phone, get_contact, phones_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING, Actor, Role
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n import language, sentence
from crm.core.phones import format_national, mask
from crm.sms.models import Conversation
from crm.sms.queries import conversations as reading
from crm.sms.queries.answering import answer_time, may_answer, wrote_just_now
from crm.sms.queries.gate import Verdict, Why
from crm.sms.queries.notes import list_notes
from crm.sms.queries.person_card import (
    PersonCard,
    action_in_question,
    agreed_at,
    called,
    facts_for,
    person_card,
    templates_by_key,
)
from crm.sms.queries.undoing import find_undoable
from crm.sms.routes.blueprint import bp
from crm.sms.routes.hand_off import hand_off_shown
from crm.sms.segments import measure
from crm.sms.service import conversations as service
from crm.sms.service.consent_by_hand import is_own_reading
from crm.sms.service.leases import who_answers
from crm.sms.standard_answers import StandardAnswer, keys_for, standard_answers

INBOX = (*STAFF, Role.TEXTER)
MORE = 300
LONGEST_COUNT = 10
"""Seconds that are counted down on the page; an answer that waits for the hours can be taken back until it goes."""


@bp.get("/texting")
@allow(*INBOX)
def inbox() -> str:
    """The list alone: on a desk beside the thread that was opened last, on a phone the whole page."""
    shown = hand_off_shown() if current_actor().role in TEXTING else {}
    return render_template("sms/inbox.html", thread=None, **_list(tab()), **undoable(), **shown)


@bp.get("/texting/list")
@allow(*INBOX)
def inbox_list() -> str | tuple[str, int]:
    """The list for a page that is open; nothing when it is as that page has it."""
    show = tab()
    if request.args.get("seen") == _seen(current_actor(), show):
        return "", 204
    return render_template("sms/_list.html", open_id=request.args.get("open", type=int), **_list(show))


@bp.get("/texting/<int:conversation_id>")
@allow(*INBOX)
def conversation(conversation_id: int) -> str:
    """One thread with the person beside it; `answer` fills the box with a ready answer."""
    return conversation_page(reading.get_conversation(current_actor(), conversation_id))


@bp.get("/texting/<int:conversation_id>/thread")
@allow(*INBOX)
def thread(conversation_id: int) -> str | tuple[str, int]:
    """The texts of a thread for a page that is open; nothing when they are as that page has them."""
    row = reading.get_conversation(current_actor(), conversation_id)
    if request.args.get("seen") == reading.thread_version(row):
        return "", 204
    return render_template("sms/_thread.html", **_thread(row))


@bp.post("/texting/count")
@allow(*INBOX)
def count() -> str:
    """How long the text in the box is, as it will be sent; changes nothing."""
    return render_template("sms/_count.html", **_measured(request.form.get("body", "")))


@bp.get("/texting/to/<int:contact_id>")
@allow(*STAFF)
def text_person(contact_id: int) -> AnyResponse | str:
    """The box for a text to a person; the conversation with her number when there is one, else it begins with the POST."""
    phone = _number_of(contact_id)
    row = reading.find_conversation_with(phone) if phone else None
    if row is not None and row.contact_id in (None, contact_id):
        return redirect(url_for("sms.conversation", conversation_id=row.id, show="all"))
    return _first_page(contact_id, phone)


@bp.post("/texting/to/<int:contact_id>")
@allow(*STAFF)
@writes
def send_first(contact_id: int) -> AnyResponse | tuple[str, int]:
    """Queue a first text to a person, and show her conversation."""
    phone, body = _number_of(contact_id), request.form.get("body", "")
    try:
        key = request.form.get("submit_key", "")
        message = service.text_person(current_actor(), now(), contact_id, phone, body, key)
    except Refused as error:
        return _first_page(contact_id, phone, body, sentence(error)), 422
    return redirect(url_for("sms.conversation", conversation_id=message.conversation_id, show="all"), 303)


def conversation_page(row: Conversation, body: str = "", problem: str = "", note: str = "") -> str:
    """The whole page of a thread, with what was written and what is wrong with it."""
    actor = current_actor()
    may_see = reading.may_see_person(actor)
    card = person_card(row.contact_id) if row.contact_id is not None and may_see else None
    verdict = may_answer(row.phone, row.contact_id, row.last_inbound_at)
    answers = answers_for(actor, row) if verdict.allowed else []
    chosen = next((one.text for one in answers if one.key == request.args.get("answer")), "")
    return render_template(
        "sms/conversation.html",
        open_id=row.id,
        answers=answers,
        is_editing=bool(request.args.get("edit")),
        notes=list_notes(row.id),
        note=note,
        colleagues=[user for user in list_users(*INBOX) if user.id != actor.user_id],
        answering=who_answers(actor, now(), row),
        people=find_by_phone(row.phone) if row.contact_id is None and may_see else [],
        **_list(tab()),
        **_thread(row),
        **_person(row, card),
        **_composer(verdict, card, row.phone, row, body or chosen, problem),
        **undoable(),
    )


def undoable() -> dict[str, Any]:
    """The ready answer that was just given and can still be taken back, and for how many seconds more (0: for long)."""
    message = find_undoable(current_actor(), request.args.get("given", type=int))
    if message is None:
        return {"given": None}
    left = (message.send_after - now()).total_seconds() if message.send_after else 0
    seconds = max(1, ceil(left)) if left <= LONGEST_COUNT else 0
    return {"given": message, "given_to": called(message.contact_id), "seconds_left": seconds}


def _first_page(contact_id: int, phone: str, body: str = "", problem: str = "") -> str:
    card = person_card(contact_id)
    verdict = may_answer(phone, contact_id, None)
    return render_template(
        "sms/inbox_first.html",
        card=card,
        number=format_national(phone) if phone else "",
        **_composer(verdict, card, phone, None, body, problem),
    )


def _number_of(contact_id: int) -> str:
    """The primary number of a person, "" without one; NotFound for an organizer who does not look after her."""
    actor = current_actor()
    contact = get_contact(contact_id)
    if actor.role is Role.ORGANIZER and contact.owner_user_id != actor.user_id:
        raise NotFound(N_("That person is looked after by somebody else."))
    return next(iter(phones_of([contact.id]).get(contact.id, [])), "")


def tab() -> str:
    """Which conversations the page shows: waiting, mine or all."""
    show = request.args.get("show", "")
    return show if show in reading.SHOWS else "waiting"


def _seen(actor: Actor, show: str) -> str:
    """What an open page remembers of its list: a new minute changes it too, since waits are told in minutes."""
    return f"{reading.inbox_version()}-{show}-{actor.user_id}-{int(now().timestamp() // 60)}"


def _list(show: str) -> dict[str, Any]:
    actor = current_actor()
    limit = MORE if request.args.get("more") else reading.PAGE
    rows = reading.list_conversations(actor, show, limit)
    return {"show": show, "rows": rows, "seen": _seen(actor, show), "has_more": len(rows) == limit < MORE}


def _thread(row: Conversation) -> dict[str, Any]:
    messages = reading.list_messages(row.id)
    effects = reading.effects_of(messages)
    return {
        "thread": row,
        "messages": messages,
        "effects": effects,
        "actions": actions_by_id({effect.action_id for effect in effects.values()}),
        "thread_seen": reading.thread_version(row),
        "seen_id": messages[-1].id if messages else 0,
        "moment": now(),
    }


def _person(row: Conversation, card: PersonCard | None) -> dict[str, Any]:
    show_number: Callable[[str], str] = format_national if reading.may_see_person(current_actor()) else mask
    stop = reading.find_stop(row.phone)
    return {
        "card": card,
        "name": card.name if card else called(row.contact_id),
        "number": show_number(row.phone),
        "stop": stop,
        "is_correctable": stop is not None and is_own_reading(stop),
        "assignee": names_of_users({row.assigned_to_id}).get(row.assigned_to_id or 0, ""),
    }


def _composer(
    verdict: Verdict, card: PersonCard | None, phone: str, row: Conversation | None, body: str, problem: str
) -> dict[str, Any]:
    reason = verdict.reason or Why.NO_CONSENT
    last_inbound_at = row.last_inbound_at if row else None
    place = (card.state, card.postal_code) if card else ("", "")
    return {
        "verdict": verdict,
        "is_held": verdict.reason is Why.HELD,
        "refusal": "" if verdict.allowed else _(service.REFUSALS[reason]),
        "agreed_at": agreed_at(verdict.consent_id),
        "goes_out_at": answer_time(now(), phone, *place, last_inbound_at) if phone else None,
        "is_awake": wrote_just_now(now(), last_inbound_at),
        "body": body,
        "problem": problem,
        "submit_key": secrets.token_hex(8),
        **_measured(body),
    }


def _measured(body: str) -> dict[str, Any]:
    return {"length": len(body.strip()), "size": measure(body.strip())}


def answers_for(actor: Actor, row: Conversation) -> list[StandardAnswer]:
    """The ready answers that fit what was written last, in her language."""
    action = action_in_question(row.action_id, now())
    facts = facts_for(actor, row.contact_id, row.language or language(), action)
    return standard_answers(row.last_intent, row.language, facts, templates_by_key(keys_for(row.last_intent)))
