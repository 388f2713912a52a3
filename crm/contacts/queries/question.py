"""What was typed in the search box, taken apart: the words of a name, each with what else it may mean; digits; an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.contacts.names import SUFFIXES
from crm.contacts.nicknames import names_begun, other_names, sibling_names
from crm.contacts.tokens import LONGEST
from crm.core.text import clean_line, words

LONGEST_QUESTION = 200
MOST_TERMS = 5
FEWEST_DIGITS = 3
WHOLE, BEGINNING, SHORT_NAME, SIBLING, SLIP, SLIPPED_BEGINNING = 8, 6, 5, 3, 2, 1
"""What a match of one word is worth: as typed, as typed so far, by another name, by another short name, mistyped."""
_DIGITS_ONLY = re.compile(r"[\d\s()+.\-/]+")
_RUN_OF_DIGITS = re.compile(r"\d+")
_NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: as typed, and whole words that may be meant instead, each with what it is worth."""

    typed: str
    others: Mapping[str, int] = field(default_factory=dict)
    is_whole: bool = False

    def worth(self, tokens: set[str]) -> int:
        """How well a person with these words answers the term; 0 when she does not."""
        if self.typed in tokens:
            return WHOLE
        best = max((worth for word, worth in self.others.items() if word in tokens), default=0)
        if best < BEGINNING and not self.is_whole and any(token.startswith(self.typed) for token in tokens):
            return BEGINNING
        return best


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its text on one line, its words, and the digits of a number among them ("" when there is none)."""

    text: str
    terms: tuple[Term, ...]
    digits: str

    @property
    def is_address(self) -> bool:
        """Whether an e-mail address is meant for certain."""
        return "@" in self.text


def read_question(text: str) -> Question:
    """Take apart what was typed; whatever it holds, nothing of it can be wrong."""
    line = clean_line(text[:LONGEST_QUESTION], LONGEST_QUESTION)
    if _DIGITS_ONLY.fullmatch(line):
        return Question(line, (), _digits(line))
    found = [word[:LONGEST] for word in dict.fromkeys(words(line))]
    numbers = [word for word in found if _RUN_OF_DIGITS.fullmatch(word) and len(word) >= FEWEST_DIGITS]
    named = [word for word in found if word not in numbers and word not in SUFFIXES] or found
    digits = _digits("".join(numbers)) if named != found else ""
    return Question(line, tuple(term_of(word) for word in named[:MOST_TERMS]), digits)


def term_of(word: str, is_whole: bool = False) -> Term:
    """A word with the names it may stand for."""
    near = sibling_names(word) if is_whole else names_begun(word) | sibling_names(word)
    others = dict.fromkeys(near, SIBLING) | dict.fromkeys(other_names(word), SHORT_NAME)
    return Term(word, others, is_whole)


def _digits(text: str) -> str:
    """National digits of what may be a number or a part of one; "" for too few."""
    digits = _NOT_DIGITS.sub("", text)
    if not digits.isascii():
        digits = "".join(str(int(digit)) for digit in digits)
    digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    return digits if len(digits) >= FEWEST_DIGITS else ""
