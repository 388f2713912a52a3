"""A text to oneself before it goes to many: one's own number, confirmed by a code, and the text that goes there.

It is a text like any other: written down, asked about by the gate, in the hours of the number; no blast counts it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.contacts.queries import find_by_phone
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.phones import normalize
from crm.sms.models import Conversation, Message, Origin, OwnPhone
from crm.sms.queries.gate import Why, may_text
from crm.sms.queries.own_phones import find_own_phone
from crm.sms.queries.quiet_hours import texting_time
from crm.sms.service.consent import ConsentMethod, NewConsent, record_consents
from crm.sms.service.outbox import queue_message

CODE_LIVES = timedelta(minutes=30)
MOST_TRIES = 5
AGAIN_AFTER = timedelta(minutes=1)
WORDS = N_(
    "Text me a code, and what I ask to see myself before it goes to many. Message and data rates may apply. STOP ends it."
)
"""What she agrees to when she has a code sent; kept in the ledger as it stands here."""
SOURCE = N_("the page of one's own number")
AREAS = ("303", "720", "970", "719", "505", "312", "212")
"""Where simulated phones for those who practise are looked for, after the organization's own area code."""


def ask_code(actor: Actor, now: datetime, number: str) -> OwnPhone:
    """Have a code texted to a number that one types; Refused when it is none, is closed, or a code just went."""
    phone = normalize(number, get_organization(actor.organization_id).region)
    if phone is None:
        raise Refused(N_("That is not a number that can be texted. Type it with its area code."))
    own = find_own_phone(actor.user_id)
    if own is not None and own.code_sent_at is not None and now - own.code_sent_at < AGAIN_AFTER:
        raise Refused(N_("A code went a moment ago. Wait a minute before you ask for another one."))
    _agree(actor, now, phone)
    code = f"{secrets.randbelow(1_000_000):06d}"
    own = _keep(actor, own, phone)
    own.code_hash, own.code_sent_at, own.tries, own.confirmed_at = _hash(own, code), now, 0, None
    body = f"{get_organization(actor.organization_id).short_name}: {code}"
    _queue(actor, now, phone, body, f"code:{own.id}:{int(now.timestamp())}")
    db.session.flush()
    return own


def confirm_code(actor: Actor, now: datetime, code: str) -> OwnPhone:
    """Take the number for one's own when the code is the one that was texted; Refused when it is not, or is too old."""
    own = find_own_phone(actor.user_id)
    if own is None or own.code_sent_at is None or now - own.code_sent_at > CODE_LIVES or own.tries >= MOST_TRIES:
        raise Refused(N_("That code is too old, or was typed wrong too often. Ask for a new one."))
    own.tries += 1
    if not hmac.compare_digest(own.code_hash, _hash(own, "".join(code.split()))):
        raise Refused(N_("That is not the code that was texted."))
    own.confirmed_at, own.code_hash, own.code_sent_at = now, "", None
    record(actor, "confirmed", "own_phone", own.id, now)
    db.session.flush()
    return own


def forget_own_phone(actor: Actor, now: datetime) -> None:
    """Let go of one's own number."""
    own = find_own_phone(actor.user_id)
    if own is not None:
        record(actor, "removed", "own_phone", own.id, now)
        db.session.delete(own)
        db.session.flush()


def send_to_oneself(
    actor: Actor, now: datetime, body: str, language: str, media: Sequence[Mapping[str, Any]] = ()
) -> Message:
    """Send a text to one's own number, one a minute of the same words; in practice to a simulated phone of one's own.

    Refused while one has no confirmed number, or when it may not be texted.
    """
    own = find_own_phone(actor.user_id)
    if (own is None or own.confirmed_at is None) and get_organization(actor.organization_id).is_practice:
        own = _practise_with(actor, now, own)
    if own is None or own.confirmed_at is None:
        raise Refused(N_("You have no number of your own here yet. Add it, and type the code that we text you."))
    words = hashlib.sha256(body.encode()).hexdigest()[:16]
    return _queue(actor, now, own.phone, body, f"own:{own.id}:{words}:{int(now.timestamp()) // 60}", language, media)


def _queue(
    actor: Actor,
    now: datetime,
    phone: str,
    body: str,
    key: str,
    language: str = "en",
    media: Sequence[Mapping[str, Any]] = (),
) -> Message:
    """Write the text down for the next moment at which that number may be texted; Refused when it may not be at all."""
    verdict = may_text(phone, None)
    if not verdict.allowed:
        raise Refused(N_("Your number may not be texted: %(reason)s."), reason=verdict.reason or Why.NO_CONSENT)
    time = texting_time(now, phone)
    if time.at is None:
        raise Refused(N_("Your number may not be texted: %(reason)s."), reason=time.reason)
    return queue_message(
        actor,
        now,
        phone=phone,
        contact_id=None,
        body=body,
        language=language,
        send_after=time.at,
        submit_key=key,
        consent_id=verdict.consent_id,
        origin=Origin.AUTOMATIC,
        media=[dict(one) for one in media],
    )


def _agree(actor: Actor, now: datetime, phone: str) -> None:
    record_consents(actor, now, [NewConsent(None, phone, str(WORDS), str(SOURCE), ConsentMethod.WEB_FORM, now)])


def _keep(actor: Actor, own: OwnPhone | None, phone: str) -> OwnPhone:
    if own is None:
        own = OwnPhone(user_id=actor.user_id, created_by_id=actor.user_id)
        db.session.add(own)
    own.phone = phone
    db.session.flush()
    return own


def _practise_with(actor: Actor, now: datetime, own: OwnPhone | None) -> OwnPhone:
    """A simulated phone that is nobody else's; no code is needed for what nobody holds in her hand."""
    phone = own.phone if own is not None else _free_phone(actor)
    _agree(actor, now, phone)
    own = _keep(actor, own, phone)
    own.confirmed_at = now
    db.session.flush()
    return own


def _free_phone(actor: Actor) -> str:
    """A number of those that belong to nobody (555-01xx) which no person, thread or colleague has."""
    ours = (get_organization(actor.organization_id).phone or "")[2:5]
    areas = (ours, *AREAS) if ours else AREAS
    candidates = (f"+1{area}55501{number:02d}" for area in areas for number in range(99, -1, -1))
    free = next((phone for phone in candidates if not _is_taken(phone)), None)
    if free is None:
        raise Refused(N_("Every simulated phone is somebody's already. Add a number of your own."))
    return free


def _is_taken(phone: str) -> bool:
    reads = (select(table.id).where(table.phone == phone).limit(1) for table in (Conversation, OwnPhone))
    return bool(find_by_phone(phone)) or any(db.session.scalar(read) is not None for read in reads)


def _hash(own: OwnPhone, code: str) -> str:
    return hashlib.sha256(f"{own.organization_id}:{own.user_id}:{own.phone}:{code}".encode()).hexdigest()
