"""Whether due texts may leave at this very moment: the whole rule, asked of a group at once, a moment before the calls.

Consent, stops, minors and the state of numbers (the gate), what just came in, and the hours for texting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.core.database import db
from crm.core.errors import N_
from crm.sms.models import Message, Origin
from crm.sms.provider.error_codes import NO_AUTOMATIC_CODES
from crm.sms.queries.answering import ANSWER_AT_ONCE
from crm.sms.queries.due import Due
from crm.sms.queries.gate import Why, judge, read_known
from crm.sms.queries.quiet_hours import hours_now, texting_time
from crm.sms.queries.unread import unread_phones

CONFIRM_WITHIN = timedelta(minutes=5)
"""A stop is confirmed within five minutes or not at all (47 CFR 64.1200(a)(12))."""
UNTIL_UNDERSTOOD = timedelta(seconds=2)
NO_AUTOMATIC_FOR = timedelta(days=1)
LONGEST_VALIDITY = 14_400
SHORTEST_VALIDITY = 60
CLOSING_MARGIN = 30
"""Seconds: carriers stop trying this long before the texting hours end, and a text with less than a minute waits."""
TOO_LATE = N_("too late to confirm the stop")
LOOP = N_("too many automatic answers to this number")


@dataclass(frozen=True, slots=True)
class Go:
    """It may leave, for so many seconds, on that consent."""

    validity_seconds: int
    consent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """It may leave later."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """It will not leave, for that reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A person must look at it, for that reason."""

    reason: str


Decision = Go | Wait | Skip | Hold
Place = tuple[str, str]


def decide(texts: Sequence[Due], now: datetime) -> list[Decision]:
    """The decision on each text, in seven reads however many they are."""
    phones = {text.phone for text in texts}
    known = read_known(phones, {text.contact_id for text in texts if text.contact_id is not None})
    unread = unread_phones(phones)
    looping = _looping({text.phone for text in texts if text.origin is Origin.AUTOMATIC}, now)
    decisions: list[Decision] = []
    for text in texts:
        if text.is_stop_confirmation:
            decisions.append(_confirm(text, now))
        elif text.phone in unread:
            decisions.append(Wait(now + UNTIL_UNDERSTOOD))
        elif text.origin is Origin.AUTOMATIC and text.phone in looping:
            decisions.append(Skip(LOOP))
        else:
            verdict = judge((text.phone, text.contact_id), known)
            if verdict.allowed or (verdict.reason is Why.NO_CONSENT and text.answers_a_text):
                decisions.append(_within_hours(text, verdict.consent_id, known.places, now))
            else:
                decisions.append(Skip(str(verdict.reason)))
    return decisions


def _confirm(text: Due, now: datetime) -> Decision:
    """The one text that may follow a stop, at any hour."""
    return Go(SHORTEST_VALIDITY * 5) if now - text.at <= CONFIRM_WITHIN else Skip(TOO_LATE)


def _within_hours(text: Due, consent_id: int | None, places: Mapping[int, Place], now: datetime) -> Decision:
    """Until the texting hours of number and address end, with a margin; outside of them the text waits."""
    if text.answers_just_now(now):
        return Go(int(ANSWER_AT_ONCE.total_seconds()), consent_id)
    place = places.get(text.contact_id, ("", "")) if text.contact_id is not None else ("", "")
    hours = hours_now(now, text.phone, *place)
    if hours.at == now and hours.closes_at is not None:
        left = int((hours.closes_at - now).total_seconds()) - CLOSING_MARGIN
        if left >= SHORTEST_VALIDITY:
            return Go(min(left, LONGEST_VALIDITY), consent_id)
        hours = texting_time(hours.closes_at, text.phone, *place)
    return Hold(hours.reason) if hours.at is None else Wait(hours.at)


def _looping(phones: set[str], now: datetime) -> set[str]:
    """Numbers of which the carriers said within a day that our automatic answers go round in a circle."""
    if not phones:
        return set()
    query = select(Message.phone).where(
        Message.phone.in_(phones),
        Message.at > now - NO_AUTOMATIC_FOR,
        Message.error_code.in_(NO_AUTOMATIC_CODES),
    )
    return set(db.session.scalars(query))
