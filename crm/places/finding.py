"""Finding divisions by what people type: a few letters, other names, Spanish, and slips of the keys."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from crm.core.text import words
from crm.places.divisions import STATES, Division, all_divisions, state_code

LAST = "\U0010ffff"
ENGLISH = {"condado": "county", "ciudad": "city", "distrito": "district", "distritos": "district", "estado": "state",
           "nueva": "new", "nuevo": "new", "norte": "north", "escuelas": "schools", "consejo": "council",
           "concejo": "council", "san": "st"}  # fmt: skip
"""Words of places as they are said in Spanish, for what is not found as it was typed."""
FILLERS = frozenset({"of", "the", "and", "de", "del", "la", "el", "y", "en"})
SHORTEST_SLIP = 4
"""Letters a word has at the least before a slip of the keys is looked for in it."""
MOST_SLIPS = 4
"""Words that a mistyped one may stand for."""


def typed_words(text: str) -> list[str]:
    """The folded words of what was typed, each once; letters that stand alone together are one word: "D.C." is dc."""
    found: list[str] = []
    before = ""
    for word in words(text):
        if len(word) == len(before) == 1 and word.isalpha() and before.isalpha():
            found[-1] += word
        else:
            found.append(word)
        before = word
    return list(dict.fromkeys(found))


def is_meant(key: str, typed: list[str]) -> bool:
    """Whether each typed word begins a word of a division's key, and no two of them only the same one."""
    return bool(typed) and all(
        key.count(f" {word}") >= sum(other.startswith(word) for other in typed) for word in typed
    )


def find_in_list(text: str, limit: int) -> list[Division]:
    """The divisions of the list that a few letters mean, the likeliest first: "chicago il", "nyc", "condado de cook".

    What is not found as it stands is looked for in English, without small words, as one word, and with its slips mended.
    """
    typed = typed_words(text)
    if not typed:
        return []
    for attempt in (typed, _in_english(typed), ["".join(typed)]):
        found = _find(attempt)
        if found:
            return found[:limit]
    return _find_with_slips(_in_english(typed))[:limit]


def _find(typed: list[str]) -> list[Division]:
    found = [division for division in _candidates(typed) if is_meant(division.key, typed)]
    return sorted(found, key=lambda one: nearness(one, typed))


def _in_english(typed: list[str]) -> list[str]:
    """Typed words with those of Spanish in English, and without those that say nothing."""
    return list(dict.fromkeys(ENGLISH.get(word, word) for word in typed if word not in FILLERS))


def _find_with_slips(typed: list[str]) -> list[Division]:
    """What is meant when words that begin no name are read as the words nearest to them, one of them at a time."""
    known = _known_words()
    readings: list[list[str]] = [[]] if typed else []
    for word in typed:
        near = [word] if _begins_any(word) else _nearest(word, known)
        readings = [[*reading, other] for reading in readings for other in near][: MOST_SLIPS * 2]
    found = {one.ocd_id: one for reading in readings for one in _find(reading)}
    return list(found.values())


def _nearest(word: str, known: tuple[str, ...]) -> list[str]:
    """The known words that a mistyped one may be: one slip away, or two for a long one."""
    if len(word) < SHORTEST_SLIP:
        return []
    slips = 1 if len(word) <= SHORTEST_SLIP + 2 else 2
    near = extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=MOST_SLIPS)
    return [found for found, _distance, _place in near]


def nearness(division: Division, typed: list[str]) -> tuple[bool, int, bool, bool, int, int, str]:
    """What sorts the divisions that typed words may mean.

    What is called just so, whole words of the name, beginnings of it, well-known places, kinds, short names.
    """
    key = f"{division.key} "
    said = " ".join(typed)
    is_called_so = said in division.also or (division.kind in STATES and said == state_code(division.ocd_id).lower())
    whole = sum(f" {word} " in key for word in typed)
    begins = key.startswith(f" {typed[0]}")
    return (
        not is_called_so,
        -whole,
        not begins,
        not (division.is_well_known or division.kind in STATES),
        division.rank,
        len(division.name),
        division.ocd_id,
    )


@cache
def _word_index() -> tuple[list[str], list[Division]]:
    """Every word that divisions are called by in order, and beside each the division it is of."""
    known = all_divisions()
    pairs = sorted((word, one.ocd_id) for one in known.values() for word in one.called)
    return [word for word, _id in pairs], [known[ocd_id] for _word, ocd_id in pairs]


@cache
def _known_words() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_word_index()[0]))


def _range_of(word: str) -> tuple[int, int]:
    known, _divisions = _word_index()
    return bisect_left(known, word), bisect_left(known, word + LAST)


def _begins_any(word: str) -> bool:
    low, high = _range_of(word)
    return low < high


def _candidates(typed: list[str]) -> list[Division]:
    """The divisions of whose names any typed word begins a word."""
    _known, divisions = _word_index()
    return list({one.ocd_id: one for low, high in map(_range_of, typed) for one in divisions[low:high]}.values())
