"""What sending a text would do, before it is sent: who gets it and who does not, how long it is, what it costs, and when.

Whom it reaches does not change with every letter typed: it is found once for a page and remembered for half a minute. How
long the text is depends on a person only by her language and name, so that as many texts are measured as there are names.
"""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.actions.queries import find_action
from crm.core.errors import Refused
from crm.core.scope import current_organization_id
from crm.sms.merge_fields import costly_in, preview
from crm.sms.queries.audience import audience_ids
from crm.sms.queries.fatigue import caps_of_organization
from crm.sms.queries.judging import Addressee, Place, Rules, judge, rules_for
from crm.sms.queries.plans import BlastPlan, problems_of
from crm.sms.queries.readers import AT_ONCE, read_people
from crm.sms.queries.texts import Texts
from crm.sms.queries.values import Values
from crm.sms.segments import CostlyCharacter, Segments, measure, mend

REMEMBERED_SECONDS, MOST_REMEMBERED = 30.0, 16
Zones = tuple[str, ...]


@dataclass(slots=True)
class Who:
    """Whom a text reaches: ids in ascending order, and how many there are of each language and name, wait for which
    hours, and live by the hours of which place.
    """

    start: datetime
    going: array[int] = field(default_factory=lambda: array("q"))
    left_out: dict[str, array[int]] = field(default_factory=dict)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    waiting: Counter[tuple[datetime, Zones]] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)

    @property
    def first_waiting(self) -> datetime | None:
        """When the first of those who wait may be texted; None when nobody waits."""
        return min((at for at, _zones in self.waiting), default=None)

    def add(self, one: Addressee) -> None:
        """Count one person who gets it."""
        self.going.append(one.reader.contact_id)
        self.places[one.place] += 1
        self.names[(one.reader.language, one.reader.called)] += 1
        if one.time.at is not None and one.time.at > self.start:
            self.waiting[(one.time.at, one.time.zones)] += 1


@dataclass(frozen=True, slots=True)
class TextSize:
    """How long the text of one language is for its people, as written and when mended.

    `spread` is how many people get so many segments; `worst` is a name whose text is the longest. `longer_by_name` counts
    those whose own name (María, Łukasz) is what makes their text longer.
    """

    language: str
    people: int
    spread: Mapping[int, int]
    worst: str
    segments: int
    mended_segments: int
    costly: list[CostlyCharacter]
    longer_by_name: int
    problems: list[Refused]

    @property
    def shortest(self) -> int:
        """The fewest segments that somebody gets."""
        return min(self.spread)

    @property
    def longest(self) -> int:
        """The most segments that somebody gets."""
        return max(self.spread)

    @property
    def mendable(self) -> list[CostlyCharacter]:
        """The characters that a mend puts something plain in place of."""
        return [one for one in self.costly if one.replacement is not None]


@dataclass(frozen=True, slots=True)
class Reach:
    """What sending a plan would do."""

    who: Who
    sizes: Mapping[str, TextSize]

    @property
    def going(self) -> int:
        """How many get it."""
        return len(self.who.going)

    @property
    def total(self) -> int:
        """How many the audience has."""
        return self.going + sum(self.excluded.values())

    @property
    def excluded(self) -> dict[str, int]:
        """How many are left out, by reason."""
        return {reason: len(ids) for reason, ids in sorted(self.who.left_out.items())}

    @property
    def segments(self) -> int:
        """The segments of all texts together."""
        return sum(size.segments for size in self.sizes.values())

    @property
    def problems(self) -> list[Refused]:
        """What must be mended in the texts of languages that somebody reads."""
        return [problem for size in self.sizes.values() if size.people for problem in size.problems]

    @property
    def waiting(self) -> int:
        """How many wait for the hours of their place."""
        return sum(self.who.waiting.values())

    def readers(self, language: str) -> int:
        """How many read it in a language."""
        return self.sizes[language].people


def reach_of(plan: BlastPlan, values: Values, now: datetime, page_key: str = "") -> Reach:
    """What sending the plan at this moment would do; `page_key` names the page that asks again with each letter typed."""
    who = _known.get(page_key, plan, now) if page_key else find_who(plan, now)
    return Reach(who, sizes_of(plan, values, who))


def find_who(plan: BlastPlan, now: datetime) -> Who:
    """Whom the plan reaches, asked of everybody in its audience."""
    caps = caps_of_organization() if plan.keeps_caps else None
    rules = rules_for(plan.start(now), caps, find_action(plan.action_id), find_action(plan.ask_action_id))
    return who_among(audience_ids(plan.audience, now), rules, set())


def who_among(ids: Sequence[int], rules: Rules, taken: set[str]) -> Who:
    """Whom a text reaches among these people; numbers in `taken` get it already, and those of these are added."""
    language = get_organization(current_organization_id()).default_language
    who = Who(rules.start)
    for start in range(0, len(ids), AT_ONCE):
        judged = judge(read_people(ids[start : start + AT_ONCE], language), rules, taken)
        for one in judged.going:
            who.add(one)
        for contact_id, reason in judged.left_out:
            who.left_out.setdefault(reason, array("q")).append(contact_id)
    return who


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as one person will see it, and when."""

    contact_id: int
    called: str
    language: str
    text: str
    size: Segments
    at: datetime


def show_person(plan: BlastPlan, values: Values, who: Who, index: int, now: datetime) -> Shown | None:
    """How the person at that place among those who get it will see it; None when nobody gets it."""
    if not who.going:
        return None
    people = read_people(
        [who.going[index % len(who.going)]], get_organization(current_organization_id()).default_language
    )
    rules = rules_for(plan.start(now), None, None)
    going = judge(people, rules, set()).going
    for one in going:
        text, size = Texts(plan.bodies, values).of(one.reader.language, one.reader.called)
        return Shown(one.reader.contact_id, one.reader.called, one.reader.language, text, size, one.time.at or now)
    return None


def sizes_of(plan: BlastPlan, values: Values, who: Who) -> dict[str, TextSize]:
    """How long the text of each language is for those of them who read it."""
    faults = problems_of(plan, values)
    texts = Texts(plan.bodies, values)
    return {
        language: _size(language, plan.bodies.get(language, ""), texts, who, faults[language]) for language in values
    }


def _size(language: str, body: str, texts: Texts, who: Who, faults: list[Refused]) -> TextSize:
    costly = costly_in(body)
    values = texts.values[language]
    is_long_for_all = bool(costly) or measure(preview(body, {**values, "first_name": ""})).encoding == "UCS-2"
    spread: Counter[int] = Counter()
    worst, longest, mended, longer = "", -1, 0, 0
    for (reads, called), people in who.names.items():
        if reads != language:
            continue
        text, size = texts.of(language, called)
        spread[size.segments] += people
        worst, longest = (called, size.units) if size.units > longest else (worst, longest)
        mended += (measure(mend(text)).segments if costly else size.segments) * people
        longer += people if size.encoding == "UCS-2" and not is_long_for_all else 0
    return TextSize(
        language=language,
        people=spread.total(),
        spread=dict(sorted(spread.items())) or {measure(preview(body, values)).segments: 0},
        worst=worst,
        segments=sum(segments * people for segments, people in spread.items()),
        mended_segments=mended,
        costly=costly,
        longer_by_name=longer,
        problems=faults,
    )


class _Known:
    """Whom the plans of open pages reach; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], tuple[float, Who]] = {}

    def get(self, page_key: str, plan: BlastPlan, now: datetime) -> Who:
        """Whom a page's plan reaches, as found less than half a minute ago or found now."""
        key = (current_organization_id(), page_key, plan.audience, plan.send_at, plan.action_id, plan.keeps_caps)
        at, who = self._found.pop(key, (0.0, None))
        if who is None or time.monotonic() - at > REMEMBERED_SECONDS:
            at, who = time.monotonic(), find_who(plan, now)
        while len(self._found) >= MOST_REMEMBERED:
            del self._found[next(iter(self._found))]
        self._found[key] = (at, who)
        return who


_known = _Known()
