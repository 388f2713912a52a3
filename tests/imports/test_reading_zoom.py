"""Zoom's example reports come out exactly as expected.json says, in every dress they may be saved in."""

# ruff: noqa: DTZ001 (a report that names no zone gives naive times)

import csv
import io
import random
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crm.imports.reading import Approval, Kind, WebinarReport, read_report
from tests.imports.examples import (
    ATTENDEE_2020,
    ATTENDEE_2026,
    EXPECTED,
    PUBLIC,
    REGISTRATION,
    attendee_report,
    raw,
    rewrite,
    webinar,
)

ATTENDEE_REPORTS = (ATTENDEE_2020, ATTENDEE_2026)


def _facts(report: WebinarReport) -> list[tuple[object, ...]]:
    return [(p.email, p.first, p.last, p.attended, len(p.joins), p.minutes, p.approval_text) for p in report.people]


@pytest.mark.parametrize("name", ATTENDEE_REPORTS)
def test_attendee_reports_hold_what_is_expected(name: str) -> None:
    report, expected = webinar(raw(name)), EXPECTED[name]
    assert report.kind == expected["kind"]
    assert (report.topic, report.webinar_id) == (expected["topic"], expected["webinar_id"])
    assert report.registered == expected["registered"]
    assert sum(p.attended for p in report.people) == expected["attended_unique"]
    assert report.session_rows == expected["session_rows"]
    assert len(report.hosts) == expected["hosts"]
    assert len(report.panelists) == expected["panelists"]
    assert len(report.others) == expected["other_attended"]
    wanted = [
        (p["email"], p["first"], p["last"], p["attended"], p["joins"], p["minutes"], p["approval"])
        for p in expected["people"]
    ]
    assert sorted(_facts(report), key=str) == sorted(wanted, key=str)
    assert report.warnings == ()


def test_phones_stay_as_written() -> None:
    by_email = {p.email: p.phone for p in webinar(raw(ATTENDEE_2026)).people}
    assert by_email["melinda.fischer@hotmail.example.com"] == "719-555-0141"
    assert by_email["deg@yahoo.example.com"] == "(602) 555-0113"
    written = {e: "".join(c for c in p or "" if c.isdigit())[-10:] for e, p in by_email.items()}
    assert written == {p["email"]: p["phone_e164"][2:] for p in EXPECTED[ATTENDEE_2026]["people"]}


@pytest.mark.parametrize(
    ("name", "start", "minutes", "made"),
    [
        (ATTENDEE_2020, datetime(2020, 4, 2, 18, 58), 94, datetime(2020, 4, 3, 16, 32)),
        (ATTENDEE_2026, datetime(2026, 9, 17, 18, 58, 12), 94, datetime(2026, 9, 18, 16, 32, 12)),
        (REGISTRATION, datetime(2026, 11, 19, 19, 0), 90, datetime(2026, 11, 12, 10, 2)),
    ],
)
def test_the_head_tells_when(name: str, start: datetime, minutes: int, made: datetime) -> None:
    report = webinar(raw(name))
    assert (report.started_at, report.duration_minutes, report.generated_at) == (start, minutes, made)
    assert report.is_scheduled == (name == REGISTRATION)


def test_the_registration_report_holds_what_is_expected() -> None:
    report, expected = webinar(raw(REGISTRATION)), EXPECTED[REGISTRATION]
    assert report.kind == expected["kind"]
    assert len(report.people) == expected["people_rows"]
    assert [(p.email, p.zip) for p in report.people] == [(p["email"], p["zip"]) for p in expected["people"]]
    assert not any(p.attended or p.joins for p in report.people)
    assert report.questions == ("Questions & Comments",)
    assert report.counts == {"registered": 40, "cancelled": 1, "approved": 38, "denied": 1}
    answers = {p.email: p.answers.get("Questions & Comments") for p in report.people}
    assert answers["mlin@gmail.example.com"] == "=1+1 more people coming"
    assert answers["marcovilla1971@gmail.example.com"] == "Can I join by phone?\nI don't have wifi"


@pytest.mark.parametrize("name", ["zoom_meeting_participants_2021.csv", "zoom_meeting_participants_unique.csv"])
def test_meeting_participants_hold_what_is_expected(name: str) -> None:
    report, expected = webinar(raw(name)), EXPECTED[name]
    assert report.kind == expected["kind"]
    wanted = [(p["display"], p["email"], p["minutes"]) for p in expected["people"]]
    assert [(p.display_name, p.email or "", p.minutes) for p in report.people] == wanted
    assert [other.phone for other in report.others] == ["13125550177"]
    if expected["variant"] == "2021":
        assert [len(p.joins) for p in report.people] == [p["joins"] for p in expected["people"]]


def test_the_public_report_of_2020_holds_what_is_expected() -> None:
    report, expected = webinar(raw(PUBLIC)), EXPECTED[PUBLIC]
    assert report.topic == expected["topic"]
    assert report.attendee_rows == expected["attendee_rows"]
    assert report.session_rows == expected["attendee_rows_yes"]
    assert sum(p.attended for p in report.people) == expected["attendee_distinct_emails_yes"]
    assert len(report.hosts) == expected["hosts_rows"]
    assert sum(len(p.lines) for p in report.panelists) == expected["panelist_rows"]
    assert len(report.others) == expected["other_attended_rows"]
    assert {p.approval_text for p in report.people} <= set(expected["approval_status_values"]) - {"NA"}
    assert any(p.is_panelist for p in report.people)


@pytest.mark.parametrize("name", ATTENDEE_REPORTS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_the_encoding_changes_nothing(name: str, encoding: str) -> None:
    text = raw(name).decode("utf-8-sig")
    assert _facts(webinar(text.encode(encoding))) == _facts(webinar(raw(name)))


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_one_byte_encodings_keep_every_accent(encoding: str) -> None:
    text = raw(ATTENDEE_2026).decode("utf-8-sig").encode(encoding, errors="ignore").decode(encoding)
    report = webinar(text.encode(encoding))
    assert report.encoding == encoding
    assert _facts(report) == _facts(webinar(text))
    assert any("ó" in p.last for p in report.people)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_changes_nothing(delimiter: str) -> None:
    assert _facts(webinar(rewrite(raw(ATTENDEE_2026), delimiter))) == _facts(webinar(raw(ATTENDEE_2026)))


def test_old_line_ends_and_a_delimiter_hint_change_nothing() -> None:
    text = "sep=;\r" + rewrite(raw(ATTENDEE_2026), ";").replace("\r\n", "\r")
    assert _facts(webinar(text)) == _facts(webinar(raw(ATTENDEE_2026)))


def test_the_order_of_columns_changes_nothing() -> None:
    rows = list(csv.reader(io.StringIO(raw(ATTENDEE_2020).decode(), newline="")))
    start = next(n for n, row in enumerate(rows) if row[0] == "Attendee Details") + 1
    end = next(n for n, row in enumerate(rows) if row[0] == "Other Attended")
    order = list(range(len(rows[start])))
    random.Random(7).shuffle(order)
    rows[start:end] = [[row[place] for place in order] for row in rows[start:end]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert _facts(webinar(out.getvalue())) == _facts(webinar(raw(ATTENDEE_2020)))


def test_a_report_saved_again_by_a_spreadsheet_program_is_the_same() -> None:
    rows = list(csv.reader(io.StringIO(raw(ATTENDEE_2026).decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    csv.writer(out).writerows(row + [""] * (15 - len(row)) for row in rows)
    assert _facts(webinar(out.getvalue())) == _facts(webinar(raw(ATTENDEE_2026)))


def test_spanish_headers() -> None:
    text = (
        "Informe de asistentes\r\nInforme generado:,18/09/2026 16:32\r\n"
        "Tema,ID del seminario web,Hora de inicio real,Duración real (minutos),# Inscritos\r\n"
        "Presupuesto,812 3456 7890,17/09/2026 18:58:12,94,2\r\n"
        "Detalles del anfitrión\r\nAsistió,Nombre de usuario,Correo electrónico\r\nSí,Equipo,equipo@example.org\r\n"
        "Detalles del asistente\r\n"
        "Asistió,Nombre,Apellido,Correo electrónico,Teléfono,Hora de registro,Estado de aprobación,"
        "Hora de entrada,Hora de salida,Tiempo en sesión (minutos),¿Podemos enviarte mensajes?,"
        "Nombre del país/región\r\n"
        "Sí,Lucía,Peña,LUCIA@example.org,303-555-0101,08/09/2026 10:00,aprobado,"
        "17/09/2026 19:00:00,17/09/2026 19:30:00,30,Sí,México\r\n"
        "No,Íñigo,Núñez,inigo@example.org,--,09/09/2026 10:00,pendiente,--,--,--,No,--\r\n"
        "Otros asistentes\r\nNombre de usuario,Hora de entrada,Hora de salida,Tiempo en sesión (minutos)\r\n"
        "13035550102,17/09/2026 19:00:00,17/09/2026 19:30:00,30\r\n"
    )
    report = webinar(text.encode("cp1252"))
    assert report.kind is Kind.ZOOM_WEBINAR_ATTENDEE_REPORT
    assert (report.topic, report.started_at) == ("Presupuesto", datetime(2026, 9, 17, 18, 58, 12))
    lucia, inigo = report.people
    assert (lucia.first, lucia.last, lucia.email, lucia.minutes) == ("Lucía", "Peña", "lucia@example.org", 30)
    assert lucia.registered_at == datetime(2026, 9, 8, 10, 0)
    assert lucia.answers == {"¿Podemos enviarte mensajes?": "Sí"}
    assert (inigo.attended, inigo.approval, inigo.phone) == (False, Approval.PENDING, None)
    assert (report.hosts[0].email, report.others[0].phone) == ("equipo@example.org", "13035550102")
    assert report.warnings == ()


def test_questions_of_the_form_are_kept_with_their_answers() -> None:
    columns = (
        "First Name,Last Name,Email,Registration Time,Approval Status,May we text you?,What is your cell phone number?"
    )
    text = (
        'Registration Report\r\nTopic,Webinar ID,Scheduled Time\r\nBudgets,812,"Nov 19, 2026 7:00 PM"\r\n'
        f"Attendee Details\r\n{columns}\r\n"
        'Ana,Ruiz,ana@example.org,"Nov 05, 2026 11:21:09",Cancelled by self,Yes please,303 555 0107\r\n'
    )
    report = webinar(text)
    assert report.questions == ("May we text you?", "What is your cell phone number?")
    ana = report.people[0]
    assert ana.answers["May we text you?"] == "Yes please"
    assert (ana.phone, ana.approval) == ("303 555 0107", Approval.CANCELLED)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("09/17/2026 06:58:12 PM (GMT-5:00)", datetime(2026, 9, 17, 18, 58, 12, tzinfo=timezone(timedelta(hours=-5)))),
        ('"Sep 17, 2026 06:58 PM Eastern Time (US and Canada)"',
         datetime(2026, 9, 17, 18, 58, tzinfo=ZoneInfo("America/New_York"))),
        ("2026-09-17T23:58:12Z", datetime(2026, 9, 17, 23, 58, 12, tzinfo=UTC)),
        ("2026-09-17 18:58:12", datetime(2026, 9, 17, 18, 58, 12)),
    ],
)  # fmt: skip
def test_a_zone_in_the_head_holds_for_the_whole_report(start: str, expected: datetime) -> None:
    row = "Yes,Ana,Ruiz,ana@example.org,,approved,09/17/2026 07:00:00 PM,09/17/2026 07:10:00 PM,10"
    report = webinar(attendee_report(row, start=start))
    assert report.started_at == expected
    assert (report.started_at.tzinfo is None) == (expected.tzinfo is None)
    joined = report.people[0].joins[0].joined_at
    assert joined is not None
    assert joined == datetime(2026, 9, 17, 19, 0, tzinfo=expected.tzinfo)


def test_three_devices_at_once_do_not_make_the_evening_longer() -> None:
    row = "Yes,Ana,Ruiz,ana@example.org,,,09/17/2026 {0} PM,09/17/2026 {1} PM,{2}"
    report = webinar(
        attendee_report(
            row.format("07:00:00", "07:30:00", 30),
            row.format("07:10:00", "07:40:00", 30),
            row.format("07:35:00", "07:45:00", 10),
        )
    )
    ana = report.people[0]
    assert len(ana.joins) == 3
    assert ana.minutes == 45


def test_one_address_with_two_names_is_one_person_and_says_so() -> None:
    report = webinar(
        attendee_report(
            "No,Ana,Ruiz,ana@example.org,09/08/2026 04:52:12 PM,approved,--,--,--",
            "No,Beto,Luna,ANA@example.org,09/08/2026 04:52:12 PM,approved,--,--,--",
        )
    )
    assert [(p.first, p.lines) for p in report.people] == [("Ana", (6, 7))]
    assert [(w.line, w.params["name"]) for w in report.warnings] == [(7, "Beto Luna")]


def test_without_any_address_a_name_is_what_joins_rows() -> None:
    report = webinar(
        attendee_report(
            "Yes,Ángel,محمد,--,,,09/17/2026 07:00:00 PM,09/17/2026 07:10:00 PM,10",
            "Yes,ÁNGEL,محمد,N/A,,,09/17/2026 07:20:00 PM,09/17/2026 07:30:00 PM,10",
            "Yes,Ángel,فاطمة,,,,09/17/2026 07:20:00 PM,09/17/2026 07:30:00 PM,10",
        )
    )
    assert [(p.last, p.minutes, p.email) for p in report.people] == [("محمد", 20, None), ("فاطمة", 10, None)]


def test_what_cannot_be_read_is_named_by_its_line_and_the_person_stays() -> None:
    report = webinar(
        attendee_report("Yes,Ana,Ruiz,not an address,soon,approved,09/17/2026 07:00:00 PM,31/31/2026,10,,extra")
    )
    assert [(p.first, p.email, p.minutes, p.registered_at) for p in report.people] == [("Ana", None, 10, None)]
    assert {w.line for w in report.warnings} == {6}
    assert {w.params.get("value") for w in report.warnings} == {"not an address", "soon", "31/31/2026", None}


def test_people_who_only_waited_did_not_come() -> None:
    text = (
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\r\n"
        "Ana Ruiz,ana@example.org,09/17/2026 07:00:00 PM,09/17/2026 07:05:00 PM,5,Yes,Yes\r\n"
        "Ana Ruiz,ana@example.org,09/17/2026 07:05:00 PM,09/17/2026 07:35:00 PM,30,Yes,No\r\n"
        "Beto Luna (él) - Denver,beto@example.org,09/17/2026 07:00:00 PM,09/17/2026 07:05:00 PM,5,Yes,Yes\r\n"
    )
    report = webinar(text)
    assert report.kind is Kind.ZOOM_MEETING_PARTICIPANTS
    assert [(p.first, p.last, p.attended, p.minutes) for p in report.people] == [
        ("Ana", "Ruiz", True, 30),
        ("Beto", "Luna", False, 0),
    ]


def test_mobilize_is_not_taken_for_zoom() -> None:
    assert read_report(raw("mobilize_signups.csv"), "mobilize.csv").kind is Kind.MOBILIZE_SIGNUPS


def test_fewer_people_than_zoom_counted_is_remarked() -> None:
    lines = raw(ATTENDEE_2026).decode("utf-8-sig").splitlines(keepends=True)
    assert [w.params["counted"] for w in webinar("".join(lines[:60])).warnings] == [118]
    lines = raw("zoom_meeting_participants_2021.csv").decode("utf-8-sig").splitlines(keepends=True)
    assert [w.params["counted"] for w in webinar("".join(lines[:20])).warnings] == [35]
