"""Count what a file holds and would do, for the preview, the result and the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from crm.imports.consents import agrees
from crm.imports.incoming import Incoming, Part, is_risky
from crm.imports.models import RowOutcome
from crm.imports.reading import Notice, PeopleReport, WebinarReport, affirms
from crm.imports.service.planning import Planned
from crm.signins.service import SignInOutcome, outcome_of
from crm.sms.queries.gate import closed_phones

MOST_NOTICES = 30


def count_all(report: WebinarReport | PeopleReport, planned: Sequence[Planned], minutes: int | None) -> dict[str, Any]:
    """Everything a screen or a command says in figures about an import, as JSON can hold it."""
    rows = [one.row for one in planned]
    counts: dict[str, Any] = {outcome.value: 0 for outcome in RowOutcome}
    counts |= Counter(one.outcome.value for one in planned)
    counts["people"] = len(rows) - counts["left_out"]
    counts["reasons"] = dict(Counter(one.row.left_out or one.found.reason for one in planned))
    counts["added"] = dict(Counter(name for one in planned for name in _added(one)))
    counts["invalid_phones"] = sum(row.has_bad_phone for row in rows)
    counts["with_phone"] = sum(bool(row.phones) for row in rows)
    counts["notices"] = [_notice(notice) for notice in report.warnings[:MOST_NOTICES]]
    counts["columns"] = _columns(report, rows)
    counts["examples"] = _examples(rows)
    closed = set(closed_phones({phone for row in rows for phone in row.phones}))
    counts["closed"] = sum(any(phone in closed for phone in row.phones) for row in rows)
    if isinstance(report, WebinarReport):
        counts |= _webinar(report, planned, minutes)
        counts["questions"] = [_question(question, rows, closed) for question in report.questions]
    else:
        counts |= {"rows": len(rows), "opted_out": sum(row.sms_consent == "opted_out" for row in rows)}
        counts["header"] = [column.header for column in report.mapping]
        counts["opted_in"] = sum(bool(row.sms_consent == "opted_in" and row.consent_words) for row in rows)
        counts["no_words"] = sum(bool(row.sms_consent == "opted_in" and not row.consent_words) for row in rows)
    return counts


def track_of(row: Incoming, minutes: int | None) -> str:
    """The track of one person by the file alone: came, left_early, did_not_come, or "" for who is in none."""
    if row.part is Part.PRESENTED:
        return ""
    if row.attended:
        return "came" if outcome_of(row.minutes, minutes) is SignInOutcome.PRESENT else "left_early"
    return "did_not_come" if row.part is Part.REGISTERED else ""


def _webinar(report: WebinarReport, planned: Sequence[Planned], minutes: int | None) -> dict[str, Any]:
    tracks = Counter(track_of(one.row, minutes) for one in planned if one.outcome is not RowOutcome.LEFT_OUT)
    return {
        "rows": report.attendee_rows,
        "topic": report.topic,
        "webinar_id": report.webinar_id,
        "is_scheduled": report.is_scheduled,
        "stated_registered": report.registered,
        "registered": sum(one.row.part is Part.REGISTERED for one in planned),
        "cancelled": sum(one.row.part is Part.CANCELLED for one in planned),
        "denied": sum(one.row.part is Part.DENIED for one in planned),
        "attended": sum(person.attended for person in report.people),
        "came": tracks["came"],
        "left_early": tracks["left_early"],
        "did_not_come": tracks["did_not_come"],
        "session_rows": report.session_rows,
        "rejoined": sum(len(person.joins) > 1 for person in report.people),
        "panelists": len(report.panelists),
        "hosts": len(report.hosts),
        "other_attended": len(report.others),
    }


def _question(question: str, rows: Sequence[Incoming], closed: set[str]) -> dict[str, Any]:
    """How a question of the form was answered: how many said yes, with a phone, at a closed number; an example."""
    yes = [row for row in rows if agrees(row, question)]
    given = [row.answers[question] for row in rows if row.answers.get(question)]
    return {
        "text": question,
        "is_risky": is_risky(question),
        "answered": len(given),
        "is_yes_no": bool(given) and sum(affirms(text) for text in given) * 2 >= len(given),
        "yes": len(yes),
        "yes_with_phone": sum(bool(row.phones) for row in yes),
        "closed": sum(any(phone in closed for phone in row.phones) for row in yes),
        "examples": list(dict.fromkeys(text[:40] for text in given))[:3],
    }


def _columns(report: WebinarReport | PeopleReport, rows: Sequence[Incoming]) -> list[dict[str, Any]]:
    """What each column of a list of people was taken for; a webinar's columns are Zoom's own."""
    if isinstance(report, WebinarReport):
        return []
    return [
        {
            "header": column.header,
            "field": column.field or "",
            "is_risky": not column.field and is_risky(column.header),
            "example": next((row.custom[column.header][:40] for row in rows if row.custom.get(column.header)), ""),
        }
        for column in report.mapping
        if column.header
    ]


def _examples(rows: Sequence[Incoming]) -> dict[str, str]:
    """What a few fields look like in the file, by field: the first cell that holds something."""
    looks: dict[str, Callable[[Incoming], str]] = {
        "name": lambda row: row.name if row.first else "",
        "email": lambda row: row.emails[0] if row.emails else "",
        "phone": lambda row: row.raw_phone,
        "language": lambda row: row.language,
        "tags": lambda row: ", ".join(row.tags),
        "zip": lambda row: row.fields.get("postal_code", ""),
        "city": lambda row: row.fields.get("city", ""),
        "state": lambda row: row.fields.get("state", ""),
        "street": lambda row: row.fields.get("street", ""),
        "external_id": lambda row: row.custom.get("external_id", ""),
    }
    return {name: next((text[:40] for row in rows if (text := look(row))), "") for name, look in looks.items()}


def _added(one: Planned) -> list[str]:
    if one.addition is None:
        return []
    kinds = [("phone", one.addition.phones), ("email", one.addition.emails)]
    return [name for name, values in kinds if values] + ["other"] * bool(one.addition.fields or one.addition.custom)


def _notice(notice: Notice) -> dict[str, Any]:
    params = {name: value if isinstance(value, int) else str(value) for name, value in notice.params.items()}
    return {"message": notice.message, "params": params, "line": notice.line}
