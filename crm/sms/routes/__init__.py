"""The screens of texting: follow-up and blasts, the inbox, and the simulated phones of a practice organization."""

from crm.sms.routes import (
    blasts,
    closing,
    follow_up,
    inbox,
    inbox_acts,
    keywords,
    person_to_person,
    phones,
    rehearsals,
    senders,
    sequence_people,
    sequence_steps,
    sequences,
)
from crm.sms.routes.blueprint import bp

__all__ = [
    "blasts",
    "bp",
    "closing",
    "follow_up",
    "inbox",
    "inbox_acts",
    "keywords",
    "person_to_person",
    "phones",
    "rehearsals",
    "senders",
    "sequence_people",
    "sequence_steps",
    "sequences",
]
