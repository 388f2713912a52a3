"""Consent as staff write it down: what somebody said or signed, a number closed by hand, a decision on doubtful words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from crm.audit.service import record
from crm.contacts.queries import people_sharing
from crm.core.actor import TEXTING, Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import find_owned, get_owned
from crm.core.text import clean_line
from crm.sms.models import ConsentMethod, Conversation, ConversationState, OptOut, OptOutReason, Program
from crm.sms.provider.keywords import keyword
from crm.sms.service.consent import NewConsent, default_program, lift_opt_out, opt_out, record_consents, release_hold
from crm.sms.service.inbox_versions import touch_inbox
from crm.sms.service.outbox import OPTED_OUT, drop_waiting

BY_HAND = (ConsentMethod.VERBAL, ConsentMethod.PAPER_SHEET, ConsentMethod.WEB_FORM)
"""How people agree in ways that staff write down."""


def add_consent(
    actor: Actor,
    now: datetime,
    contact_id: int,
    phone: str,
    words: str,
    method: ConsentMethod,
    source: str,
    program_id: int | None = None,
) -> int:
    """Write down that a person agreed, in which words and where; how many stops of her number that lifts.

    The words must be hers after the stop: this is what she agreed to now. A held number is decided first.
    """
    _texting_only(actor)
    if method not in BY_HAND:
        raise Refused(N_("Say how she agreed: out loud, on paper or on a form."))
    if contact_id not in people_sharing(phone):
        raise Refused(N_("Choose who at this number agreed."))
    if not clean_line(source):
        raise Refused(N_("Say where these words stand, or where they were said."))
    stops = _open_stops(phone)
    if any(stop.reason is OptOutReason.HELD for stop in stops):
        raise Conflict(N_("Decide first whether this is a request to stop."))
    program = get_owned(Program, program_id) if program_id else default_program()
    row = NewConsent(contact_id, phone, words, source, method, now)
    record_consents(actor, now, [row], program_id=program.id)
    lifted = lift_opt_out(now, phone, f"new consent: {clean_line(words, 200)}") if stops else 0
    if lifted:
        _open_conversation(phone)
    record(actor, "consented", "contact", contact_id, now, method=method.value, lifted=lifted, phone_end=phone[-4:])
    touch_inbox()
    return lifted


def close_number(actor: Actor, now: datetime, phone: str, words: str) -> None:
    """Close a number because its owner asked us in another way than by text; what waits for it is not sent."""
    _texting_only(actor)
    said = clean_line(words, 1000)
    if not said:
        raise Refused(N_("Write how they asked not to be texted."))
    _close(actor, now, phone, OptOutReason.STAFF, said)


def decide_held(actor: Actor, now: datetime, opt_out_id: int, is_stop: bool) -> OptOut:
    """A person decided whether doubtful words were a stop; NotFound when they were decided already."""
    _texting_only(actor)
    held = find_owned(OptOut, opt_out_id)
    if held is None or held.reason is not OptOutReason.HELD or held.lifted_at is not None:
        raise NotFound(N_("That was decided already."))
    if is_stop:
        _close(actor, now, held.phone, OptOutReason.STOP_REPLY, held.words, held.message_id)
    else:
        release_hold(actor, now, held.phone)
    touch_inbox()
    return held


def correct_stop(actor: Actor, now: datetime, opt_out_id: int) -> OptOut:
    """A person read words that the program took for a stop, and they are none: open the number, and log who said so.

    Only the program's own reading is corrected: a keyword, a person's decision, a list or the carrier's word stands.
    """
    _texting_only(actor)
    stop = find_owned(OptOut, opt_out_id)
    if stop is None or stop.lifted_at is not None:
        raise NotFound(N_("That was decided already."))
    if not is_own_reading(stop):
        raise Refused(
            N_("This stop stands. Only what its owner agrees to afterwards, in words, opens the number again.")
        )
    stop.lifted_at, stop.lifted_because = now, "read wrongly, a person says"
    record(actor, "corrected_stop", "phone", stop.id, now, phone_end=stop.phone[-4:])
    _open_conversation(stop.phone, now)
    touch_inbox()
    db.session.flush()
    return stop


def is_own_reading(stop: OptOut) -> bool:
    """Whether a number was closed by what the program made of free words alone."""
    is_read = stop.reason in (OptOutReason.STOP_REPLY, OptOutReason.WRONG_NUMBER, OptOutReason.HOSTILE)
    return is_read and stop.message_id is not None and stop.by_user_id is None and not keyword(stop.words)


def add_program(actor: Actor, now: datetime, name: str) -> Program:
    """Name a further use of texts that people agree to; Conflict when there is one of that name."""
    _texting_only(actor)
    said = clean_line(name, 100)
    if not said:
        raise Refused(N_("Write a name."))
    try:
        with db.session.begin_nested():
            program = Program(name=said)
            db.session.add(program)
    except IntegrityError as error:
        raise Conflict(N_("There is a program of that name already.")) from error
    record(actor, "created", "program", program.id, now)
    return program


def _close(
    actor: Actor, now: datetime, phone: str, reason: OptOutReason, words: str, message_id: int | None = None
) -> None:
    opt_out(now, phone, reason, words=words, message_id=message_id, actor=actor)
    drop_waiting(phone, OPTED_OUT, now)
    for thread in db.session.scalars(select(Conversation).where(Conversation.phone == phone)):
        thread.state, thread.waiting_since = ConversationState.OPTED_OUT, None
    touch_inbox()
    db.session.flush()


def _open_conversation(phone: str, waits_since: datetime | None = None) -> None:
    for thread in db.session.scalars(select(Conversation).where(Conversation.phone == phone)):
        if thread.state is ConversationState.OPTED_OUT:
            thread.state = ConversationState.NEEDS_REPLY if waits_since else ConversationState.WAITING
            thread.waiting_since, thread.alerted_at = waits_since, None


def _open_stops(phone: str) -> list[OptOut]:
    return list(db.session.scalars(select(OptOut).where(OptOut.phone == phone, OptOut.lifted_at.is_(None))))


def _texting_only(actor: Actor) -> None:
    if actor.role not in TEXTING:
        raise NotAllowed(N_("Only coordinators write down who may be texted."))
