"""When a text of a sequence may go by what else its number gets: the same caps that texts to many keep."""

from __future__ import annotations

from datetime import datetime

from crm.sms.queries.fatigue import blasts_near, caps_of_organization, touches_near

KEY = "seq:"
"""How the submit key of a sequence's text begins."""


def free_at(phone: str, action_id: int | None, now: datetime) -> datetime:
    """When a number may get one more text that it did not ask for: now, or as soon as no cap of the organization speaks
    against it. What is about the same action has a cap of its own and does not count.
    """
    caps = caps_of_organization()
    others = touches_near([phone], blasts_near(now, caps.reach, action_id), now - caps.reach, action_id)
    return caps.free_at(now, others.get(phone, []))
