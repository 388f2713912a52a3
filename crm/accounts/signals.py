"""What accounts tell the rooms above."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
organization_created = _signals.signal("organization created")
"""Sent with the new Organization, flushed, and is_practice=; whoever hears it enters the organization's scope itself."""
user_left = _signals.signal("user left")
"""Sent with the User who may no longer sign in, flushed, and at=, within the organization's scope."""
