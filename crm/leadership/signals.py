"""What leadership tells the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
stage_changed = _signals.signal("stage changed")
"""Sent with the id of the contact who came to another stage of the ladder, and before=, after= (keys of stages, "" for
none), now=(the moment), actor=(the Actor)."""
