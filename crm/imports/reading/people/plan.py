"""Settle once, before the first row, which cells feed which field, so that reading a row looks nothing up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.imports.reading.columns import Column, Columns
from crm.imports.reading.people.places import STATES
from crm.imports.reading.people.words import HOUSES, house_of, is_mobile
from crm.imports.reading.table import Row

_PLACES = ("street", "street_2", "city", "state", "zip")
_SINGLE = (
    "first_name", "middle_name", "last_name", "last_name_2", "suffix", "prefix", "full_name", "chosen_name", "pronouns",
    "language", "household", "sms_consent", "email_consent", "consent_source", "consent_words", "consent_at", "external_id",
    "address", "street_number", "code", "note", "unsubscribed_at", "email_at", "answered_at",
    "order", "buyer_email", "buyer_first_name",
    "buyer_last_name", "signup_event_id", "signup_title", "signup_start", "signup_zone", "signup_status", "signup_attended",
    "signup_made_at",
)  # fmt: skip


@dataclass(slots=True)
class Plan:
    """Places of cells by field. A field without a column has the place just behind the last cell, which is always empty.

    spare lists (main place, further places) of fields with several columns; houses lists the addresses, each as the
    places of street, second line, city, state and ZIP code, surest first; labels gives for a telephone's place that of
    the cell which says what telephone it is. is_american is false where the states are another country's.
    """

    width: int
    header: list[str]
    keys: list[str]
    place: dict[str, int]
    spare: list[tuple[int, tuple[int, ...]]]
    emails: tuple[int, ...]
    phones: tuple[int, ...]
    labels: dict[int, int]
    tags: tuple[int, ...]
    houses: list[tuple[int, int, int, int, int]]
    marks: list[tuple[int, str]]
    questions: list[tuple[int, str]]
    flags: dict[str, tuple[int, ...]]
    extra: list[tuple[str, int]]
    fields: frozenset[str] = field(default_factory=frozenset)
    is_american: bool = True

    def has(self, *names: str) -> bool:
        """Say whether any of the fields has a column."""
        return not self.fields.isdisjoint(names)


def make_plan(columns: Columns, sample: Sequence[Row] = ()) -> Plan:
    """Settle the columns of one file: telephones that are texted come first, headers without a field become extra ones."""
    by_field: dict[str, list[Column]] = {}
    for column in columns.all:
        by_field.setdefault(column.field or "", []).append(column)
    width = len(columns.all)
    places = {name: [column.index for column in found] for name, found in by_field.items()}
    single = {name: places[name] for name in _SINGLE if name in places}
    phones = sorted(by_field.get("phone", ()), key=lambda column: not is_mobile(column.header))
    return Plan(
        width=width,
        header=[column.header for column in columns.all],
        keys=[column.key for column in columns.all],
        place={name: single.get(name, [width])[0] for name in _SINGLE},
        spare=[(found[0], tuple(found[1:])) for found in single.values() if len(found) > 1],
        emails=tuple(places.get("email", ())),
        phones=tuple(column.index for column in phones),
        labels=_labels(by_field),
        tags=tuple(places.get("tags", ())),
        houses=_houses(by_field, width),
        marks=[(column.index, column.header) for column in by_field.get("tag", ())],
        questions=[(column.index, " ".join(column.header.split())) for column in by_field.get("sms_question", ())],
        flags={name: tuple(places.get(name, ())) for name in ("no_texts", "no_emails", "no_calls", "no_contact")},
        extra=[(column.key, column.index) for column in by_field.get("", ()) if column.header],
        fields=frozenset(by_field) - {""},
        is_american=_is_american(places.get("state", []), sample),
    )


def _is_american(places: Sequence[int], sample: Sequence[Row]) -> bool:
    """Say whether most states of a list may be American: a code of two letters that is one, or a longer name."""
    states = [text for row in sample for at in places if at < len(row.cells) and (text := row.cells[at].strip())]
    return sum(len(text) > 3 or text.upper() in STATES for text in states) * 2 >= len(states)


def _labels(by_field: dict[str, list[Column]]) -> dict[int, int]:
    """Pair "Phone 2 - Label" with "Phone 2 - Value" by their number."""
    named = {_number(column.header): column.index for column in by_field.get("phone_label", ())}
    return {
        column.index: named[number]
        for column in by_field.get("phone", ())
        if (number := _number(column.header)) and number in named
    }


def _number(header: str) -> str:
    found = re.search(r"\d+", header)
    return found[0] if found else ""


def _houses(by_field: dict[str, list[Column]], width: int) -> list[tuple[int, int, int, int, int]]:
    houses: dict[str, dict[str, int]] = {}
    for name in _PLACES:
        for column in by_field.get(name, ()):
            houses.setdefault(house_of(column.header), {}).setdefault(name, column.index)
    if len(houses) > 1 and "" in houses:
        _join_loose(houses)
    ordered = sorted(houses, key=HOUSES.index)
    return [_five([houses[house].get(name, width) for name in _PLACES]) for house in ordered]


def _join_loose(houses: dict[str, dict[str, int]]) -> None:
    """A "Home Street" beside a plain "City" is one address: parts that only one of the two names belong together."""
    for house in ("home", "mailing"):
        found = houses.get(house)
        if found is not None and not found.keys() & houses[""].keys():
            found |= houses.pop("")
            return


def _five(places: Sequence[int]) -> tuple[int, int, int, int, int]:
    street, second, city, state, postal = places
    return street, second, city, state, postal
