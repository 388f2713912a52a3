"""How two names relate: the same, a short form, a slip of the pen, the same sound, a part, an initial, or another."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from crm.contacts.duplicates.sounds import sound
from crm.contacts.duplicates.spellings import same_spelling
from crm.contacts.nicknames import are_forms

SAME, SHORT, CLOSE, SOUND, CLIP, AKIN, PART, INITIAL, SHARED, MISSING, OTHER = (
    "same", "short", "close", "sound", "clip", "akin", "part", "initial", "shared", "missing", "other",
)  # fmt: skip
AGREEING = frozenset({SAME, SHORT, CLOSE, SOUND, CLIP, PART})
LONGEST_SLIP = 2
"""Letters wrong, missing, too many or changed about, up to which a word may be another with slips."""
ALMOST = 0.92
"""The Jaro-Winkler similarity from which two names of five letters and more may be slips of one."""
_RANK = {SAME: 0, SHORT: 1, SOUND: 2, CLOSE: 3, CLIP: 4, AKIN: 5, INITIAL: 6, OTHER: 9}


class Relation(NamedTuple):
    """How two names relate, and the words that met (one of each), by which the rarity is told."""

    level: str
    one: str
    other: str


UNTOLD = Relation(MISSING, "", "")


def relate_words(one: str, other: str) -> str:
    """How two folded words relate."""
    if one == other:
        return SAME
    ours, theirs = len(one), len(other)
    if ours == 1 or theirs == 1:
        return INITIAL if one[0] == other[0] else OTHER
    if are_forms(one, other):
        return SHORT
    if same_spelling(one, other):
        return SOUND
    if -LONGEST_SLIP <= ours - theirs <= LONGEST_SLIP:
        level = _relate_slips(one, other, min(ours, theirs))
        if level != OTHER:
            return level
    return _relate_cut(one, other) if ours < theirs else _relate_cut(other, one)


def _relate_slips(one: str, other: str, shorter: int) -> str:
    """How two words of about one length relate that are no known forms of one name, by their letters and their sound."""
    slips = OSA.distance(one, other, score_cutoff=LONGEST_SLIP)
    if slips > LONGEST_SLIP:
        return OTHER
    if slips <= (2 if shorter >= 5 else 1) and sound(one) == sound(other):
        return SOUND
    if shorter >= 3 and slips <= (2 if shorter >= 7 else 1):
        return CLOSE
    return AKIN if shorter >= 4 and not _is_cut(one, other) else OTHER


def _relate_cut(short: str, full: str) -> str:
    """How a shorter word relates to a longer one: its beginning or ending, or so like it in long names."""
    if _is_cut(short, full):
        return CLIP
    if len(short) >= 5 and short[:2] == full[:2] and JaroWinkler.similarity(short, full) >= ALMOST:
        return CLOSE
    return OTHER


def _is_cut(short: str, full: str) -> bool:
    """Whether a name is the other's beginning (Walt, Walter; Dani, Daniela) or its ending (Seun, Oluwaseun)."""
    return (len(short) >= 3 and full.startswith(short)) or (len(short) >= 4 and full.endswith(short))


def relate(one: tuple[str, ...], other: tuple[str, ...]) -> Relation:
    """How two names of any number of words relate; the words met are those that agree best."""
    if not one or not other:
        return UNTOLD
    if one == other:
        joined = "".join(one)
        return Relation(SAME, joined, joined)
    if len(one) == len(other) == 1:
        return Relation(relate_words(one[0], other[0]), one[0], other[0])
    ours, theirs = "".join(one), "".join(other)
    if ours == theirs:
        return Relation(SAME, ours, theirs)
    if len(ours) > 4 and OSA.distance(ours, theirs, score_cutoff=1) <= 1:
        return Relation(CLOSE, ours, theirs)
    return _relate_parts(one, other)


def _relate_parts(one: tuple[str, ...], other: tuple[str, ...]) -> Relation:
    """Each word of the shorter name against the best of the longer one that is still free."""
    if len(one) > len(other):
        turned = _relate_parts(other, one)
        return Relation(turned.level, turned.other, turned.one)
    free = list(other)
    met: list[tuple[int, str, str, str]] = []
    for word in one:
        level, best = min(
            ((relate_words(word, candidate), candidate) for candidate in free), key=lambda each: _RANK[each[0]]
        )
        met.append((_RANK[level], level, word, best))
        free.remove(best)
    agreeing = [each for each in met if each[1] not in (OTHER, INITIAL, AKIN)]
    if not agreeing:
        first = min(met)
        return Relation(first[1] if len(one) == 1 else OTHER, first[2], first[3])
    _rank, level, ours, theirs = max(agreeing, key=lambda each: (len(each[2]), each[2]))
    if len(agreeing) + sum(each[1] == INITIAL for each in met) < len(met):
        return Relation(SHARED, ours, theirs)
    if len(one) == len(other):
        return Relation(max(met)[1], ours, theirs)
    return Relation(PART, ours, theirs)
