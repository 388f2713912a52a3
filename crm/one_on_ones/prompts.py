"""Questions to ask in a one-on-one, in both languages, with what may be noted and what may not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crm.campaigns.queries.reference import rows_in_use
from crm.campaigns.reference_files import ReferenceFile
from crm.core.errors import N_

_FILE = Path(__file__).resolve().parent / "reference" / "one_on_one_prompts.csv"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question; `never_record` and, in English, `record` are notes for the organizer."""

    meeting: str
    section: str
    section_es: str
    text: str
    text_es: str
    record: str
    never_record: str
    never_record_es: str


FILE = "one_on_one_prompts"


@lru_cache(maxsize=1)
def rows() -> tuple[dict[str, str], ...]:
    """The rows of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


def list_prompts() -> tuple[Prompt, ...]:
    """All questions that the organization did not leave aside, in its words, in the order in which a talk goes."""
    return tuple(
        Prompt(
            meeting=row["meeting_type"],
            section=row["section_en"],
            section_es=row["section_es"],
            text=row["prompt_en"],
            text_es=row["prompt_es"],
            record=row["record_en"],
            never_record=row["do_not_record_en"],
            never_record_es=row["do_not_record_es"],
        )
        for row in rows_in_use(FILE)
    )


PROMPTS = ReferenceFile(
    N_("Questions for one-on-ones"),
    rows,
    ("meeting_type", "prompt_order"),
    ("prompt_en", "prompt_es"),
    N_("Offered on the one-on-one page, also without a signal."),
    shown=("section_en", "record_en"),
)
