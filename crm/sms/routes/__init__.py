"""The screens of texting: follow-up and blasts, the inbox, and the simulated phones of a practice organization."""

from crm.sms.routes import (
    blasts,
    follow_up,
    inbox,
    inbox_acts,
    phones,
    senders,
    sequence_people,
    sequence_steps,
    sequences,
)
from crm.sms.routes.blueprint import bp

__all__ = [
    "blasts",
    "bp",
    "follow_up",
    "inbox",
    "inbox_acts",
    "phones",
    "senders",
    "sequence_people",
    "sequence_steps",
    "sequences",
]
