"""A text that came in: kept in its conversation, understood, and acted on; a stop ends texting to the number at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.core.actor import Actor, system_actor
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import words
from crm.sms.keywords import handlers
from crm.sms.models import (
    Conversation,
    ConversationState,
    Direction,
    Message,
    MessageStatus,
    OptOutReason,
)
from crm.sms.provider.keywords import HELP_WORDS, START_WORDS, keyword
from crm.sms.queries.gate import Why, closed_phones
from crm.sms.queries.senders import provider_answers
from crm.sms.replies import Intent, Reply, classify
from crm.sms.segments import measure
from crm.sms.service.answers import ANSWERS, keep_answer
from crm.sms.service.arriving import Known, Said, know
from crm.sms.service.confirming import answer_help, confirm_stop
from crm.sms.service.consent import hold, lift_opt_out, opt_out
from crm.sms.service.naming import settle_who
from crm.sms.service.outbox import OPTED_OUT, drop_waiting
from crm.sms.signals import text_answered

PLAIN_ANSWER_WORDS = 4
MOST_PICTURES = 10
HELD = "held until someone decides"
SAID_WHO = "said who is writing"
_REASONS = {Intent.WRONG_NUMBER: OptOutReason.WRONG_NUMBER, Intent.HOSTILE: OptOutReason.HOSTILE}


@dataclass(frozen=True, slots=True)
class Arrived:
    """One text that came in, with its conversation and what it was understood to mean."""

    actor: Actor
    now: datetime
    message: Message
    thread: Conversation
    reply: Reply
    account_sid: str

    @property
    def is_answered_by_provider(self) -> bool:
        """Whether the provider has answered it by itself; asked of words of leaving and calls for help alone."""
        return provider_answers(self.account_sid, self.message.body)


def take_text(params: dict[str, Any], now: datetime, known: Known | None = None) -> Message | None:
    """Take one incoming text in; None when it was taken in before (the provider's SID says so).

    `known` is what was read for all the texts that are taken in together; without it, it is read for this one.
    """
    said, known = Said.of(params), known or know([params], now)
    if not known.is_new(said):
        return None
    reply, thread = classify(said.body), known.threads[said.phone]
    message = _keep(params, said, known, reply, now)
    actor = system_actor(current_organization_id())
    _act(Arrived(actor, now, message, thread, reply, str(params.get("AccountSid", ""))))
    db.session.flush()
    text_answered.send(thread, message=message, reply=reply, actor=actor, now=now)
    return message


def keep_for_a_person(params: dict[str, Any], now: datetime) -> Message | None:
    """Keep a text that the program fails to understand: its number is held, since it may be a stop, and a person reads it."""
    said, known = Said.of(params), know([{**params, "Body": ""}], now)
    if not known.is_new(said):
        return None
    thread = known.threads[said.phone]
    message = _keep(params, said, known, Reply(Intent.OTHER), now)
    hold(now, said.phone, said.body, message.id)
    message.intent_effect = HELD
    if thread.state is not ConversationState.OPTED_OUT:
        thread.state, thread.waiting_since = ConversationState.NEEDS_REPLY, thread.waiting_since or now
    db.session.flush()
    return message


def _keep(params: dict[str, Any], said: Said, known: Known, reply: Reply, now: datetime) -> Message:
    thread, size = known.threads[said.phone], measure(said.body)
    person, language = known.spoken(said)
    message = Message(
        conversation_id=thread.id,
        contact_id=person,
        action_id=None,
        direction=Direction.IN,
        phone=thread.phone,
        our_phone=str(params.get("To", ""))[:20],
        body=said.body,
        media=pictures_of(params),
        language=language,
        encoding=size.encoding,
        segments=size.segments,
        status=MessageStatus.RECEIVED,
        at=now,
        status_at=now,
        provider_sid=said.sid,
        intent=reply.intent.value,
    )
    db.session.add(message)
    db.session.flush()
    thread.contact_id, thread.language = person, language
    thread.last_inbound_at = thread.last_message_at = now
    thread.last_body, thread.last_intent = said.body[:200], reply.intent.value
    return message


def pictures_of(params: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that came with a text: where the provider keeps each, and what it says it is."""
    raw = str(params.get("NumMedia", "0"))
    count = min(int(raw), MOST_PICTURES) if raw.isascii() and raw.isdigit() else 0
    files = ((params.get(f"MediaUrl{n}"), params.get(f"MediaContentType{n}", "")) for n in range(count))
    return [{"url": str(url)[:500], "type": str(kind)[:100], "bytes": 0} for url, kind in files if url]


def _act(arrived: Arrived) -> None:
    reply = arrived.reply
    if reply.suppress:
        _stop(arrived)
    elif reply.intent is Intent.START:
        _start(arrived)
    elif reply.hold:
        hold(arrived.now, arrived.thread.phone, arrived.message.body, arrived.message.id)
        arrived.message.intent_effect = HELD
        _needs_reply(arrived)
    elif not _is_keyword(arrived):
        _act_on_words(arrived)


def _act_on_words(arrived: Arrived) -> None:
    """What is no stop, no doubt and no keyword: a name, an answer, a call for help, or words for a person."""
    if not keyword(arrived.message.body) and _says_who(arrived):
        _needs_reply(arrived)
    elif arrived.reply.intent in ANSWERS:
        _answer(arrived)
    elif keyword(arrived.message.body) in HELP_WORDS:
        _help(arrived)
    else:
        _needs_reply(arrived)


def _is_keyword(arrived: Arrived) -> bool:
    """Whether somebody took the text for a keyword, and did what it says."""
    for handle in handlers.values():
        effect = handle(arrived.actor, arrived.now, arrived.thread, arrived.message)
        if effect is not None:
            arrived.message.intent_effect = effect[:120]
            return True
    return False


def _says_who(arrived: Arrived) -> bool:
    """Whether the text names who of several people writes; it still waits for a person, as do those before it."""
    if not settle_who(arrived.actor, arrived.now, arrived.thread, arrived.message):
        return False
    arrived.message.contact_id = arrived.thread.contact_id
    arrived.message.intent_effect = SAID_WHO
    return True


def _stop(arrived: Arrived) -> None:
    """Close the number, drop what waits for it, and confirm once, unless the provider has confirmed already."""
    thread, message = arrived.thread, arrived.message
    was_closed = closed_phones([thread.phone]).get(thread.phone) not in (None, Why.HELD)
    reason = _REASONS.get(arrived.reply.intent, OptOutReason.STOP_REPLY)
    opt_out(arrived.now, thread.phone, reason, message.body, message.id)
    drop_waiting(thread.phone, OPTED_OUT, arrived.now)
    thread.state, thread.waiting_since = ConversationState.OPTED_OUT, None
    message.intent_effect = "texting to this number has ended"
    if not was_closed and not arrived.is_answered_by_provider and reason is not OptOutReason.HOSTILE:
        confirm_stop(arrived.actor, arrived.now, thread, message)


def _start(arrived: Arrived) -> None:
    """The number itself opens again; YES alone, though a provider's opt-in word, is an answer and no consent."""
    thread, message = arrived.thread, arrived.message
    if lift_opt_out(arrived.now, thread.phone, f"START: {message.body}"):
        message.intent_effect = "texting to this number is open again"
    if thread.state is ConversationState.OPTED_OUT:
        thread.state = ConversationState.WAITING
    if keyword(message.body) not in START_WORDS:
        _needs_reply(arrived)


def _help(arrived: Arrived) -> None:
    """HELP as a whole text is answered once: by the provider where it answers keywords, else by us."""
    if arrived.is_answered_by_provider:
        return
    if answer_help(arrived.actor, arrived.now, arrived.thread, arrived.message) is not None:
        arrived.message.intent_effect = "answered with how to reach us"


def _answer(arrived: Arrived) -> None:
    """Keep yes, no or maybe as an RSVP where one was asked for; what it changes nothing by waits for a person."""
    effect = keep_answer(arrived.actor, arrived.now, arrived.thread, arrived.message, arrived.reply.intent)
    arrived.message.intent_effect = effect[:120]
    if not effect or arrived.reply.intent is Intent.MAYBE or _says_more(arrived.message.body):
        _needs_reply(arrived)
    elif arrived.thread.state is ConversationState.WAITING:
        arrived.thread.state = ConversationState.DONE


def _says_more(body: str) -> bool:
    """Whether an answer holds more than a plain yes or no ("yes but I need a ride"), which a person should read."""
    return "?" in body or len(words(body)) > PLAIN_ANSWER_WORDS


def _needs_reply(arrived: Arrived) -> None:
    """Somebody waits for us, since the first text that was not answered; a closed number cannot be answered."""
    thread = arrived.thread
    if thread.state is ConversationState.OPTED_OUT:
        return
    if thread.state is not ConversationState.NEEDS_REPLY or thread.waiting_since is None:
        thread.waiting_since, thread.alerted_at = arrived.now, None
    thread.state = ConversationState.NEEDS_REPLY
