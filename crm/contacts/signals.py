"""What contacts tell the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
contact_merged = _signals.signal("contact merged")
"""Sent within the unit of work with winner_id=, loser_id=, batch_id=, once what every room holds was re-pointed."""
contact_added = _signals.signal("contact added")
"""Sent within the unit of work with the id of a person whom staff wrote down, with typed=(the form's fields), actor=, now=."""
