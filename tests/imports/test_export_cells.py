"""Cells of files out: nothing runs in a spreadsheet, our reader gets the text back, and every format holds the same."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from crm.imports.exporting import workbook
from crm.imports.exporting.cells import flat, runs_in_a_spreadsheet, safe_cell
from crm.imports.exporting.formats import Format, Sheet, pieces_of
from crm.imports.exporting.workbook import workbook_pieces
from crm.imports.exporting.zipped import zip_pieces
from crm.imports.reading.cells import clean_cell

DENVER = ZoneInfo("America/Denver")
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "−1",
    "\n=1",
    "=cmd|' /C calc'!A0",
]
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.builds(
    "{}{}".format, st.sampled_from(["'", "''", "=", "+", "-", "@", "＝", "\t", " =", "' ="]), st.text("ab1'=+-@( ")
)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> dict[str, list[list[object]]]:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(data)
        book = python_calamine.load_workbook(file.name)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_does_not_run(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    sheet = Sheet("people", ["name"], [{"name": text}])
    written = read_csv(b"".join(pieces_of(sheet, Format.CSV, DENVER)))[1][0]
    assert not runs_in_a_spreadsheet(written)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces_of(sheet, Format.XLSX, DENVER)))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert '<c t="inlineStr" s="4">' in page


@pytest.mark.parametrize("text", ["Lupe", "O'Neil", "'tis", "a=b", "303-555-0101", "(303) 555-0101", "Peña", ""])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(texts)
def test_our_reader_gets_the_same_text_back(text: str) -> None:
    known = clean_cell(text)
    sheet = Sheet("people", ["name"], [{"name": known}])
    written = read_csv(b"".join(pieces_of(sheet, Format.CSV, DENVER)))[1:]
    assert clean_cell(written[0][0] if written and written[0] else "") == known
    assert not runs_in_a_spreadsheet(safe_cell(known))


def test_each_format_says_the_same() -> None:
    moment = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    record = {
        "name": "Xóchitl \x0b<&>",
        "phones": [{"number": "+13035550101", "textable": True}, {"number": "+525555550123", "textable": False}],
        "tags": ["a", "b"],
        "is_minor": None,
        "came": True,
        "minutes": 42,
        "cents": -5,
        "at": moment,
        "day": date(2026, 11, 24),
        "custom": {"size": "L"},
    }
    sheet = Sheet("people", list(record), [record])
    [loaded] = json.loads(b"".join(pieces_of(sheet, Format.JSON, DENVER)))
    assert loaded == record | {"at": moment.isoformat(), "day": "2026-11-24"}
    assert json.loads(b"".join(pieces_of(sheet, Format.NDJSON, DENVER))) == loaded
    said = read_csv(b"".join(pieces_of(sheet, Format.CSV, DENVER)))[1]
    assert said[1:] == [
        "'+13035550101; +525555550123", "a; b", "", "yes", "42", "-5", "2026-11-24T20:00:00Z", "2026-11-24", '{"size": "L"}',
    ]  # fmt: skip
    [(_name, rows)] = read_xlsx(b"".join(pieces_of(sheet, Format.XLSX, DENVER))).items()
    assert rows[0] == list(record)
    assert rows[1] == [
        "Xóchitl <&>", "+13035550101; +525555550123", "a; b", "", True, 42.0, -5.0, datetime(2026, 11, 24, 13, 0),  # noqa: DTZ001
        date(2026, 11, 24), '{"size": "L"}',
    ]  # fmt: skip


def test_a_file_without_rows_is_whole() -> None:
    sheet = Sheet("people", ["name"], [])
    files = {one: b"".join(pieces_of(sheet, one, DENVER)) for one in Format}
    assert json.loads(files[Format.JSON]) == []
    assert files[Format.NDJSON] == b""
    assert read_csv(files[Format.CSV]) == [["name"]]
    assert read_xlsx(files[Format.XLSX]) == {"people": [["name"]]}


def test_what_does_not_fit_goes_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    book = read_xlsx(b"".join(workbook_pieces("People [1]", ["n"], [[n] for n in range(5)], DENVER)))
    assert book == {
        "People  1": [["n"], [0.0], [1.0]],
        "People  1 2": [["n"], [2.0], [3.0]],
        "People  1 3": [["n"], [4.0]],
    }


def test_a_long_text_is_cut_for_a_spreadsheet_alone() -> None:
    sheet = Sheet("texts", ["body"], [{"body": "é" * 40_000}])
    [(_name, rows)] = read_xlsx(b"".join(pieces_of(sheet, Format.XLSX, DENVER))).items()
    assert len(str(rows[1][0])) == 32_767
    assert len(read_csv(b"".join(pieces_of(sheet, Format.CSV, DENVER)))[1][0]) == 40_000


def test_a_zip_comes_out_while_it_is_written() -> None:
    given_so_far = 0

    def long_file() -> Iterator[bytes]:
        nonlocal given_so_far
        for _number in range(200):
            given_so_far += 1
            yield os.urandom(5_000)

    pieces = zip_pieces([("a.txt", [b"first"]), ("long.bin", long_file())])
    start = next(pieces)
    assert 0 < given_so_far < 150
    whole = start + b"".join(pieces)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.read("a.txt") == b"first"
        assert len(archive.read("long.bin")) == 1_000_000


def test_lists_become_one_cell() -> None:
    assert flat(["a", "b"]) == "a; b"
    assert flat([]) == ""
    assert flat({}) == ""
    assert flat([{"k": 1}]) == '{"k": 1}'
