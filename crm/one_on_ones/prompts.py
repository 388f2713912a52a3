"""Questions to ask in a one-on-one, in both languages, with what may be noted and what may not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


@lru_cache(maxsize=1)
def list_prompts() -> tuple[Prompt, ...]:
    """All questions in the order in which a talk goes."""
    with _FILE.open(encoding="utf-8", newline="") as file:
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
            for row in csv.DictReader(file)
        )
