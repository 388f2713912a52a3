"""What a keyword does: an RSVP, a sign-in while the door is open, a sequence; each answered once, and none is consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, ActionStatus, find_action, find_coded
from crm.audit.service import record
from crm.commitments.service import Answer, record_answer
from crm.contacts.queries import Contact, find_by_phone, get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import get_owned
from crm.core.text import words
from crm.signins.hours import hours_of
from crm.signins.service import SignInMethod, has_door, record_sign_in
from crm.sms.keyword_answers import ANSWERS, Said
from crm.sms.keywords import LONGEST_WORD, SHORTEST_WORD, Coded, Wish, folded, is_taken, read_code
from crm.sms.merge_fields import composed, preview, problems
from crm.sms.models import Conversation, ConversationState, Keyword, KeywordAct, Message, Origin, SequenceStatus
from crm.sms.queries.answering import KEYWORD_KEY
from crm.sms.queries.gate import closed_phones
from crm.sms.queries.personal import as_hers
from crm.sms.queries.sequences import find_sequence
from crm.sms.queries.sequences.triggers import Arrival
from crm.sms.queries.values import shared_values
from crm.sms.service.outbox import queue_message
from crm.sms.service.sequences import enroll


def save_keyword(
    actor: Actor, now: datetime, word: str, act: KeywordAct, about_id: int | None, bodies: Mapping[str, str]
) -> Keyword:
    """Keep what a word does, and its answer in both languages; Refused for words that mean something already."""
    kept = folded(word)
    if not SHORTEST_WORD <= len(kept) <= LONGEST_WORD or not kept.isalnum():
        raise Refused(N_("A keyword is one word of 3 to 20 letters or digits."))
    if is_taken(kept):
        raise Refused(N_("That word already means stop, start, help, yes, no or a sign-in. Choose another one."))
    row = find_keyword(kept) or Keyword(word=kept, created_by_id=actor.user_id)
    row.act = act
    row.action_id = about_id if act is KeywordAct.RSVP else None
    row.sequence_id = about_id if act is KeywordAct.SEQUENCE else None
    _check(actor, row, bodies)
    row.bodies = {language: composed(bodies.get(language, "")) for language in LANGUAGE_CODES}
    db.session.add(row)
    db.session.flush()
    record(actor, "saved", "keyword", row.id, now, word=kept)
    return row


def remove_keyword(actor: Actor, now: datetime, keyword_id: int) -> None:
    """Let a word mean nothing any more."""
    row = get_owned(Keyword, keyword_id)
    db.session.delete(row)
    db.session.flush()
    record(actor, "removed", "keyword", keyword_id, now, word=row.word)


def find_keyword(word: str) -> Keyword | None:
    """The keyword of that word, or None."""
    return db.session.scalars(select(Keyword).where(Keyword.word == word)).one_or_none()


def list_keywords() -> list[Keyword]:
    """The organization's own keywords by word."""
    return list(db.session.scalars(select(Keyword).order_by(Keyword.word)))


def answer_keyword(actor: Actor, now: datetime, thread: Conversation, message: Message) -> str | None:
    """Do what an own keyword says and answer it; None when the text is none."""
    said = words(message.body)
    row = find_keyword(said[0]) if len(said) == 1 else None
    if row is None:
        return None
    action = find_action(row.action_id)
    if row.act is KeywordAct.RSVP and (action is None or not _keep_rsvp(actor, now, thread, message, action)):
        return _ask_a_person(thread, now)
    if row.act is KeywordAct.SEQUENCE and thread.contact_id is not None:
        _begin(now, row, thread.contact_id, message)
    _answer(actor, now, thread, message, row.bodies, action)
    return f"{row.word.upper()}: {action.title}" if action else row.word.upper()


def answer_code(actor: Actor, now: datetime, thread: Conversation, message: Message) -> str | None:
    """Answer an action's ask or sign in at its door by its code; None when the text names no code of ours."""
    coded = read_code(message.body)
    action = find_coded(coded.code) if coded is not None else None
    if coded is None or action is None:
        return None
    message.action_id = thread.action_id = action.id
    if coded.wish is Wish.SIGN_IN:
        return _sign_in(actor, now, thread, message, action, coded)
    if not _keep_rsvp(actor, now, thread, message, action):
        said = Said.OVER if _is_over(action, now) else Said.WHO_ARE_YOU
        _answer(actor, now, thread, message, ANSWERS[said], action)
        return _ask_a_person(thread, now) if said is Said.WHO_ARE_YOU else action.title
    _answer(actor, now, thread, message, ANSWERS[Said.COMING], action)
    return f"RSVP yes: {action.title}"


def _sign_in(actor: Actor, now: datetime, thread: Conversation, message: Message, action: Action, coded: Coded) -> str:
    """Sign in who texts while the door is open; a number of several people is asked who, by the names they add."""
    if action.status is ActionStatus.CANCELLED or not has_door(action) or not hours_of(action).is_open(now):
        _answer(actor, now, thread, message, ANSWERS[Said.CLOSED], action)
        return f"door closed: {action.title}"
    people = find_by_phone(thread.phone)
    named = [one for one in people if _is_named(one, coded)] if len(people) > 1 else people
    if not named:
        said = Said.WHICH_OF_YOU if people else Said.WHO_ARE_YOU
        _answer(actor, now, thread, message, ANSWERS[said], action)
        return _ask_a_person(thread, now) if not people or coded.rest else f"asked who: {action.title}"
    for person in named:
        record_sign_in(actor, now, person.id, action.id, method=SignInMethod.TEXT_CODE)
    _answer(actor, now, thread, message, ANSWERS[Said.SIGNED_IN], action)
    return f"signed in: {action.title}"


def _is_named(person: Contact, coded: Coded) -> bool:
    names = {*words(person.first_name), *words(person.chosen_name or "")}
    return bool(names & set(coded.rest))


def _keep_rsvp(actor: Actor, now: datetime, thread: Conversation, message: Message, action: Action) -> bool:
    """Record that she comes; False for somebody unknown, and for an action that is over or cancelled."""
    if thread.contact_id is None or _is_over(action, now):
        return False
    record_answer(
        actor,
        now,
        thread.contact_id,
        Answer.YES,
        source="text",
        action_id=action.id,
        campaign_id=action.campaign_id,
        message_id=message.id,
    )
    return True


def _is_over(action: Action, now: datetime) -> bool:
    return action.status is ActionStatus.CANCELLED or (action.ends_at or action.starts_at) <= now


def _begin(now: datetime, row: Keyword, contact_id: int, message: Message) -> None:
    sequence = find_sequence(row.sequence_id)
    if sequence is not None and sequence.status is SequenceStatus.RUNNING:
        enroll(now, sequence, [Arrival(contact_id, sequence.action_id, f"keyword:{row.id}")])


def _ask_a_person(thread: Conversation, now: datetime) -> str:
    """Somebody on staff answers; "" as what the text did."""
    if thread.state is not ConversationState.OPTED_OUT:
        thread.state, thread.waiting_since = ConversationState.NEEDS_REPLY, thread.waiting_since or now
    return ""


def _answer(
    actor: Actor,
    now: datetime,
    thread: Conversation,
    message: Message,
    bodies: Mapping[str, str],
    action: Action | None,
) -> None:
    """Answer once, in the language of who wrote; a number that is closed gets nothing."""
    if closed_phones([thread.phone]):
        return
    language = thread.language if bodies.get(thread.language) else "en"
    values = shared_values(action.id if action else None, "", now)[language]
    if action is not None:
        values |= {"place": action.place}
    called = get_contact(thread.contact_id).called if thread.contact_id is not None else ""
    body = preview(bodies.get(language, ""), values | {"first_name": called})
    queue_message(
        actor,
        now,
        phone=thread.phone,
        contact_id=thread.contact_id,
        body=as_hers(body, values, thread.contact_id),
        language=language,
        submit_key=f"{KEYWORD_KEY}{message.provider_sid}",
        origin=Origin.ANSWER,
    )


def _check(actor: Actor, row: Keyword, bodies: Mapping[str, str]) -> None:
    organization = get_organization(actor.organization_id)
    names = (organization.short_name, organization.name)
    action, sequence = find_action(row.action_id), find_sequence(row.sequence_id)
    if row.act is KeywordAct.RSVP and action is None:
        raise Refused(N_("Say which action it is about."))
    if row.act is KeywordAct.SEQUENCE and sequence is None:
        raise Refused(N_("Say which sequence it starts."))
    values = shared_values(row.action_id, actor.name, organization.created_at)
    for language in LANGUAGE_CODES:
        for problem in problems(bodies.get(language, ""), values[language], language, names, needs_stop=False):
            raise problem
