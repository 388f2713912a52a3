"""What texting tells the rooms above, and the parts of its own room that wait for an answer."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()
text_answered = _signals.signal("text answered")
"""Sent with the Conversation, and message=(the Message that came in), reply=(the Reply it was understood as), actor=(the
system's Actor), now=. Once a text, within the unit of work, when its own consequences (stop, RSVP, hold) are written."""
opted_out = _signals.signal("opted out")
"""Sent with the frozenset of numbers (E.164) that have just been closed for everyone who shares them, and now=, reason=.
Within the unit of work and the organization's scope; not for holds, nor for numbers that were closed already."""
