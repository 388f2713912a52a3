"""What commitments tell the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
rsvp_answered = _signals.signal("rsvp answered")
"""Sent with the Commitment of kind attend, and previous=(its Answer before, or None), now=(the moment), actor=(the Actor)."""
