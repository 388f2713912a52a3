"""Known words that one slip of the fingers turns into what was typed: a letter missing, too many, wrong or swapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from string import ascii_lowercase

from rapidfuzz.distance import OSA
from sqlalchemy import select

from crm.contacts.models import NameWord
from crm.contacts.models.tokens import START
from crm.contacts.nicknames import other_names
from crm.contacts.queries.question import SLIP, SLIPPED_BEGINNING, Term
from crm.core.database import db

FEWEST_LETTERS = 4
"""Shorter words are too close to too many others."""
MOST_LOOKED_AT = 2_000
MOST_MEANT = 16


def mended(term: Term) -> Term:
    """The term with the words that may be meant by it when one letter of it is a slip, also the first one."""
    words = _words_near(term.typed)
    slips = dict.fromkeys((name for word in words if words[word] == SLIP for name in other_names(word)), SLIP)
    return replace(term, others={**slips, **words, **term.others})


def _words_near(typed: str) -> dict[str, int]:
    """Known words by what they are worth: one slip away from the term, whole or as far as it is typed."""
    if len(typed) < FEWEST_LETTERS or typed.isdigit():
        return {}
    query = select(NameWord.word).where(NameWord.start.in_(sorted(set(_starts(typed))))).limit(MOST_LOOKED_AT)
    near: dict[str, int] = {}
    for word in db.session.scalars(query):
        worth = _likeness(typed, word)
        if worth:
            near[word] = worth
    best_first = sorted(near, key=lambda word: (-near[word], word[0] != typed[0], abs(len(word) - len(typed)), word))
    return {word: near[word] for word in best_first[:MOST_MEANT]}


def _likeness(typed: str, word: str) -> int:
    if OSA.distance(typed, word, score_cutoff=1) <= 1:
        return SLIP
    lengths = (len(typed), len(typed) - 1, len(typed) + 1)
    is_near = any(OSA.distance(typed, word[:length], score_cutoff=1) <= 1 for length in lengths)
    return SLIPPED_BEGINNING if is_near else 0


def _starts(typed: str) -> Iterator[str]:
    """The first letters of every word that is one slip away."""
    yield typed[:START]
    letters = sorted({*ascii_lowercase, *typed})
    for at in range(START):
        before, letter, after = typed[:at], typed[at], typed[at + 1 :]
        yield (before + after)[:START]
        yield (before + after[:1] + letter + after[1:])[:START]
        for other in letters:
            yield (before + other + after)[:START]
            yield (before + other + letter + after)[:START]
