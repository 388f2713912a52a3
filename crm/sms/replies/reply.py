"""The answer that reading a text gives: its intent, and what follows for further texts."""

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What a person means by an answer; the value is the label used in examples, screens and the log."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    YES_RSVP = "yes_rsvp"
    NO_RSVP = "no_rsvp"
    MAYBE = "maybe"
    WRONG_NUMBER = "wrong_number"
    QUESTION = "question"
    HOSTILE = "hostile"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reply:
    """One reading of a text: `suppress` ends texting at once, `hold` stops it until a person decides; never
    both."""

    intent: Intent
    suppress: bool = False
    hold: bool = False
