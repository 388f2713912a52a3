"""What contacts tell the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
contact_merged = _signals.signal("contact merged")
"""Sent within the unit of work with winner_id=, loser_id=, batch_id=, once what every room holds was re-pointed."""
