"""What phones saved without a signal: rows of every room come in through one door, each once, however often it is sent.

A device shows a token ("door.…"); the keeper named by its first part says whose it is and for whom it acts. Each row has
a kind, whose receiver takes it, and a `ref`, a UUID minted by the device: a row that is known already is as good as new.
Rows may come in any order and again; receivers must not mind. A device's clock may be wrong: what counts is how long ago,
by its own clock, a row was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm.core.actor import Actor
from crm.core.errors import N_
from crm.core.registry import Registry

MOST_ROWS = 200
"""Rows of one request; the device keeps the rest for the next."""
ARRIVED = "arrived"
_LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Device:
    """A phone that may send: for whom it acts, the time of its organization, and what its keeper knows of it."""

    id: int
    actor: Actor
    now: datetime
    about: Any = None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as a device sent it: its UUID, when it was written by our clock, and what it says."""

    ref: str
    at: datetime
    body: Mapping[str, Any]


Keeper = Callable[[str, datetime], Device | None]
device_keepers: Registry[Keeper] = Registry("keeper of devices")
"""Who knows the devices, by the first part of their tokens: takes the token and the real time; None when it is not valid."""

Receiver = Callable[[Device, Sequence[SentRow]], Mapping[str, str]]
receivers: Registry[Receiver] = Registry("receiver")
"""What takes rows, by their kind: returns by `ref` the sentence for each row that it cannot take; the others have arrived."""


def find_device(token: str, now: datetime) -> Device | None:
    """Whose device shows this token, or None."""
    keeper = device_keepers.get(token.partition(".")[0])
    return keeper(token, now) if keeper else None


def take_in(device: Device, sent_at: Any, rows: Sequence[Any]) -> dict[str, str]:
    """Take rows in and say by `ref` what became of each: "arrived", or the sentence why it cannot be taken.

    `sent_at` is the device's own clock as it sends, in milliseconds; a row's `at` is the same clock when it was written,
    and its `skew`, where it is known, how far the server's clock was ahead of it then.
    """
    results: dict[str, str] = {}
    by_kind: dict[str, list[SentRow]] = {}
    for row in rows[:MOST_ROWS]:
        ref = _ref(row)
        if ref is None:
            continue
        kind = str(row.get("kind", ""))
        if receivers.get(kind) is None or not isinstance(row.get("body"), dict):
            results[str(row["ref"])] = N_("This could not be read. Keep it and show it to staff.")
            continue
        results[ref] = ARRIVED
        by_kind.setdefault(kind, []).append(SentRow(ref, _written_at(device.now, sent_at, row), row["body"]))
    for kind, sent in by_kind.items():
        receiver = receivers.get(kind)
        if receiver is not None:
            results.update(receiver(device, sent))
    return results


def _ref(row: Any) -> str | None:
    """The UUID of a row in its usual form; None for what is no row, of which nothing can be said."""
    try:
        return str(UUID(row["ref"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _written_at(now: datetime, sent_at: Any, row: Mapping[str, Any]) -> datetime:
    """When a row was written by our clock, never later than now; now, where the device does not say it sensibly."""
    at, skew = _milliseconds(row.get("at")), _milliseconds(row.get("skew"))
    if at is None:
        return now
    if skew is not None:
        age = now.timestamp() * 1000 - (at + skew)
    else:
        sent = _milliseconds(sent_at)
        age = sent - at if sent is not None else 0.0
    return now - min(max(timedelta(milliseconds=age), timedelta()), _LONGEST)


def _milliseconds(value: Any) -> float | None:
    """A number of milliseconds that a date could be; None for anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e14 else None
