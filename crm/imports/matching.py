"""Decide for each person of a file who she is among the people we know, with the reason in words.

An address or a number that several people share proves nothing by itself: the name must agree too. What is not
certain is left to a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from crm.contacts.names import name_key
from crm.contacts.nicknames import are_forms
from crm.core.errors import N_
from crm.core.text import known_words


class Verdict(StrEnum):
    """What matching found."""

    NEW = "new"
    KNOWN = "known"
    REVIEW = "review"


SAME_ID = N_("Same number in the other system.")
SAME_EMAIL = N_("Same e-mail.")
SAME_PHONE = N_("Same phone and name.")
SAME_ROW = N_("The same person stands in line %(line)s of this file.")
SHARED_PHONE = N_("A new person at a phone that %(name)s has too.")
SHARED_MAILBOX = N_("Same e-mail as %(name)s, other first name: a shared mailbox?")
CLOSE_NAME = N_("Same phone and last name as %(name)s, other first name.")
SAME_NAME = N_("Same name as %(name)s, and nothing else to compare.")
LIKELY = N_("Same name and address as %(name)s, other phone or e-mail.")
SEVERAL = N_("Several people could be meant, %(name)s among them.")
SAME_FILE = N_("Came in with this very file before.")
NOBODY = N_("Nobody with this e-mail, phone or name.")


NOTHING: frozenset[str] = frozenset()
NO_IDS: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True, eq=False)
class Somebody:
    """What matching compares: of a person we know (id from 1), or of an earlier row of the file (id below 0).

    Changed by nobody, but not frozen, which would cost three times as much; what is made of her names is made once;
    `keys` are her name keys, where they are known already.
    """

    id: int
    first: str = ""
    middle: str = ""
    last: str = ""
    chosen: str = ""
    emails: frozenset[str] = NOTHING
    phones: frozenset[str] = NOTHING
    externals: frozenset[tuple[str, str]] = NO_IDS
    keys: frozenset[str] | None = None
    _called: list[str] | None = field(default=None, init=False)
    _words: list[str] | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """The name for a screen."""
        return " ".join(part for part in (self.chosen or self.first, self.last) if part)

    @property
    def name_keys(self) -> frozenset[str]:
        """The folded full names she is looked up by; empty when a part is missing."""
        if self.keys is None:
            called = (self.first, self.chosen) if self.last else ()
            self.keys = frozenset([key for name in called if name and (key := name_key(name, self.last))])
        return self.keys

    @property
    def called(self) -> list[str]:
        """The words that may be called: of each given name all, of middle names only whole words."""
        if self._called is None:
            middle = [word for word in known_words(self.middle) if len(word) > 1]
            self._called = [*known_words(self.first), *known_words(self.chosen), *middle]
        return self._called

    @property
    def words(self) -> list[str]:
        """The words of first and last name, in the order of the alphabet."""
        if self._words is None:
            self._words = sorted({*known_words(self.first), *known_words(self.last)})
        return self._words


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one row: whom it is or may be, the sentence and the name that fills it."""

    verdict: Verdict
    person: Somebody | None = None
    reason: str = NOBODY

    @property
    def params(self) -> dict[str, object]:
        """What fills the reason's sentence."""
        if self.person is None or "%(" not in self.reason:
            return {}
        return {"line": -self.person.id} if self.reason is SAME_ROW else {"name": self.person.name}


@dataclass
class Known:
    """The people a row may be, found by other systems' numbers, e-mail, phone and full name; grows by the file's rows."""

    by_external: dict[tuple[str, str], list[Somebody]] = field(default_factory=dict)
    by_email: dict[str, list[Somebody]] = field(default_factory=dict)
    by_phone: dict[str, list[Somebody]] = field(default_factory=dict)
    by_name: dict[str, list[Somebody]] = field(default_factory=dict)

    def add(self, person: Somebody) -> None:
        """Let later rows find this person."""
        for external in person.externals:
            self.by_external.setdefault(external, []).append(person)
        for email in person.emails:
            self.by_email.setdefault(email, []).append(person)
        for phone in person.phones:
            self.by_phone.setdefault(phone, []).append(person)
        for key in person.name_keys:
            self.by_name.setdefault(key, []).append(person)


NOBODY_FOUND = Match(Verdict.NEW)


def match(row: Somebody, known: Known) -> Match:
    """Say who the person of a row is; the surest evidence speaks first."""
    mates, phone_mates = _gather(row.emails, known.by_email), _gather(row.phones, known.by_phone)
    return (
        _by_external(row, known)
        or _identical(row, mates, phone_mates)
        or _by_email(row, mates, phone_mates)
        or _by_phone(row, phone_mates)
        or _by_name(row, known)
        or (Match(Verdict.NEW, phone_mates[0], SHARED_PHONE) if phone_mates else NOBODY_FOUND)
    )


def _by_external(row: Somebody, known: Known) -> Match | None:
    """The person who has the row's number in the same system; a number of no named system must fit her name or points."""
    for external in row.externals:
        for person in known.by_external.get(external, ()):
            shares = row.emails & person.emails or row.phones & person.phones
            if external[0] or shares or names_agree(row, person):
                return _known(person, SAME_ID)
    return None


def _identical(row: Somebody, mates: list[Somebody], phone_mates: list[Somebody]) -> Match | None:
    """The oldest person of the very name who has every e-mail and phone of the row, such as one an earlier file made."""
    for person in mates or phone_mates:
        if row.name_keys & person.name_keys and row.emails <= person.emails and row.phones <= person.phones:
            return _known(person, SAME_EMAIL if row.emails else SAME_PHONE)
    return None


def _by_email(row: Somebody, mates: list[Somebody], phone_mates: list[Somebody]) -> Match | None:
    if not mates:
        return None
    agreeing = [person for person in mates if first_names_agree(row, person)]
    if agreeing:
        return _pick(row, agreeing, SAME_EMAIL)
    at_phone = [person for person in phone_mates if names_agree(row, person)]
    if at_phone:
        return _pick(row, at_phone, SAME_PHONE)
    return Match(Verdict.REVIEW, mates[0], SHARED_MAILBOX)


def _by_phone(row: Somebody, phone_mates: list[Somebody]) -> Match | None:
    agreeing = [person for person in phone_mates if names_agree(row, person)]
    if agreeing:
        return _pick(row, agreeing, SAME_PHONE)
    close = [person for person in phone_mates if row.last and person.last and last_names_agree(row, person)]
    return Match(Verdict.REVIEW, close[0], CLOSE_NAME) if close else None


def _by_name(row: Somebody, known: Known) -> Match | None:
    same = [person for person in _gather(row.name_keys, known.by_name) if not _conflict(row, person)]
    return Match(Verdict.REVIEW, same[0], SAME_NAME) if same else None


def _gather(keys: Iterable[str], index: dict[str, list[Somebody]]) -> list[Somebody]:
    """Those who have one of the keys, each once: people we know before rows, and the oldest first."""
    found = {person.id: person for key in keys for person in index.get(key, ())}
    return sorted(found.values(), key=_age) if len(found) > 1 else list(found.values())


def _age(person: Somebody) -> tuple[bool, int]:
    return person.id < 0, abs(person.id)


def _pick(row: Somebody, people: list[Somebody], reason: str) -> Match:
    """Of several people that agree, the one who alone has also the phone, or alone the very same name; else ask."""
    tests: tuple[Callable[[Somebody], bool], ...] = (
        lambda person: True,
        lambda person: bool(row.phones & person.phones and row.emails & person.emails),
        lambda person: bool(row.name_keys & person.name_keys),
    )
    for test in tests:
        left = [person for person in people if test(person)]
        if len(left) == 1:
            return _known(left[0], reason)
    return Match(Verdict.REVIEW, people[0], SEVERAL)


def _known(person: Somebody, reason: str) -> Match:
    return Match(Verdict.KNOWN, person, SAME_ROW if person.id < 0 else reason)


def _conflict(row: Somebody, person: Somebody) -> bool:
    """Whether both have a phone, or both an e-mail, and none in common."""
    pairs = ((row.phones, person.phones), (row.emails, person.emails))
    return any(ours and theirs and not ours & theirs for ours, theirs in pairs)


def names_agree(one: Somebody, other: Somebody) -> bool:
    """Whether two names may be one person's: folded parts, initials, nicknames, swapped or dropped parts."""
    return (last_names_agree(one, other) and first_names_agree(one, other)) or one.words == other.words


def first_names_agree(one: Somebody, other: Somebody) -> bool:
    """Whether two first names may be one person's; a missing one agrees with any."""
    ours, theirs = one.called, other.called
    if not ours or not theirs:
        return True
    return any(_is_form(a, b) for a in ours for b in theirs) or (len(one.words) > 1 and one.words == other.words)


def last_names_agree(one: Somebody, other: Somebody) -> bool:
    """Whether two last names share a part or an initial; a missing one agrees with any."""
    ours, theirs = known_words(one.last), known_words(other.last)
    if not ours or not theirs or not set(ours).isdisjoint(theirs):
        return True
    return "".join(ours) == "".join(theirs) or _is_initial(ours[0], theirs[0])


def _is_form(one: str, other: str) -> bool:
    return _is_initial(one, other) or are_forms(one, other)


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and (len(one) == 1 or len(other) == 1)
