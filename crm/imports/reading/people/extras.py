"""What some kinds of list do to their rows besides the common reading: placeholders, dittos, codes, sign-ups."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from crm.imports.reading.cells import fold
from crm.imports.reading.people.models import PersonRow, Signup
from crm.imports.reading.people.plan import Plan
from crm.imports.reading.people.values import read_yes_no
from crm.imports.reading.times import parse_moment

_DITTOS = frozenset(
    {
        '"',
        "'",
        "’",
        "´",
        "″",
        "”",
        "“",
        "''",
        "〃",
        "´´",
        "``",
        "’’",
        ",,",
        "‟",
        '""',
        "״",
        "ˮ",
        "〞",
        "'' ''",
        '" "',
        "—〃—",
    }
)
_DITTO_WORDS = frozenset({"ditto", "idem", "same", "same as above", "mismo", "misma", "lo mismo", "igual"})
_PLACEHOLDERS = frozenset(
    {"info requested", "informacion solicitada", "info solicitada", "information requested", "test attendee"}
)
_STATUSES = {
    "cancelled": "cancel; delet; refund; not attending; no asist; elimin; reembols; withdrawn; no longer",
    "declined": "declin; not going; can t; cant; can’t; not interested; no puede; no puedo; no va; no ir",
    "maybe": "maybe; tal vez; quiz; interes",
    "confirmed": "confirm",
    "invited": "invit",
    "registered": "regist; attend; checked; asist; complet; yes; going; signed; inscri; approved; pending; went; va; ir; si",
}


class Step:
    """One thing done to the rows of some lists; this one does nothing."""

    def applies(self, plan: Plan) -> bool:
        """Take the plan of a file, and say whether there is anything to do in it."""
        return bool(plan.width)

    def prepare(self, cells: list[str]) -> None:
        """Change cells before they are read."""

    def finish(self, row: PersonRow, cells: list[str]) -> PersonRow:
        """Add to the person that was read."""
        return row


class Dittos(Step):
    """A ditto mark repeats the cell above, in the columns that are understood; the row above keeps its own value."""

    def __init__(self) -> None:
        """Start without a row above."""
        self._above: dict[int, str] = {}

    def applies(self, plan: Plan) -> bool:
        """Settle which columns may hold dittos: all that feed a field."""
        extra = {at for _, at in plan.extra}
        self._places = [at for at in range(plan.width) if at not in extra]
        return True

    def prepare(self, cells: list[str]) -> None:
        """Write out the dittos of one row."""
        for at in self._places:
            text = cells[at]
            if is_ditto(text):
                cells[at] = self._above.get(at, "")
            elif text:
                self._above[at] = text


def is_ditto(text: str) -> bool:
    """Say whether a cell holds nothing but a sign that repeats the one above."""
    return bool(text) and len(text) < 16 and (text in _DITTOS or fold(text) in _DITTO_WORDS)


class Placeholders(Step):
    """A ticket whose guest is not named yet says "Info Requested" instead of a name and an address."""

    def applies(self, plan: Plan) -> bool:
        """Settle where names and addresses stand."""
        names = [plan.place[name] for name in ("first_name", "last_name", "full_name") if plan.has(name)]
        self._places = [*names, *plan.emails]
        self._names = names
        self._others = plan.phones
        self._buyer = (plan.place["buyer_email"], plan.place["buyer_first_name"], plan.place["buyer_last_name"])
        self._first, self._last = plan.place["first_name"], plan.place["last_name"]
        self._emails = plan.emails
        return True

    def prepare(self, cells: list[str]) -> None:
        """Empty what is no name and no address, and what is the buyer's: her phone and address beside another name."""
        for at in self._places:
            if fold(cells[at]) in _PLACEHOLDERS:
                cells[at] = ""
        email, first, last = (cells[at] for at in self._buyer)
        if not any(cells[at] for at in self._places):
            for at in self._others:
                cells[at] = ""
            self._give_to_buyer(cells)
        is_other = bool(first or last) and (fold(first), fold(last)) != (
            fold(cells[self._first]),
            fold(cells[self._last]),
        )
        if email and is_other:
            for at in (*self._emails, *self._others):
                cells[at] = "" if at in self._others or fold(cells[at]) == fold(email) else cells[at]

    def _give_to_buyer(self, cells: list[str]) -> None:
        """A ticket of nobody is the buyer's, where the row says who that is."""
        mine = (self._emails[0] if self._emails else -1, self._first, self._last)
        for at, buyers in zip(mine, self._buyer, strict=True):
            if at in self._places:
                cells[at] = cells[buyers]


class Codes(Step):
    """One row a code: it becomes a tag of the person."""

    def applies(self, plan: Plan) -> bool:
        """Find the column of codes."""
        self._at = plan.place["code"]
        return plan.has("code")

    def finish(self, row: PersonRow, cells: list[str]) -> PersonRow:
        """Add the row's code to its tags."""
        code = cells[self._at]
        return row._replace(tags=(*row.tags, code)) if code else row


class Notes(Step):
    """One row a note: it is kept with the person under the header's name."""

    def applies(self, plan: Plan) -> bool:
        """Find the column of notes."""
        self._at = plan.place["note"]
        self._name = plan.keys[self._at] if plan.has("note") else ""
        return plan.has("note")

    def finish(self, row: PersonRow, cells: list[str]) -> PersonRow:
        """Keep the row's note."""
        note = cells[self._at]
        return row._replace(extra={**row.extra, self._name: note}) if note else row


class Signups(Step):
    """Each row is a sign-up to an event."""

    def applies(self, plan: Plan) -> bool:
        """Find the columns of the event."""
        names = ("event_id", "title", "start", "zone", "status", "attended", "made_at")
        self._places = [plan.place[f"signup_{name}"] for name in names]
        return plan.has("signup_event_id", "signup_title", "signup_status", "signup_attended")

    def finish(self, row: PersonRow, cells: list[str]) -> PersonRow:
        """Carry the sign-up with the person."""
        event, title, start, zone, status, attended, made = (cells[at] for at in self._places)
        signup = Signup(
            event, title, _moment(start), zone, read_status(status), _attended(attended, status), _moment(made)
        )
        return row._replace(signup=(signup,))


class Presences(Step):
    """Each row of a sign-in sheet is somebody who was there."""

    def finish(self, row: PersonRow, cells: list[str]) -> PersonRow:
        """Carry with the person that she was there."""
        return row._replace(signup=(_WAS_THERE,))


_WAS_THERE = Signup(status="present", attended=True)


@lru_cache(maxsize=1024)
def _moment(text: str) -> dt.datetime | None:
    return parse_moment(text) if text else None


@lru_cache(maxsize=256)
def read_status(text: str) -> str:
    """Reduce the status of a sign-up to what it means (see Signup), "" for a word nobody knows."""
    folded = fold(text)
    for name, stems in _STATUSES.items():
        if folded and any(stem.strip() in folded for stem in stems.split(";")):
            return name
    return ""


def _attended(text: str, status: str) -> bool | None:
    said = read_yes_no(text) if text else None
    if said is None and fold(status) in ("checked in", "attended", "completed", "asistio", "registrado en la entrada"):
        return True
    return False if said is None and fold(status) in ("no show", "no asistio") else said
