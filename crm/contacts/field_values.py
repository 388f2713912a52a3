"""Values of custom fields: read from what was typed or stood in a file, by the kind of the field."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from crm.contacts.models import FieldKind
from crm.core.errors import N_, Refused
from crm.core.text import clean_line, fold

TEXT_LIMIT = 500
MOST_CHOICES = 40
Value = str | int | float | bool | list[str] | None
"""A value as it is kept; None is no value."""

_YES = frozenset({"yes", "y", "true", "1", "x", "si", "s", "on", "checked", "verdadero"})
_NO = frozenset({"no", "n", "false", "0", "off", "unchecked", "falso"})
_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%m-%d-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
_BETWEEN_CHOICES = re.compile(r"\s*[;|,\n]\s*")
FEWEST_TO_REPEAT = 2
MOST_TO_CHOOSE = 12


def read_value(kind: FieldKind, choices: Sequence[str], raw: object) -> Value:
    """The value that a text (or a list of texts) means in a field of that kind; Refused with a sentence when none does."""
    if kind is FieldKind.MANY_CHOICES:
        return _read_many(choices, raw)
    text = clean_line(_as_text(raw), TEXT_LIMIT)
    if not text:
        return None
    if kind is FieldKind.CHOICE:
        return _read_choice(choices, text)
    read = _READERS.get(kind)
    return read(text) if read else text


def as_words(value: object) -> list[str]:
    """A kept value as texts to show one after the other; true and false stay for the screen to word."""
    if value is None or value == "":
        return []
    return [str(one) for one in value] if isinstance(value, list) else [_as_text(value)]


def guess_kind(samples: Sequence[str]) -> FieldKind:
    """The narrowest kind that all of some texts fit: yes or no, a number, a day, one of few choices; else text."""
    texts = [text for text in (clean_line(sample, TEXT_LIMIT) for sample in samples) if text]
    if not texts:
        return FieldKind.TEXT
    for kind in (FieldKind.YES_NO, FieldKind.NUMBER, FieldKind.DATE):
        if all(_fits(kind, text) for text in texts):
            return kind
    counted = Counter(fold(text) for text in texts)
    repeats = len(texts) >= FEWEST_TO_REPEAT * len(counted)
    return FieldKind.CHOICE if 1 < len(counted) <= MOST_TO_CHOOSE and repeats else FieldKind.TEXT


def choices_in(samples: Sequence[str]) -> list[str]:
    """The different texts among samples, each as most people wrote it, the most common first."""
    spellings: dict[str, Counter[str]] = {}
    for text in (clean_line(sample, 100) for sample in samples):
        if text:
            spellings.setdefault(fold(text), Counter())[text] += 1
    by_people = sorted(spellings.values(), key=lambda counted: -counted.total())
    return [counted.most_common(1)[0][0] for counted in by_people[:MOST_CHOICES]]


def _fits(kind: FieldKind, text: str) -> bool:
    if kind is FieldKind.NUMBER and len(text) > 1 and text.lstrip("-").startswith("0") and "." not in text:
        return False  # a ZIP code or a code of another kind, whose first digit a number would lose
    try:
        read_value(kind, (), text)
    except Refused:
        return False
    return True


def _as_text(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list):
        return "; ".join(str(one) for one in raw)
    return "" if raw is None else str(raw)


def _read_number(text: str) -> int | float:
    bare = text.replace(" ", "").removeprefix("$").removesuffix("%")
    if _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    elif not _NUMBER.fullmatch(bare):
        raise Refused(N_("“%(value)s” is not a number. Write digits, such as 12 or 3.5."), value=text)
    number = float(bare.replace(",", ""))
    if math.fabs(number) >= 1e15:
        raise Refused(N_("“%(value)s” is too large a number."), value=text)
    return int(number) if number.is_integer() else number


def _read_day(text: str) -> str:
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day.isoformat()
    raise Refused(N_("“%(value)s” is not a day. Write it as month/day/year, such as 11/24/2026."), value=text)


def _read_yes_no(text: str) -> bool:
    word = fold(text)
    if word not in _YES | _NO:
        raise Refused(N_("“%(value)s” is neither yes nor no."), value=text)
    return word in _YES


def _read_choice(choices: Sequence[str], text: str) -> str:
    known = {fold(choice): choice for choice in choices}
    if fold(text) not in known:
        raise Refused(N_("“%(value)s” is not one of the choices."), value=text)
    return known[fold(text)]


def _read_many(choices: Sequence[str], raw: object) -> list[str] | None:
    parts = [_as_text(one) for one in raw] if isinstance(raw, list) else [_as_text(raw)]
    known = {fold(choice) for choice in choices}
    texts = [clean_line(part, TEXT_LIMIT) for part in parts]
    split = [one for text in texts for one in ([text] if fold(text) in known else _BETWEEN_CHOICES.split(text)) if one]
    chosen = [_read_choice(choices, text) for text in split]
    return sorted(set(chosen), key=list(choices).index) or None


_READERS: dict[FieldKind, Callable[[str], Any]] = {
    FieldKind.NUMBER: _read_number,
    FieldKind.DATE: _read_day,
    FieldKind.YES_NO: _read_yes_no,
}
