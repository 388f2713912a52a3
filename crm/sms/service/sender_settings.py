"""What an admin does with the organization's senders: adds, changes, checks, halts and resumes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.phones import normalize
from crm.core.scope import get_owned
from crm.core.sealing import seal
from crm.sms.models import SenderAccount, SenderKind, SenderNumber
from crm.sms.provider.port import CheckUp
from crm.sms.queries.senders import is_taken_elsewhere
from crm.sms.service.senders import COLUMN, add_number, create_account

HALTED_BY_HAND = N_("halted by hand")
PRACTICE = N_("A practice organization texts simulated phones alone.")
SHORT_CODE = re.compile(r"\d{5,6}")


@dataclass(frozen=True, slots=True)
class SenderSettings:
    """What an admin says of an account; an empty token keeps the one there is. `pace` is by column of SenderAccount."""

    account_sid: str
    token: str = ""
    messaging_service_sid: str = ""
    numbers: tuple[str, ...] = ()
    provider_answers_keywords: bool = True
    provider_words: tuple[str, ...] | None = None
    pace: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Without the token."""
        return f"SenderSettings({self.account_sid})"


def refuse_practice(actor: Actor) -> None:
    """Refused in a practice organization, which has simulated phones and no account of the world."""
    if get_organization(actor.organization_id).is_practice:
        raise Refused(PRACTICE)


def add_sender(actor: Actor, now: datetime, settings: SenderSettings) -> SenderAccount:
    """Give the organization in scope an account to text through.

    Refused for a practice organization, without a token, without a number or messaging service, or with one that is
    another's on this server.
    """
    refuse_practice(actor)
    if not settings.token:
        raise Refused(N_("The auth token is missing."))
    numbers = _fit_numbers(settings, None)
    if db.session.scalars(select(SenderAccount.id).where(SenderAccount.account_sid == settings.account_sid)).first():
        raise Refused(N_("That account is here already."))
    row = create_account(
        SenderKind.TWILIO, settings.account_sid, settings.token, settings.messaging_service_sid, numbers
    )
    _set(row, settings)
    record(actor, "created", "sender", row.id, now)
    return row


def change_sender(actor: Actor, now: datetime, account_id: int, settings: SenderSettings) -> SenderAccount:
    """Change what is said of an account; refused as `add_sender` is."""
    row = get_owned(SenderAccount, account_id)
    if row.kind is not SenderKind.TWILIO:
        raise Refused(PRACTICE)
    numbers = _fit_numbers(settings, row.id)
    row.account_sid, row.messaging_service_sid = settings.account_sid, settings.messaging_service_sid
    if settings.token:
        row.sealed_token = seal(settings.token, COLUMN)
    gone = SenderNumber.account_id == row.id, SenderNumber.phone.not_in(numbers)
    db.session.execute(delete(SenderNumber).where(*gone))
    for phone in numbers:
        add_number(row, phone)
    _set(row, settings)
    record(actor, "changed", "sender", row.id, now)
    return row


def set_pace(actor: Actor, now: datetime, account_id: int, pace: Mapping[str, object]) -> SenderAccount:
    """Say how fast and how much an account sends."""
    row = get_owned(SenderAccount, account_id)
    for name, value in pace.items():
        setattr(row, name, value)
    record(actor, "changed", "sender", row.id, now)
    db.session.flush()
    return row


def _set(row: SenderAccount, settings: SenderSettings) -> None:
    row.provider_answers_keywords = settings.provider_answers_keywords
    row.provider_words = None if settings.provider_words is None else list(settings.provider_words)
    row.checked_at, row.check_problem = None, ""
    for name, value in settings.pace.items():
        setattr(row, name, value)
    db.session.flush()


def _fit_numbers(settings: SenderSettings, account_id: int | None) -> tuple[str, ...]:
    """The numbers in E.164; refused when one is none, when nothing sends, or when something is another's."""
    numbers = []
    for typed in settings.numbers:
        phone = typed if SHORT_CODE.fullmatch(typed) else normalize(typed)
        if phone is None:
            raise Refused(N_("“%(number)s” is not a phone number."), number=typed)
        numbers.append(phone)
    if not numbers and not settings.messaging_service_sid:
        raise Refused(N_("Say a messaging service or a number to send from."))
    if is_taken_elsewhere(account_id, settings.messaging_service_sid, numbers):
        raise Refused(N_("That number or messaging service belongs to another sender on this server."))
    return tuple(dict.fromkeys(numbers))


def note_check(account_id: int, check: CheckUp, now: datetime) -> SenderAccount:
    """Keep what the provider said of an account when it was asked, and the numbers that it named."""
    row = get_owned(SenderAccount, account_id)
    row.checked_at, row.check_problem = now, check.problem[:300]
    free = [phone for phone in check.numbers if not is_taken_elsewhere(row.id, "", [phone])]
    for phone in free:
        add_number(row, phone)
    db.session.flush()
    return row


def halt_sender(actor: Actor, now: datetime, account_id: int) -> SenderAccount:
    """Stop all sending through an account at once, at somebody's word."""
    row = get_owned(SenderAccount, account_id)
    row.is_halted, row.halted_because = True, HALTED_BY_HAND
    record(actor, "halted", "sender", row.id, now)
    db.session.flush()
    return row


def resume_sender(actor: Actor, now: datetime, account_id: int) -> SenderAccount:
    """Somebody has mended the account: send again, at its usual pace."""
    row = get_owned(SenderAccount, account_id)
    row.is_halted, row.halted_because = False, ""
    row.rests_until, row.rests_because, row.slowed_until = None, "", None
    record(actor, "resumed", "sender", row.id, now)
    db.session.flush()
    return row
