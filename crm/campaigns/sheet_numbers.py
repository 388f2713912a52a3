"""What a cell of a budget sheet says in cents, read one way or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_ENGLISH = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2}|\.\d{4,})?|(\d{1,3}(,\d{3})+|\d{4,}|0)\.\d{3}|\.\d+")
_SPANISH = re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}")
_EITHER = re.compile(r"\d{1,3}\.\d{3}")
_DOTS_SURELY = re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}")
_COMMAS_SURELY = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,3})?|\d{4,}\.\d{1,2}")
_SUFFIX = re.compile(
    r"(?<=[\d.,])(thousand|million(?:es)?|millon|billion|milesdemillones|milmillones|miles|mil|mm|bn|k|m|b)$"
)
_NOISE = re.compile(r"us\$|[\s$]|usd|dollars?|dolares|[*†‡§¹²³⁰-⁹]+$|\[\d+\]$|(?<=[\d\s])\([a-z]\)$")
SIZES = {
    "k": 10**3,
    "thousand": 10**3,
    "mil": 10**3,
    "miles": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "million": 10**6,
    "millon": 10**6,
    "millones": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "milmillones": 10**9,
    "milesdemillones": 10**9,
}
"""What words and letters behind a figure multiply it by; they win over the unit that the heading names."""
NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "#n/a", "tbd", "nd", "n/d", "s/d", "none", "unknown"})
"""Cells that say that a figure is not known."""
MOST = 10**16
"""Cents that no public budget reaches; what is above them is a slip, or wants to break something."""


def dots_group(cells: Iterable[str]) -> bool | None:
    """Whether the figures of a sheet separate thousands by dots; None where they do not tell, or tell both."""
    plain = [_NOISE.sub("", cell).strip("()-<>") for cell in cells]
    by_dots = any(_DOTS_SURELY.fullmatch(cell) for cell in plain)
    by_commas = any(_COMMAS_SURELY.fullmatch(cell) for cell in plain)
    return by_dots if by_dots != by_commas else None


def cents_of(cell: str, unit: int = 1, *, by_dots: bool | None = None) -> int | None:
    """The cents a cell says, None where it says that nothing is known; ValueError when it is no figure, or two at once.

    Brackets, "<5>", "5 CR" and a minus on either side are below zero; "1.2M", "850 K" and "3 millones" are understood.
    "1,250.50" and "1.250,50" are understood; "1.250" could be either, unless `by_dots` says how the sheet separates.
    """
    text = cell.casefold().replace("−", "-").replace("é", "e").replace("ó", "o")
    text = _NOISE.sub("", text)
    if text in NOTHING:
        return None
    is_negative = text.startswith(("-", "(-")) or text.endswith(("-", "cr")) or (text[0] + text[-1]) in ("()", "<>")
    digits = text.removesuffix("cr").strip("()<>-")
    suffix = _SUFFIX.search(digits)
    if suffix is not None:
        digits, unit = digits[: suffix.start()], SIZES[suffix[0]]
    amount = int((_plain(digits, cell, by_dots) * 100 * unit).to_integral_value())
    if amount > MOST:
        raise ValueError(cell)
    return -amount if is_negative else amount


def _plain(digits: str, cell: str, by_dots: bool | None) -> Decimal:
    """The number written with one of the two ways of separating; ValueError when it is neither, or too long to be one."""
    if len(digits) > 40:
        raise ValueError(cell)
    if by_dots is not None and _EITHER.fullmatch(digits):
        return Decimal(digits.replace(".", "") if by_dots else digits)
    if _ENGLISH.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _SPANISH.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    raise ValueError(cell)
