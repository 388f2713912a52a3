"""The field's texts and merge fields among its reference content: they are adopted with a new organization, and worded there."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from crm.campaigns.reference_files import ReferenceFile, reference_files
from crm.core.errors import N_

_FOLDER = Path(__file__).resolve().parent / "reference"


@lru_cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


TEMPLATES = ReferenceFile(
    N_("Texts"),
    lambda: _rows("sms_templates"),
    ("template_key", "language"),
    ("body",),
    N_("Every organization begins with them as templates of its own: word them, or put them away, there."),
    "sms.templates",
    ("purpose", "when_to_send"),
    can_edit=False,
)
MERGE_FIELDS = ReferenceFile(
    N_("Fields of texts"),
    lambda: _rows("sms_merge_fields"),
    ("field",),
    ("note",),
    N_(
        "Filled for each person when a text is written. To be read only: texts use these names, so none is changed here."
    ),
    "sms.templates",
    ("field", "max_chars", "sample_en", "sample_es"),
    can_edit=False,
)


def install() -> None:
    """List both files."""
    reference_files.register("sms_templates", TEMPLATES)
    reference_files.register("sms_merge_fields", MERGE_FIELDS)
