"""What actions tell the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
action_closed = _signals.signal("action closed")
"""Sent with the Action once who came is known, and now=(the moment), actor=(the Actor): only now is anybody absent."""
action_reopened = _signals.signal("action reopened")
"""Sent with the Action whose closing is taken back, and now=, actor=, closed_at=(when it was closed)."""
action_changed = _signals.signal("action changed")
"""Sent with the Action after its time, place or link changed or it was cancelled, and now=, actor=, what=(its changed fields)."""
shift_takers = _signals.signal("shift takers")
"""Asked with the id of a shift: who hears it answers how many people are on it."""
