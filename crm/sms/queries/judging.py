"""Who of an audience gets a text and who does not, judged some thousands at a time: one number each, one reason each.

The gate decides first (SMS.md sections 2 and 9), then the hours, then how often people are texted. A person stands in
exactly one place: among those who get it, or left out with one reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crm.actions.queries import Action
from crm.core.errors import N_
from crm.sms.queries.fatigue import MOST_TOUCHES, TOUCHED, Caps, blasts_near, touches_near, touches_of
from crm.sms.queries.gate import Verdict, Why, verdicts
from crm.sms.queries.quiet_hours import TextingTime, place_key, texting_time
from crm.sms.queries.readers import Reader

SHARED_NUMBER = N_("shares a number that gets it already")
Place = tuple[str, str, str]


@dataclass(slots=True)
class Rules:
    """By what a text is judged: when it may go first, the caps (None: not asked), and the action ahead that it is about.

    `near` are the other blasts whose texts count for the caps, but those about the same action (`about`); `times`
    remembers the hours of each place.
    """

    start: datetime
    caps: Caps | None = None
    action_ahead: int | None = None
    near: list[int] = field(default_factory=list)
    about: int | None = None
    times: dict[Place, TextingTime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who gets the text: at which number, by the hours of which place, when, and by which consent."""

    reader: Reader
    phone: str
    place: Place
    time: TextingTime
    consent_id: int | None


@dataclass(slots=True)
class Judged:
    """Some people of an audience, judged."""

    going: list[Addressee] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


def rules_for(
    start: datetime, caps: Caps | None, about: Action | None, asked: Action | None = None, blast_id: int | None = None
) -> Rules:
    """The rules of a text that may go from that moment on, about an action or none, and to which a yes means coming to one.

    `blast_id` is its own blast once that is written. Three touches are the most only while the action is ahead.
    """
    action_id = None if about is None else about.id
    near = [] if caps is None else blasts_near(start, caps.reach, action_id, blast_id)
    ahead = next((one.id for one in (asked, about) if one is not None and one.starts_at > start), None)
    return Rules(start, caps, ahead, near, action_id)


def judge(readers: Sequence[Reader], rules: Rules, taken: set[str]) -> Judged:
    """The people judged, in a bounded number of reads; numbers in `taken` get the text already, and those of these are added."""
    allowed = verdicts((phone, one.contact_id) for one in readers for phone in one.phones or ("",))
    phones = {phone for one in readers for phone in one.phones}
    others = _others(rules, phones)
    touches = touches_of(rules.action_ahead, phones) if rules.action_ahead is not None else {}
    result = Judged()
    for one in readers:
        phone, verdict = best_number(one, allowed)
        place = place_key(phone, one.state, one.postal_code)
        time = _time_of(rules, place, phone, one) if verdict.allowed else TextingTime(None)
        reason = _why_not(phone, verdict, time, taken) or _too_often(rules, phone, time, others, touches)
        if reason:
            result.left_out.append((one.contact_id, reason))
        else:
            taken.add(phone)
            result.going.append(Addressee(one, phone, place, time, verdict.consent_id))
    return result


def _others(rules: Rules, phones: set[str]) -> Mapping[str, list[datetime]]:
    if rules.caps is None:
        return {}
    return touches_near(phones, rules.near, rules.start - rules.caps.reach, rules.about)


def best_number(one: Reader, allowed: Mapping[tuple[str, int | None], Verdict]) -> tuple[str, Verdict]:
    """Her first number that may be texted, else the first one with the reason why not."""
    phones = one.phones or ("",)
    first = phones[0], allowed[phones[0], one.contact_id]
    if first[1].allowed or len(phones) == 1:
        return first
    others = ((phone, allowed[phone, one.contact_id]) for phone in phones[1:])
    return next((choice for choice in others if choice[1].allowed), first)


def _time_of(rules: Rules, place: Place, phone: str, one: Reader) -> TextingTime:
    if place not in rules.times:
        rules.times[place] = texting_time(rules.start, phone, one.state, one.postal_code)
    return rules.times[place]


def _why_not(phone: str, verdict: Verdict, time: TextingTime, taken: set[str]) -> str:
    if not verdict.allowed:
        return str(verdict.reason or Why.NO_CONSENT)
    if phone in taken:
        return SHARED_NUMBER
    return time.reason if time.at is None else ""


def _too_often(
    rules: Rules, phone: str, time: TextingTime, others: Mapping[str, list[datetime]], touches: Mapping[str, int]
) -> str:
    if touches.get(phone, 0) >= MOST_TOUCHES:
        return TOUCHED
    if rules.caps is None or time.at is None or phone not in others:
        return ""
    return rules.caps.why_not(time.at, others[phone])
