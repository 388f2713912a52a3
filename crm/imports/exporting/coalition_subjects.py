"""What goes out of coalitions, and what stays in and why."""

from __future__ import annotations

LEFT_IN_OF_COALITIONS = {
    "coalition_goals": "what several organizations want to reach together; no people",
    "coalition_invites": "secrets of invitations",
    "coalition_members": "which campaigns are in which coalitions, to be seen on their pages",
    "coalitions": "what several organizations share and none can take out alone",
}
"""Tables that are in no file out, each with its reason."""
