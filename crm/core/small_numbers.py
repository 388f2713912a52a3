"""Numbers of another organization's people: below five they could tell which person it was, and are held back."""

from __future__ import annotations

SMALL = 5
"""The smallest number of another organization's people that is shown, but for none at all."""


def unless_small(value: int) -> int | None:
    """The number as another organization may see it; None where it is held back."""
    return value if value == 0 or value >= SMALL else None
