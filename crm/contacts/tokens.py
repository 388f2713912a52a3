"""The folded words a person is found by: the parts of her name; and the ends of numbers and addresses people say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from crm.core.text import known_words

LONGEST = 100
LONG = 4
"""How many letters a word has at least that is a name by itself, and no particle."""
LOCAL, TAIL = 7, 4
"""How many digits of a number are said without its area code, and how many when only the end is remembered."""
PARTICLES = frozenset(
    {
        *("al", "ap", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el"),
        *("ibn", "la", "las", "le", "los", "mac", "mc", "o", "san", "santa", "st", "ste", "ten", "ter", "van", "von"),
        *("y", "zu"),
    }
)
"""Words that are often written together with the next one: de la Cruz, Delacruz."""


def national_digits(e164: str) -> str:
    """The digits people say: without the country code for +1, with it for other countries."""
    return e164[2:] if e164.startswith("+1") else e164.removeprefix("+")


def local_of(value: str) -> str:
    """The last seven digits of a number in E.164; "" for an address."""
    return national_digits(value)[-LOCAL:] if value.startswith("+") else ""


def tail_of(value: str) -> str:
    """The last four digits of a number in E.164, or what stands after the @ of an address."""
    return value[-TAIL:] if value.startswith("+") else value.rpartition("@")[2]


def name_tokens(*names: str) -> set[str]:
    """Every word of the names, and what is also written as one: de la Cruz gives de, la, cruz, delacruz, lacruz."""
    tokens: set[str] = set()
    for name in names:
        if name:
            tokens.update(_tokens_of(name))
    return tokens


def joined_pairs(tokens: set[str]) -> set[str]:
    """Those of a person's words that are two others in a row, as of a double surname: penagarcia beside pena and garcia.

    Nobody mistypes them as one, and there would be as many as there are pairs of names; short ones (delacruz) are kept.
    """
    long = [token for token in tokens if len(token) >= LONG]
    return {one + other for one in long for other in long if one + other in tokens} if len(long) > 2 else set()


def tokens_of_names(contact: Any) -> set[str]:
    """The words in the names of a contact, or of anything with the same name fields."""
    return name_tokens(
        contact.first_name, contact.middle_name, contact.last_name, contact.chosen_name, contact.name_phonetic
    )


@lru_cache(maxsize=16_384)
def _tokens_of(name: str) -> frozenset[str]:
    """The words of one name; names repeat, so that most are known already."""
    parts = known_words(name)
    joined = "".join(parts)
    tokens = {*parts, joined} if joined else set()
    if not PARTICLES.isdisjoint(parts):
        tokens.update("".join(run) for run in _runs(parts))
    return frozenset(tokens if len(joined) <= LONGEST else [token[:LONGEST] for token in tokens])


def _runs(parts: Sequence[str]) -> Iterable[Sequence[str]]:
    """For each particle the words from it to the first that is none."""
    for first, part in enumerate(parts):
        if part in PARTICLES:
            last = first
            while last + 1 < len(parts) and parts[last] in PARTICLES:
                last += 1
            yield parts[first : last + 1]
