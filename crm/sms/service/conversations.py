"""What staff do in a conversation: answer, decide, take back and hand over."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.commitments.service import Answer, NewTask, TaskKind, create_task, take_back_answer
from crm.contacts.queries import Contact, get_contact, people_sharing
from crm.core.actor import STAFF, Actor
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.sms.merge_fields import SHORTENED, short_link, with_stop
from crm.sms.models import Conversation, ConversationState, Message, OptOutReason, Origin
from crm.sms.queries.answering import answer_time, may_answer
from crm.sms.queries.conversations import effects_of, find_stop, get_conversation
from crm.sms.queries.gate import Why
from crm.sms.queries.person_card import action_in_question
from crm.sms.service.consent import opt_out, release_hold
from crm.sms.service.leases import let_go, must_be_free
from crm.sms.service.outbox import OPTED_OUT, drop_waiting, queue_message

AT_ONCE = timedelta(0)
REFUSALS = {
    Why.OPTED_OUT: N_("This number opted out. Nothing can be sent to it."),
    Why.WRONG_NUMBER: N_("Somebody at this number said it is the wrong one. Nothing can be sent to it."),
    Why.HELD: N_("This may be a request to stop. Nothing is sent until you decide."),
    Why.DO_NOT_CONTACT: N_("This person is marked do not contact. Nothing can be sent."),
    Why.ARCHIVED: N_("This person is archived. Nothing can be sent."),
    Why.MERGED: N_("This record was merged into another person. Write to her from her own page."),
    Why.MINOR: N_("This person is a minor, and no guardian has agreed. Nothing can be sent."),
    Why.NOT_TEXTABLE: N_("This number takes calls and no texts."),
    Why.PAST_NUMBER: N_("This number is no longer hers. Say who writes from it now, then answer."),
    Why.BAD_NUMBER: N_("This number does not work."),
    Why.NO_CONSENT: N_("There is no consent on record to text this number, and it has not written to us."),
    Why.NO_PHONE: N_("There is no phone number on record."),
}
"""Why nothing can be sent, as whole sentences."""


def answer(
    actor: Actor,
    now: datetime,
    conversation_id: int,
    body: str,
    submit_key: str,
    seen_id: int | None = None,
    leaves_after: timedelta = AT_ONCE,
) -> Message:
    """Queue an answer; the same submit key again is the same text. Refused when the gate is closed, or nothing is said.

    Conflict when somebody else has the conversation, or answered since the last text (`seen_id`) that this person saw.
    """
    thread = get_conversation(actor, conversation_id)
    must_be_free(actor, now, thread, seen_id)
    message = _queue(actor, now, thread.phone, thread.contact_id, body, submit_key, thread, leaves_after)
    if thread.assigned_to_id is None:
        thread.assigned_to_id, thread.assigned_at = actor.user_id, now
    let_go(actor, thread)
    return message


def text_person(actor: Actor, now: datetime, contact_id: int, phone: str, body: str, submit_key: str) -> Message:
    """Queue a first text to a person at a number of hers, which begins their conversation.

    It says who writes and how to stop, as the first text of any conversation must (SMS.md section 2). Nobody asked for it:
    it is a touch, which the caps of later texts to many count.
    """
    if phone and contact_id not in people_sharing(phone):
        raise NotFound(N_("That number belongs to somebody else."))
    message = _queue(actor, now, phone, contact_id, first_words(body, get_contact(contact_id)), submit_key, None)
    thread = get_owned(Conversation, message.conversation_id)
    thread.contact_id = thread.contact_id or contact_id
    thread.assigned_to_id = thread.assigned_to_id or actor.user_id
    db.session.flush()
    return message


def first_words(body: str, person: Contact) -> str:
    """What a first text says, with the organization's name before it and how to stop after it where they are missing."""
    organization = get_organization(current_organization_id())
    names = (organization.short_name, organization.name)
    is_named = any(name and name.casefold() in body.casefold() for name in names)
    named = body.strip() if is_named or not body.strip() else f"{names[0] or names[1]}: {body.strip()}"
    language = person.preferred_language or organization.default_language
    return with_stop(named, "es" if language.startswith("es") else "en") if named else ""


def _queue(
    actor: Actor,
    now: datetime,
    phone: str,
    contact_id: int | None,
    body: str,
    submit_key: str,
    thread: Conversation | None,
    leaves_after: timedelta = AT_ONCE,
) -> Message:
    if (shortener := short_link(body)) is not None:
        raise Refused(SHORTENED, link=shortener)
    if not submit_key.strip():
        raise Refused(N_("This page was open for too long. Reload it and send again."))
    last_inbound_at = thread.last_inbound_at if thread else None
    person = get_contact(contact_id) if contact_id is not None else None
    contact_id = person.id if person else None
    verdict = may_answer(phone, contact_id, last_inbound_at)
    if not verdict.allowed:
        raise Refused(REFUSALS[verdict.reason or Why.NO_CONSENT])
    state, postal_code = (person.state, person.postal_code) if person else ("", "")
    send_after = answer_time(now, phone, state, postal_code, last_inbound_at)
    if send_after is None:
        raise Refused(N_("No hour allows a text to this number."))
    return queue_message(
        actor,
        now,
        phone=phone,
        contact_id=contact_id,
        body=body.strip(),
        language=thread.language if thread else (person.preferred_language if person else None) or "en",
        send_after=max(send_after, now + leaves_after),
        action_id=thread.action_id if thread else None,
        submit_key=f"{thread.id if thread else phone}:{submit_key.strip()}"[:64],
        consent_id=verdict.consent_id,
        sent_by_user_id=actor.user_id,
        origin=Origin.ANSWER if thread else Origin.ASK,
    )


def mark_done(actor: Actor, now: datetime, conversation_id: int) -> None:
    """Nobody waits any more; a held number waits until somebody decides."""
    thread = get_conversation(actor, conversation_id)
    stop = find_stop(thread.phone)
    if stop is not None and stop.reason is OptOutReason.HELD:
        raise Conflict(N_("Decide first whether this is a request to stop."))
    if thread.state is not ConversationState.OPTED_OUT:
        thread.state = ConversationState.DONE
    thread.waiting_since = None
    let_go(actor, thread)
    db.session.flush()


def assign_to_me(actor: Actor, now: datetime, conversation_id: int) -> None:
    """Take a conversation over; NotFound for one that is not for one's eyes, as a minor's is not for a texter's."""
    thread = get_conversation(actor, conversation_id)
    thread.assigned_to_id, thread.assigned_at = actor.user_id, now
    db.session.flush()


def confirm_stop(actor: Actor, now: datetime, conversation_id: int) -> None:
    """A person decided that doubtful words were a stop: close the number, and drop what waits for it."""
    thread = get_conversation(actor, conversation_id)
    held = find_stop(thread.phone)
    words, message_id = (held.words, held.message_id) if held else ("", None)
    opt_out(now, thread.phone, OptOutReason.STOP_REPLY, words=words, message_id=message_id, actor=actor)
    drop_waiting(thread.phone, OPTED_OUT, now)
    thread.state, thread.waiting_since = ConversationState.OPTED_OUT, None
    db.session.flush()


def deny_stop(actor: Actor, now: datetime, conversation_id: int) -> None:
    """A person decided that doubtful words were no stop; NotAllowed for texters, who may only close a number."""
    if actor.role not in STAFF:
        raise NotAllowed(N_("Ask a coordinator: only staff can say that this was not a stop."))
    release_hold(actor, now, get_conversation(actor, conversation_id).phone)


def undo_answer(actor: Actor, now: datetime, conversation_id: int, message_id: int) -> Answer:
    """Set an RSVP back to what it was before a text changed it ("invited" where there was no answer), and note who did.

    Returns the answer that stands now.
    """
    thread = get_conversation(actor, conversation_id)
    message = get_owned(Message, message_id)
    effect = effects_of([message]).get(message_id) if message.conversation_id == thread.id else None
    if effect is None or effect.action_id is None:
        raise NotFound(N_("That text changed nothing."))
    if not effect.is_current:
        raise Conflict(N_("That was changed again since. See the person's page."))
    before = take_back_answer(actor, now, effect.commitment_id, message_id).answer
    record(actor, "undone", "commitment", effect.commitment_id, now, answer=effect.answer.value, stands=before.value)
    thread.updated_at = now
    db.session.flush()
    return before


def add_ride_task(actor: Actor, now: datetime, conversation_id: int) -> None:
    """Promise a ride: a task for whoever looks after her, due the day before what it is about; once a conversation and action."""
    thread = get_conversation(actor, conversation_id)
    if thread.contact_id is None:
        raise Refused(N_("Say first who this is."))
    person = get_contact(thread.contact_id)
    action = action_in_question(thread.action_id, now)
    today = local_date(now, get_organization(actor.organization_id).time_zone)
    due = max(today, local_date(action.starts_at, action.time_zone) - timedelta(days=1)) if action else today
    title = f"{person.called}: {action.short_title or action.title}" if action else person.called
    new = NewTask(
        contact_id=person.id,
        assignee_user_id=person.owner_user_id or actor.user_id,
        kind=TaskKind.RIDE,
        title=title,
        due_on=due,
        origin="text",
        client_ref=f"ride-{thread.id}-{action.id if action else 0}"[:36],
    )
    create_task(actor, now, new)
    db.session.flush()
