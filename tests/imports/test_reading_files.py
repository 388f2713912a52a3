"""Files that are not what they say, empty, huge, badly encoded or cut short get one sentence and nothing else."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.core.errors import Refused
from crm.imports.reading import Kind, UnreadableFile, read_report, recognise
from crm.imports.reading.table import MAX_CELL
from tests.imports.examples import ATTENDEE_2020, ATTENDEE_2026, DATA, REGISTRATION, attendee_report, people, raw

LOGIN_PAGE = b"\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Name,Email</body></html>"
WRONG = {
    "a PNG picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a JPEG picture": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3",
    "a web page": LOGIN_PAGE,
    "a JSON document": b'[\n  {"email": "ana@example.org"}\n]',
    "an XML document": b"<?xml version='1.0'?><people/>",
    "a vCard address file": b"BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD",
    "an old Office document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
}


def _refusal(data: bytes | str, as_kind: str | None = None, name: str = "report.csv", **limits: int) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_report(data.encode() if isinstance(data, str) else data, name, as_kind, **limits)
    assert "%(" not in str(refusal.value)
    return refusal.value


@pytest.mark.parametrize("what", sorted(set(WRONG) - {"an old Office document"}))
def test_a_file_that_is_something_else_is_named(what: str) -> None:
    assert what in str(_refusal(WRONG[what]))


def test_a_damaged_workbook_is_refused() -> None:
    whole = raw("paper_signin_typed.xlsx")
    assert "Excel workbook" in str(_refusal(whole[: len(whole) // 2]))
    assert "Excel workbook" in str(_refusal(WRONG["an old Office document"]))


def test_a_workbook_that_claims_billions_of_cells_is_refused_before_it_is_opened() -> None:
    corner = '<c r="{0}" t="inlineStr"><is><t>Name</t></is></c>'
    rows = f'<row r="1">{corner.format("A1")}</row><row r="1048576">{corner.format("XFD1048576")}</row>'
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(DATA / "paper_signin_typed.xlsx") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    assert "1048576 rows and 16384 columns" in str(_refusal(out.getvalue()))


def test_a_zip_that_is_no_workbook_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("report.csv", "Name,Email\n")
    assert "compressed (zip)" in str(_refusal(out.getvalue()))


def test_too_large_names_both_sizes() -> None:
    refusal = _refusal(b"Name,Email\n" * 200_000, max_bytes=1_048_576)
    assert (refusal.params["size"], refusal.params["limit"]) == ("2.1", "1")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n \r\n", b"\x00\x00"])
def test_nothing_in_it(data: bytes) -> None:
    assert str(_refusal(data)).startswith("This ")


@pytest.mark.parametrize("name", [ATTENDEE_2020, ATTENDEE_2026, REGISTRATION])
def test_a_zoom_report_cut_anywhere_in_a_row_is_refused_with_its_line(name: str) -> None:
    text = raw(name).decode("utf-8-sig")
    text = text.split("Other Attended")[0]
    lines = text.splitlines(keepends=True)
    row = next(n for n in range(20, len(lines)) if lines[n].count(",") > 8 and lines[n - 1].count(",") > 8)
    for cut in (8, 20, 33):
        refusal = _refusal("".join(lines[:row]) + lines[row][:cut])
        assert "cut short" in str(refusal)
        assert refusal.line == row + 1


@pytest.mark.parametrize("cut", [120, 230, 400])
def test_a_report_cut_before_its_attendees_is_refused(cut: int) -> None:
    assert "cut short" in str(_refusal(raw(ATTENDEE_2020)[:cut]))


def test_a_list_of_participants_cut_in_its_header_is_refused() -> None:
    text = raw("zoom_meeting_participants_2021.csv").decode("utf-8-sig")
    assert "cut short" in str(_refusal(text[: text.index("Duration (Minutes),Guest") + 8]))


def test_a_report_without_its_attendees_is_refused_by_its_topic() -> None:
    text = raw(ATTENDEE_2026).decode("utf-8-sig").split("Attendee Details")[0]
    refusal = _refusal(text)
    assert refusal.params["topic"] == "Invest/Divest: winning local budgets"


def test_a_quote_without_partner_is_refused_with_its_line() -> None:
    refusal = _refusal('Name,Email\nAna Ruiz,ana@example.org\n"Beto,beto@example.org\nCarla,carla@example.org\n')
    assert refusal.line == 3


def test_a_quote_that_swallows_rows_is_remarked() -> None:
    rows = "".join(f"Person {n} Ruiz,p{n}@example.org,80204\n" for n in range(6))
    report = people(f'Name,Email,Zip\n"Ana Ruiz,ana@example.org,80204\n{rows}Beto "Luna",beto@example.org,"80204"\n')
    assert any(w.line == 2 and "quote mark" in str(w) for w in report.warnings)


def test_a_huge_cell_is_refused_with_its_line() -> None:
    assert _refusal("Name,Email\nAna Ruiz,ana@example.org\n" + "x" * (MAX_CELL + 1) + ",\n").line == 3


def test_an_unknown_file_is_described() -> None:
    refusal = _refusal("Ward,Budget\n1,200000\n2,300000\n", name="wards.csv")
    assert "wards.csv" in str(refusal)
    assert "Ward, Budget / 1, 200000" in str(refusal)
    assert "attendee report" in str(refusal)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (raw(ATTENDEE_2026), Kind.ZOOM_REGISTRATION_REPORT),
        (raw(ATTENDEE_2026), Kind.ZOOM_MEETING_PARTICIPANTS),
        (raw(ATTENDEE_2026), Kind.PEOPLE),
        (raw(REGISTRATION), Kind.ZOOM_WEBINAR_ATTENDEE_REPORT),
        (raw("messy/tab.tsv"), Kind.ZOOM_WEBINAR_ATTENDEE_REPORT),
        (raw("messy/tab.tsv"), Kind.ZOOM_MEETING_PARTICIPANTS),
        (b"Ward\n1\n2\n", Kind.PEOPLE),
    ],
)
def test_a_kind_that_does_not_fit_is_refused(data: bytes, kind: Kind) -> None:
    _refusal(data, kind.value, "the file.csv")


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    assert "zoom_registration_report" in str(_refusal(b"Name,Email\n", "van"))
    assert "unknown," not in str(_refusal(b"Name,Email\n", "unknown"))


def test_the_kind_that_fits_may_be_forced() -> None:
    for name in (ATTENDEE_2026, REGISTRATION, "messy/tab.tsv"):
        kind = recognise(raw(name))
        assert read_report(raw(name), name, kind.value) == read_report(raw(name), name)


def test_a_character_cut_in_two_at_the_end_does_not_spoil_the_rest() -> None:
    report = people("Name,Email\nÍñigo Núñez,inigo@example.org\nLucía Peñ".encode()[:-1])
    assert [row.first_name for row in report.rows] == ["Íñigo", "Lucía"]
    assert any("cut short" in str(w) for w in report.warnings)


def test_a_refusal_is_one_of_the_house() -> None:
    assert isinstance(_refusal(b""), Refused)


def test_the_same_remark_is_not_said_a_thousand_times() -> None:
    report = people("Name,Email\n" + "Ana Ruiz,none at all\n" * 1000)
    assert len(report.rows) == 1000
    assert len(report.warnings) == 101
    assert report.warnings[-1].params == {"count": 900}


def _read_or_refuse(data: bytes) -> None:
    try:
        report = read_report(data, "anything.csv")
    except UnreadableFile as refusal:
        assert str(refusal)
        return
    assert all(str(warning) for warning in report.warnings)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from([",", ";", "\t"]))
def test_any_text_below_a_header_is_read_or_refused(text: str, delimiter: str) -> None:
    _read_or_refuse(
        (delimiter.join(("Name", "Email", "Phone", "Tags", "sms_consent")) + "\n" + text).encode("utf-8", "ignore")
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=24), min_size=9, max_size=9), st.text(max_size=40))
def test_any_cells_in_a_report_are_read_or_refused(cells: list[str], start: str) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    quoted = '"' + start.replace('"', '""') + '"'
    _read_or_refuse(attendee_report(row, row, start=quoted).encode("utf-8", "ignore"))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 9_000), st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 255)), max_size=12))
def test_a_damaged_report_is_read_or_refused(cut: int, changes: list[tuple[int, int]]) -> None:
    data = bytearray(raw(ATTENDEE_2020)[:cut])
    for place, value in changes:
        if place < len(data):
            data[place] = value
    _read_or_refuse(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 7_000), st.lists(st.tuples(st.integers(0, 7_000), st.integers(0, 255)), max_size=8))
def test_a_damaged_workbook_is_read_or_refused(cut: int, changes: list[tuple[int, int]]) -> None:
    whole = raw("paper_signin_typed.xlsx")
    data = bytearray(whole if cut % 2 else whole[:cut])
    for place, value in changes:
        if place < len(data):
            data[place] = value
    _read_or_refuse(bytes(data))
