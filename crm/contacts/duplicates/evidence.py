"""What two records have in common and what speaks against it, as named signs that the table of weights knows."""

from __future__ import annotations

from math import log2
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from crm.contacts.duplicates.census import Census
from crm.contacts.duplicates.names import AGREEING, INITIAL, MISSING, OTHER, SHARED, UNTOLD, Relation, relate
from crm.contacts.duplicates.record import Traits
from crm.contacts.duplicates.streets import Street

UNCLEAR = frozenset({INITIAL, MISSING, SHARED})
ONE_HOUSE = frozenset({"same", "flat", "near"})
STRANGERS = (Relation(OTHER, "", ""), UNTOLD, False)
"""How the names of two relate whose first names are others and who do not live in one house."""
LEAST_TELLING = 4
"""Letters a name needs to be recognised within an e-mail address."""


class Evidence(NamedTuple):
    """The signs of two records, how rare the name is that they share, and how rare the place (both in bits)."""

    signs: list[str]
    rarity: float
    place_bits: float
    first: Relation
    last: Relation


def observe(one: Traits, other: Traits, census: Census) -> Evidence:
    """Gather the signs; where first names are others, only what tells a person from those she lives with."""
    return _observe(one, other, census, relate_persons(one, other))


def observe_likely(one: Traits, other: Traits, census: Census) -> Evidence | None:
    """Like `observe`; None for two with other first names who do not live in one house: no sign makes them one."""
    names = relate_persons(one, other)
    return None if names is STRANGERS else _observe(one, other, census, names)


def _observe(one: Traits, other: Traits, census: Census, names: tuple[Relation, Relation, bool]) -> Evidence:
    first, last, is_swapped = names
    if first.level == OTHER:
        return Evidence(_of_housemates(one, other, last), 0.0, 0.0, first, last)
    place = compare_places(one, other)
    signs = [
        f"first {first.level}",
        f"last {last.level}",
        f"email {compare_emails(one, other)}",
        f"phone {compare_phones(one.phones, other.phones)}",
        f"street {compare_streets(one.street, other.street)}",
        f"place {place}",
        f"middle {_compare_middles(one.middle, other.middle)}",
        f"generation {_compare_words(one.generation, other.generation)}",
        f"language {_compare_words(one.language, other.language)}",
    ]
    if is_swapped:
        signs.append("names swapped")
    if last.level in (OTHER, MISSING, INITIAL) and _is_in_mailbox(one, other, "last"):
        signs.append("last in e-mail")
    return Evidence(
        signs, _rarity(first, last, is_swapped, census), _place_bits(one, other, place, census), first, last
    )


def _of_housemates(one: Traits, other: Traits, last: Relation) -> list[str]:
    email = compare_emails(one, other)
    alike = "alike" if last.level in AGREEING else "unclear" if last.level in UNCLEAR else OTHER
    signs = ["first other", f"housemates: last {alike}", f"housemates: email {email}"]
    if compare_phones(one.phones, other.phones) == "same":
        signs.append("housemates: phone same")
    if one.generation != other.generation:
        signs.append("housemates: generation other")
    if one.language and other.language and one.language != other.language:
        signs.append("housemates: language other")
    if compare_streets(one.street, other.street) in ONE_HOUSE:
        signs.append("housemates: street same")
        if email not in ("same", "box", "close") and _is_in_mailbox(one, other, "first"):
            signs.append("housemates: first in e-mail")
    return signs


def relate_persons(one: Traits, other: Traits) -> tuple[Relation, Relation, bool]:
    """How first and last names relate, and whether they had to be read crosswise.

    Of two with other first names who do not live in one house the last names are not looked at: nothing they say counts.
    """
    first = relate(one.first, other.first)
    if first.level not in AGREEING:
        crossed = _read_crosswise(one, other)
        if crossed is not None:
            return *crossed, True
        if one.chosen or other.chosen:
            first = _best_called(one, other, first)
        if first.level in (OTHER, MISSING) and (one.middle or other.middle):
            first = _better(first, relate(one.first + one.middle, other.first + other.middle))
        if first.level == OTHER and compare_streets(one.street, other.street) not in ONE_HOUSE:
            return STRANGERS
    last = relate(one.last, other.last)
    if last.level not in AGREEING and (one.middle or other.middle):
        last = _better(last, relate(one.middle + one.last, other.middle + other.last))
    return first, last, False


def _read_crosswise(one: Traits, other: Traits) -> tuple[Relation, Relation] | None:
    """How the names relate when one record has them changed about; None when they do not."""
    if not (_share_initial(one.first, other.last) and _share_initial(one.last, other.first)):
        return None
    crossed, turned = relate(one.first, other.last), relate(one.last, other.first)
    return (crossed, turned) if crossed.level in AGREEING and turned.level in AGREEING else None


def _share_initial(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(word[0] == their_word[0] for word in ours for their_word in theirs)


def _better(level: Relation, wide: Relation) -> Relation:
    return wide if wide.level in AGREEING else level


def _best_called(one: Traits, other: Traits, first: Relation) -> Relation:
    """The relation of what they are called, where the chosen name says more than the first."""
    for ours, theirs in ((one.chosen, other.first), (one.first, other.chosen), (one.chosen, other.chosen)):
        if first.level not in AGREEING:
            called = relate(ours, theirs)
            first = called if called.level in AGREEING or first.level == MISSING else first
    return first


def compare_emails(one: Traits, other: Traits) -> str:
    """same, box (the same name at another host), close (one or two slips), other, missing."""
    if not one.emails or not other.emails:
        return "missing"
    best = "other"
    for email, box in zip(one.emails, one.mailboxes, strict=True):
        for theirs, their_box in zip(other.emails, other.mailboxes, strict=True):
            if email == theirs:
                return "same"
            if box == their_box and len(box) > LEAST_TELLING:
                best = "box"
            elif best == "other" and OSA.distance(email, theirs, score_cutoff=2) <= 2:
                best = "close"
    return best


def compare_phones(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """same, turned (two digits changed about), other, missing."""
    if not ours or not theirs:
        return "missing"
    best = "other"
    for phone in ours:
        for their_phone in theirs:
            if phone == their_phone:
                return "same"
            if OSA.distance(phone, their_phone, score_cutoff=1) <= 1 and sorted(phone) == sorted(their_phone):
                best = "turned"
    return best


def compare_streets(ours: Street, theirs: Street) -> str:
    """same, flat (and the same flat), near (the house number is missing or has a slip), name, number, other, missing."""
    if not ours.name or not theirs.name:
        return "number" if ours.number and ours.number == theirs.number else "missing"
    if ours.name != theirs.name and not _is_street_alike(ours.name, theirs.name):
        return "other"
    if ours.number and ours.number == theirs.number:
        return "flat" if ours.flat and ours.flat == theirs.flat else "same"
    if not ours.number or not theirs.number or OSA.distance(ours.number, theirs.number, score_cutoff=1) <= 1:
        return "near"
    return "name"


def _is_street_alike(ours: str, theirs: str) -> bool:
    if fuzz.ratio(ours, theirs) >= 78:
        return True
    return min(len(ours), len(theirs)) >= 6 and fuzz.partial_ratio(ours, theirs) >= 88


def compare_places(one: Traits, other: Traits) -> str:
    """zip, city (and a slip in the ZIP: nearby), town (the city's name with a slip), other, missing."""
    zips = one.postal_code and other.postal_code
    if zips and one.postal_code == other.postal_code:
        return "zip"
    is_near = bool(zips) and OSA.distance(one.postal_code, other.postal_code, score_cutoff=1) <= 1
    if one.city and other.city:
        if one.city == other.city:
            return "nearby" if is_near else "city"
        if (
            min(len(one.city), len(other.city)) > LEAST_TELLING
            and OSA.distance(one.city, other.city, score_cutoff=2) <= 2
        ):
            return "town"
        return "slip" if is_near else "other"
    return ("slip" if is_near else "other") if zips else "missing"


def _compare_middles(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    level = relate(ours, theirs).level
    return level if level in (INITIAL, MISSING) else "same" if level in AGREEING else OTHER


def _compare_words(ours: str, theirs: str) -> str:
    if ours == theirs:
        return "same" if ours else "missing"
    return "other" if ours and theirs else "one"


def _is_in_mailbox(one: Traits, other: Traits, part: str) -> bool:
    """Whether an e-mail of one of the two is made of the other's name."""
    for owner, named in ((one, other), (other, one)):
        for word in named.first if part == "first" else named.last:
            if len(word) >= LEAST_TELLING and any(word in box for box in owner.mailboxes):
                return True
    return False


def _rarity(first: Relation, last: Relation, is_swapped: bool, census: Census) -> float:
    """How many times rarer than once among all these people the shared name is, in bits; negative for a common one."""
    first_counts, last_counts = (census.names, census.names) if is_swapped else (census.first, census.last)
    bits = 0.0
    for relation, counts in ((first, first_counts), (last, last_counts)):
        if relation.level not in (MISSING, OTHER):
            bits += min(census.bits(counts, relation.one, relation.other), 11.0)
    return bits - census.size


def _place_bits(one: Traits, other: Traits, place: str, census: Census) -> float:
    if place == "zip":
        return census.size - log2(1 + census.places[one.postal_code])
    if place in ("city", "nearby", "town"):
        return census.size - log2(1 + max(census.places[one.city], census.places[other.city]))
    return 0.0
