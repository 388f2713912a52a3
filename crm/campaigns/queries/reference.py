"""The field's reference content as this organization has it: its own words in place, what it left aside marked or gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import ReferenceEdit
from crm.campaigns.reference_files import ReferenceFile, Row, reference_files
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: as this organization says it, and whether it was worded anew or left aside."""

    key: str
    row: Row
    is_edited: bool
    is_ignored: bool


def get_file(name: str) -> ReferenceFile:
    """The file of that name; NotFound when there is none."""
    file = reference_files.get(name)
    if file is None:
        raise NotFound(N_("There is no such file of the field."))
    return file


def edits_of(name: str) -> dict[str, ReferenceEdit]:
    """What was done with the rows of a file, by key."""
    return {row.key: row for row in db.session.scalars(select(ReferenceEdit).where(ReferenceEdit.file == name))}


def count_edits() -> tuple[Counter[str], Counter[str]]:
    """How many rows of each file were worded anew, and how many were left aside."""
    worded: Counter[str] = Counter()
    ignored: Counter[str] = Counter()
    for row in db.session.scalars(select(ReferenceEdit)):
        ignored[row.file] += row.is_ignored
        worded[row.file] += bool(row.words)
    return worded, ignored


def entries(name: str, wanted: str = "") -> list[Entry]:
    """The rows of a file that hold every word typed, those in use first."""
    file, edits = get_file(name), edits_of(name)
    found = []
    for row in file.rows():
        key = file.key_of(row)
        edit = edits.get(key)
        words = edit.words if edit else {}
        found.append(Entry(key, {**row, **words}, bool(words), edit is not None and edit.is_ignored))
    sought = fold(wanted).split()
    fitting = [one for one in found if all(word in fold(" ".join(one.row.values())) for word in sought)]
    return sorted(fitting, key=lambda one: one.is_ignored)


def rows_in_use(name: str) -> list[Row]:
    """The rows of a file that were not left aside, in this organization's words."""
    return [one.row for one in entries(name) if not one.is_ignored]
