"""Before anything is sent: who gets a text, who is left out and why, how long it is for each, what it costs, and when it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from crm.core.errors import N_, Refused
from crm.sms.merge_fields import composed, preview, problems
from crm.sms.queries.audience import Person
from crm.sms.queries.gate import Verdict, Why, verdicts
from crm.sms.queries.quiet_hours import TextingTime, place_key, texting_time
from crm.sms.queries.values import Values
from crm.sms.segments import CostlyCharacter, Segments, costly_characters, measure, mend

MICRODOLLARS_PER_SEGMENT = 7_900 + 3_000
"""What one segment of a United States long code costs: the provider's list price, $0.0079, and about $0.003 for the
carrier. Carriers differ between $0.002 and $0.005, so the sum is said to be about."""
SHARED_NUMBER = N_("shares a number that gets it already")


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who gets the text: at which number, in which words, when."""

    person: Person
    phone: str
    text: str
    size: Segments
    send_at: datetime
    consent_id: int | None


@dataclass(frozen=True, slots=True)
class TextSize:
    """How long the text of one language is for its people, as written and when mended.

    `longer_by_name` counts those whose own name (María, Łukasz) is what makes their text longer.
    """

    language: str
    people: int
    shortest: int
    longest: int
    segments: int
    mended_segments: int
    costly: list[CostlyCharacter]
    longer_by_name: int
    problems: list[Refused]

    @property
    def mendable(self) -> list[CostlyCharacter]:
        """The characters that a mend puts something plain in place of."""
        return [one for one in self.costly if one.replacement is not None]


@dataclass(slots=True)
class Preflight:
    """What sending to one audience would do."""

    start: datetime
    addressees: list[Addressee] = field(default_factory=list)
    left_out: dict[str, list[Person]] = field(default_factory=dict)
    sizes: dict[str, TextSize] = field(default_factory=dict)

    @property
    def segments(self) -> int:
        """The segments of all texts together."""
        return sum(one.size.segments for one in self.addressees)

    @property
    def waiting(self) -> list[Addressee]:
        """Who waits for the end of quiet hours, the earliest first."""
        return sorted((one for one in self.addressees if one.send_at > self.start), key=lambda one: one.send_at)

    @property
    def problems(self) -> list[Refused]:
        """What must be mended in the texts of languages that somebody reads."""
        return list(chain.from_iterable(size.problems for size in self.sizes.values() if size.people))

    @property
    def excluded(self) -> dict[str, int]:
        """How many are left out, by reason."""
        return {reason: len(people) for reason, people in self.left_out.items()}


def cost_cents(segments: int) -> int:
    """About what so many segments cost, in whole cents, rounded up."""
    return -(-segments * MICRODOLLARS_PER_SEGMENT // 10_000)


def check(
    people: Sequence[Person],
    bodies: Mapping[str, str],
    values: Values,
    start: datetime,
    taken: set[str],
    organization_names: Sequence[str],
) -> Preflight:
    """The preflight of one audience; numbers in `taken` get a text already, and those of this one are added to it."""
    result = Preflight(start)
    allowed = verdicts((phone, person.contact_id) for person in people for phone in person.phones or ("",))
    times: dict[tuple[str, str, str], TextingTime] = {}
    for person in people:
        phone, verdict = _best_number(person, allowed)
        when = _when(times, start, phone, person) if verdict.allowed else TextingTime(None)
        reason = _why_not(phone, verdict, when, taken)
        if reason or when.at is None:
            result.left_out.setdefault(reason, []).append(person)
            continue
        taken.add(phone)
        text = preview(bodies.get(person.language, ""), values[person.language] | {"first_name": person.called})
        result.addressees.append(Addressee(person, phone, text, measure(text), when.at, verdict.consent_id))
    for language, body in bodies.items():
        result.sizes[language] = _size(language, body, values[language], result.addressees, organization_names)
    return result


def _best_number(person: Person, allowed: Mapping[tuple[str, int | None], Verdict]) -> tuple[str, Verdict]:
    """Her first number that may be texted, else the first one with the reason why not."""
    choices = [(phone, allowed[(phone, person.contact_id)]) for phone in person.phones or ("",)]
    return next((choice for choice in choices if choice[1].allowed), choices[0])


def _when(times: dict[tuple[str, str, str], TextingTime], start: datetime, phone: str, person: Person) -> TextingTime:
    key = place_key(phone, person.state, person.postal_code)
    if key not in times:
        times[key] = texting_time(start, phone, person.state, person.postal_code)
    return times[key]


def _why_not(phone: str, verdict: Verdict, when: TextingTime, taken: set[str]) -> str:
    if not verdict.allowed:
        return str(verdict.reason or Why.NO_CONSENT)
    if phone in taken:
        return SHARED_NUMBER
    return when.reason if when.at is None else ""


def _size(
    language: str, body: str, values: Mapping[str, str], addressees: Sequence[Addressee], names: Sequence[str]
) -> TextSize:
    mine = [one for one in addressees if one.person.language == language]
    costly = costly_characters(composed(body).replace("{", "").replace("}", ""))
    lengths = [one.size.segments for one in mine] or [measure(preview(body, values)).segments]
    segments = sum(one.size.segments for one in mine)
    is_long_for_all = bool(costly) or measure(preview(body, {**values, "first_name": ""})).encoding == "UCS-2"
    return TextSize(
        language=language,
        people=len(mine),
        shortest=min(lengths),
        longest=max(lengths),
        segments=segments,
        mended_segments=sum(measure(mend(one.text)).segments for one in mine) if costly else segments,
        costly=costly,
        longer_by_name=0 if is_long_for_all else sum(one.size.encoding == "UCS-2" for one in mine),
        problems=problems(body, values, language, names),
    )
