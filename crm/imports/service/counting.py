"""Count what a file holds and would do, for the preview, the result and the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from crm.contacts.data_policy import is_risky
from crm.imports.consents import agrees
from crm.imports.incoming import Incoming, Part
from crm.imports.models import RowOutcome
from crm.imports.reading import Notice, OpenedList, WebinarReport, affirms
from crm.imports.service.planning import Planned
from crm.signins.service import SignInOutcome, outcome_of
from crm.sms.queries.gate import closed_phones

MOST_NOTICES = 30


def count_rows(planned: Sequence[Planned]) -> dict[str, Any]:
    """What a stretch of rows is and becomes, in figures; stretches are put together with `add_counts`."""
    rows = [one.row for one in planned]
    phones = [row.phones for row in rows if row.phones]
    counts: dict[str, Any] = {outcome.value: 0 for outcome in RowOutcome}
    counts |= Counter([str(one.outcome) for one in planned])
    counts["people"] = len(rows) - counts["left_out"]
    counts["reasons"] = dict(Counter([one.row.left_out or one.found.reason for one in planned]))
    counts["added"] = dict(Counter([name for one in planned if one.addition for name in _added(one)]))
    counts["with_phone"] = len(phones)
    counts["invalid_phones"] = len([row for row in rows if row.raw_phone and not row.phones])
    closed = closed_phones(set(chain.from_iterable(phones))).keys()
    counts["closed"] = len([some for some in phones if not closed.isdisjoint(some)]) if closed else 0
    counts["examples"] = _examples(rows) if rows and rows[0].position == 0 else {}
    return counts


def count_list(planned: Sequence[Planned]) -> dict[str, Any]:
    """The figures of a stretch of a list of people."""
    rows = [one.row for one in planned]
    consents = Counter([(row.sms_consent, bool(row.consent_words)) for row in rows if row.sms_consent])
    looks: dict[str, str] = {}
    for custom in [row.custom for row in rows if row.custom]:
        if not custom.keys() <= looks.keys():
            looks = {name: text[:40] for name, text in custom.items()} | looks
    return count_rows(planned) | {
        "rows": len(planned),
        "opted_out": consents["opted_out", True] + consents["opted_out", False],
        "opted_in": consents["opted_in", True],
        "no_words": consents["opted_in", False],
        "looks": looks,
        "events": _events(planned),
    }


def _events(planned: Sequence[Planned]) -> dict[str, dict[str, Any]]:
    """The actions that sign-ups are about: how many answers each brings and how many were there."""
    events: dict[str, dict[str, Any]] = {}
    for one in [one for one in planned if one.row.signups and one.outcome is not RowOutcome.LEFT_OUT]:
        for signup in one.row.signups:
            start = signup.start.isoformat() if signup.start else ""
            empty: dict[str, Any] = {"title": signup.title[:200], "start": start, "answers": 0, "present": 0}
            event = events.setdefault(f"{start} {signup.title[:200]}", empty)
            event["answers"] += signup.status != "present"
            event["present"] += bool(signup.attended)
    return events


def add_counts(total: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Two sets of figures as one: numbers are added, inside of groups too; of two words the first that says anything stays."""
    joined = dict(total)
    for name, value in more.items():
        before = joined.get(name)
        if isinstance(value, dict):
            joined[name] = add_counts(before or {}, value)
        elif isinstance(value, int):
            joined[name] = (before or 0) + value
        else:
            joined[name] = before or value
    return joined


def count_file(opened: OpenedList, counts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a list once all its rows were gone over: its columns and what was remarked."""
    looks = counts.get("looks", {})
    rows = {"rows": opened.rows_read} if opened.description.merge_by else {}
    return rows | {
        "header": [column.header or column.field or column.key for column in opened.columns],
        "notices": notices_of(opened.warnings()),
        "columns": [
            {
                "header": column.header,
                "field": column.field or "",
                "is_risky": not column.field and is_risky(column.header),
                "example": looks.get(column.header, ""),
            }
            for column in opened.columns
            if column.header
        ],
    }


def count_webinar(report: WebinarReport, planned: Sequence[Planned], minutes: int | None) -> dict[str, Any]:
    """Everything a screen or a command says in figures about a webinar's report."""
    rows = [one.row for one in planned]
    closed = set(closed_phones({phone for row in rows for phone in row.phones}))
    return (
        count_rows(planned)
        | _webinar(report, planned, minutes)
        | {
            "questions": [_question(question, rows, closed) for question in report.questions],
            "notices": notices_of(report.warnings),
            "columns": [],
        }
    )


def notices_of(notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """Remarks as they are kept: the sentence, what fills it, and the line."""
    return [_notice(notice) for notice in notices[:MOST_NOTICES]]


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


def _examples(rows: Sequence[Incoming]) -> dict[str, str]:
    """What a few fields look like, by field: the first cell that holds something."""
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
        "external_id": lambda row: row.external[1] if row.external else "",
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
