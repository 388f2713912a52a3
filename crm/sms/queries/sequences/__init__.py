"""Reading sequences: their steps and figures, who is in one, whom a trigger brings, and what would happen for a person."""

from crm.sms.queries.sequences.reading import (
    find_sequence,
    get_sequence,
    list_sequences,
    require_enrollment,
    running_with,
    steps_of,
    steps_of_many,
)

__all__ = [
    "find_sequence",
    "get_sequence",
    "list_sequences",
    "require_enrollment",
    "running_with",
    "steps_of",
    "steps_of_many",
]
