"""What presence tells the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
presence_changed = _signals.signal("presence changed")
"""Sent with an action's id when somebody's presence there was written down or taken back, with now=(the moment)."""
consent_given = _signals.signal("consent given at a door")
"""Sent with a ConsentGiven when somebody at a door agreed to be texted, with actor=(the Actor) and now=(the moment)."""
