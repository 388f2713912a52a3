"""The screens of texting: follow-up and blasts, the inbox, sequences, and the simulated phones of a practice organization."""

from crm.sms.routes import (
    blasts,
    closing,
    consent,
    follow_up,
    inbox,
    inbox_acts,
    inbox_answers,
    inbox_team,
    keywords,
    person_to_person,
    phones,
    pictures,
    rehearsals,
    sequence_people,
    sequence_steps,
    sequences,
)
from crm.sms.routes.blueprint import bp

__all__ = [
    "blasts",
    "bp",
    "closing",
    "consent",
    "follow_up",
    "inbox",
    "inbox_acts",
    "inbox_answers",
    "inbox_team",
    "keywords",
    "person_to_person",
    "phones",
    "pictures",
    "rehearsals",
    "sequence_people",
    "sequence_steps",
    "sequences",
]
