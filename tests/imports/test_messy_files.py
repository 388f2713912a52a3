"""Every broken or odd file of messy/ goes in as its MANIFEST says, read back from the database."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from crm.contacts.models import Contact, ContactPoint, PointKind
from crm.core.database import db
from crm.imports.models import ImportRow, RowOutcome
from crm.imports.reading import UnreadableFile
from tests.imports.examples import MANIFEST, raw
from tests.imports.support import bring, count

READABLE = sorted(name for name, facts in MANIFEST.items() if facts.get("rows_ok"))
REFUSED = ("empty.csv", "only_bom.csv", "blank_lines.csv", "not_a_csv.csv")


@pytest.fixture
def actor(organization: Any, make: Any) -> Any:
    return make.actor(organization)


def messy(name: str) -> bytes:
    """The bytes of one of the files."""
    return raw(f"messy/{name}")


def points(kind: PointKind) -> set[str]:
    """All addresses or numbers the database holds."""
    return set(db.session.scalars(select(ContactPoint.value).where(ContactPoint.kind == kind)))


@pytest.mark.parametrize("name", READABLE)
def test_every_good_row_lands_in_the_database(actor: Any, now: datetime, name: str) -> None:
    run = bring(actor, now, messy(name), name)
    assert run.counts["people"] == MANIFEST[name]["rows_ok"]
    assert count(Contact) == run.counts["created"] == run.counts["people"] - run.counts["matched"]
    names = " ".join(f"{row.first_name} {row.last_name}" for row in db.session.scalars(select(Contact)))
    assert "\ufffd" not in names
    assert "Ã" not in names


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_without_rows_is_refused_and_leaves_nothing(actor: Any, now: datetime, name: str) -> None:
    with pytest.raises(UnreadableFile):
        bring(actor, now, messy(name), name)
    assert count(Contact) == 0


def test_a_header_alone_brings_nobody(actor: Any, now: datetime) -> None:
    assert bring(actor, now, messy("header_only.csv"), "header_only.csv").counts["people"] == 0


def test_windows_letters_and_numbers_are_right(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("cp1252.csv"), "cp1252.csv")
    wanted = MANIFEST["cp1252.csv"]["first_row"]
    person = db.session.scalars(select(Contact).order_by(Contact.id)).first()
    assert person is not None
    assert (person.first_name, person.last_name) == (wanted["first"], wanted["last"])
    assert wanted["email"] in points(PointKind.EMAIL)
    assert wanted["e164"] in points(PointKind.PHONE)


def test_a_phone_that_lost_digits_is_never_a_number(actor: Any, now: datetime) -> None:
    run = bring(actor, now, messy("excel_scientific_phones.csv"), "x.csv")
    facts = MANIFEST["excel_scientific_phones.csv"]
    assert run.counts["invalid_phones"] == facts["rows_phone_lost"]
    assert len(points(PointKind.PHONE)) <= facts["rows_ok"] - facts["rows_phone_lost"]
    assert not any(number.endswith("00000") for number in points(PointKind.PHONE))


def test_apostrophes_of_excel_are_gone(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("leading_apostrophes.csv"), "x.csv")
    assert all(row.postal_code.isdigit() for row in db.session.scalars(select(Contact)))
    assert all(number.startswith("+1") for number in points(PointKind.PHONE))


def test_formulas_are_stored_as_the_text_they_are(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("formula_injection.csv"), "x.csv")
    firsts = {row.first_name for row in db.session.scalars(select(Contact))}
    assert {" ".join(payload.split()) for payload in MANIFEST["formula_injection.csv"]["payloads"]} == firsts


def test_addresses_that_are_none_are_dropped_and_the_people_stay(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("emails.csv"), "x.csv")
    rows = csv.DictReader(io.StringIO(messy("emails.csv").decode("utf-8"), newline=""))
    kept = points(PointKind.EMAIL)
    for row in rows:
        text = row["expected_valid"]
        if "@" in text:
            assert text in kept
    assert "two@example.org" in kept


def test_the_row_with_a_first_name_alone_waits_with_its_reason(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("ragged_rows.csv"), "x.csv")
    aside = db.session.scalars(select(ImportRow).where(ImportRow.outcome == RowOutcome.LEFT_OUT)).all()
    assert [row.line for row in aside] == [row["line"] for row in MANIFEST["ragged_rows.csv"]["rows_problem"][1:]]
    assert "only a first name" in aside[0].reason


def test_both_phones_of_a_doubled_header_are_kept(actor: Any, now: datetime) -> None:
    bring(actor, now, messy("duplicate_headers.csv"), "x.csv")
    cells = [line.split(",") for line in messy("duplicate_headers.csv").decode("utf-8").splitlines()[1:]]
    numbers = {cell for line in cells for cell in line[3:5] if cell}
    digits = {"".join(filter(str.isdigit, cell))[-10:] for cell in numbers}
    assert {number[2:] for number in points(PointKind.PHONE)} == digits
