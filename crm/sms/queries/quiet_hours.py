"""When a person may be texted."""

from __future__ import annotations

from datetime import datetime


def next_allowed(now: datetime, phone: str, state: str = "", postal_code: str = "") -> datetime | None:
    """The next moment a text may go to this number."""
    return now
