"""Money in integer cents: reading it from a cell and saying it on a screen."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MINUS = "−"
_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"))


def cents(raw: str) -> int | None:
    """Cents of a figure such as "$1,250.50" or "16.3"; None when the cell is empty or not a figure (unknown is not zero)."""
    cleaned = re.sub(r"[\s$,]", "", raw)
    try:
        return int((Decimal(cleaned) * 100).to_integral_value()) if cleaned else None
    except InvalidOperation:
        return None


def short(amount_cents: int | None) -> str:
    """A figure for a board: "$16.3 M", "$900,000"; an em dash when it is not known."""
    if amount_cents is None:
        return "—"
    sign = MINUS if amount_cents < 0 else ""
    dollars = abs(amount_cents) // 100
    for size, letter in _SCALES:
        if dollars >= size:
            figure = f"{dollars / size:.1f}".removesuffix(".0")
            return f"{sign}${figure} {letter}"
    return f"{sign}${dollars:,}"


def exact(amount_cents: int | None) -> str:
    """A figure to the dollar: "$16,300,000"; with cents only where there are some."""
    if amount_cents is None:
        return "—"
    sign = MINUS if amount_cents < 0 else ""
    whole, rest = divmod(abs(amount_cents), 100)
    return f"{sign}${whole:,}.{rest:02d}" if rest else f"{sign}${whole:,}"
