"""Take the rows of one person together: by e-mail, else by name, else each device by itself."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from crm.core.errors import N_
from crm.imports.reading.cells import fold
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.names import is_device, read_display_name
from crm.imports.reading.zoom.models import Approval, Join, Presenter, WebinarPerson
from crm.imports.reading.zoom.rows import ReportRow
from crm.imports.reading.zoom.words import read_approval

_Key = tuple[str, str]


@dataclass(slots=True)
class Draft:
    """The rows of one person while they are gathered."""

    rows: list[ReportRow] = field(default_factory=list)

    @property
    def joins(self) -> tuple[Join, ...]:
        """List the stays of all rows in the order of the file."""
        return tuple(row.join for row in self.rows if row.join)

    def is_free_at(self, join: Join | None) -> bool:
        """Say whether the last stay ended before this one began, so that both can be one device's."""
        last = self.joins[-1] if self.joins else None
        if join is None or last is None or join.joined_at is None or last.left_at is None:
            return False
        return _stamp(join.joined_at) >= _stamp(last.left_at)


def gather(rows: Iterable[ReportRow], notices: Notices, *, names_identify: bool = True) -> list[Draft]:
    """Gather rows into persons in the order of their first row; without names_identify only an e-mail joins
    two rows.
    """
    drafts: list[Draft] = []
    found: dict[_Key, list[Draft]] = {}
    for row in rows:
        key = _key(row)
        known = found.setdefault(key, [])
        draft = _choose(row, key, known, names_identify)
        if draft is None:
            draft = Draft()
            drafts.append(draft)
        else:
            known.remove(draft)
            _note_other_name(row, draft, notices)
        known.append(draft)
        draft.rows.append(row)
    return drafts


def _key(row: ReportRow) -> _Key:
    if row.email:
        return "email", row.email
    if row.email_text:
        return "text", row.email_text
    return "name", (f"{row.first} {row.last}".strip() or row.display).casefold()


def _choose(row: ReportRow, key: _Key, known: list[Draft], names_identify: bool) -> Draft | None:
    """Pick the person among those of the same key; a device's or lone first name is another one when the
    stays overlap.
    """
    if not known or (key[0] == "name" and not (names_identify and key[1])):
        return None
    if key[0] != "name" or not _is_vague(row, key[1]):
        return known[-1]
    return next((draft for draft in reversed(known) if draft.is_free_at(row.join)), None)


def _is_vague(row: ReportRow, name: str) -> bool:
    return not (row.first and row.last) and (is_device(name) or " " not in name)


def _note_other_name(row: ReportRow, draft: Draft, notices: Notices) -> None:
    start = draft.rows[0]
    if row.email and row.first and start.first and fold(row.first + row.last) != fold(start.first + start.last):
        message = N_("%(email)s stands here with another name (%(name)s); both rows were taken as one person.")
        notices.append(Notice(message, {"email": row.email, "name": f"{row.first} {row.last}".strip()}, row.line))


def to_person(draft: Draft, panelists: frozenset[str]) -> WebinarPerson:
    """Make one person of the gathered rows: the first row that says something wins, stays are added up."""
    rows = draft.rows
    display = _first_text(row.display for row in rows)
    first, last = _first_text(row.first for row in rows), _first_text(row.last for row in rows)
    if not first and not last and display:
        parts = read_display_name(display)
        first = " ".join(filter(None, (parts.first, parts.middle)))
        last = " ".join(filter(None, (parts.last, parts.suffix)))
    approval_text = _first_text(row.approval_text for row in rows)
    email = next((row.email for row in rows if row.email), None)
    return WebinarPerson(
        lines=tuple(row.line for row in rows),
        first=first,
        last=last,
        display_name=display or f"{first} {last}".strip(),
        email=email,
        phone=_first_text(row.phone or "" for row in rows) or None,
        city=_first_text(row.city for row in rows),
        state=_first_text(row.state for row in rows),
        zip=_first_text(row.zip for row in rows),
        organization=_first_text(row.organization for row in rows),
        registered_at=next((row.registered_at for row in rows if row.registered_at), None),
        approval=read_approval(approval_text) if approval_text else Approval.NONE,
        approval_text=approval_text,
        is_panelist=(email or "") in panelists or "panelist" in fold(approval_text),
        is_guest=next((row.guest for row in rows if row.guest is not None), None),
        attended=any(row.attended for row in rows),
        joins=draft.joins,
        minutes=total_minutes(draft.joins),
        answers=_answers(rows),
    )


def to_presenter(draft: Draft) -> Presenter:
    """Make one host or panelist of the gathered rows."""
    rows = draft.rows
    return Presenter(
        lines=tuple(row.line for row in rows),
        name=_first_text(row.display or f"{row.first} {row.last}".strip() for row in rows),
        email=next((row.email for row in rows if row.email), None),
        attended=any(row.attended for row in rows),
        joins=draft.joins,
        minutes=total_minutes(draft.joins),
    )


def total_minutes(joins: tuple[Join, ...]) -> int:
    """Add up the minutes of all stays; whole minutes in which two devices were present at once count once."""
    total = sum(join.minutes for join in joins)
    if len(joins) < 2:
        return total
    spans = sorted((_stamp(j.joined_at), _stamp(j.left_at)) for j in joins if j.joined_at and j.left_at)
    twice, reached = 0.0, float("-inf")
    for start, end in spans:
        twice += max(0.0, min(end, reached) - start)
        reached = max(reached, end)
    return max(max(join.minutes for join in joins), total - int(twice // 60))


def _stamp(moment: dt.datetime) -> float:
    """Seconds on one scale; a time without a zone counts as UTC, which differences within a file do not
    notice.
    """
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


def _answers(rows: list[ReportRow]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question, answer in itertools.chain.from_iterable(row.answers.items() for row in rows):
        answers.setdefault(question, answer)
    return answers


def _first_text(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
