"""The screens of texting: follow-up and blasts, the inbox, sequences, and the simulated phones of a practice organization."""

from crm.sms.routes import (
    blasts,
    consent,
    follow_up,
    inbox,
    inbox_acts,
    inbox_answers,
    inbox_team,
    phones,
    pictures,
    sequence_people,
    sequence_steps,
    sequences,
)
from crm.sms.routes.blueprint import bp

__all__ = [
    "blasts",
    "bp",
    "consent",
    "follow_up",
    "inbox",
    "inbox_acts",
    "inbox_answers",
    "inbox_team",
    "phones",
    "pictures",
    "sequence_people",
    "sequence_steps",
    "sequences",
]
