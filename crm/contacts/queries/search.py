"""Finding a person by a few letters: parts of the name in any order, short names, digits, an e-mail, slips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import Any

from crm.contacts.names import full_name, initials
from crm.contacts.queries.cards import emails_of, phones_of
from crm.contacts.queries.matches import Match, find_matches, read_people
from crm.contacts.queries.point_parts import ids_by_address, ids_by_digits
from crm.contacts.queries.question import BEGINNING, Question, Term, read_question, term_of
from crm.contacts.queries.slips import mended
from crm.core.phones import format_national

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOST_JOINED = 3
"""Of how many words two neighbours are also tried as one: Mary Ann, Maryann."""


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A person found: what to call her, and what tells her from others of that name (a number or address, a town)."""

    id: int
    name: str
    detail: str
    initials: str = ""
    owner_user_id: int | None = None
    reasons: tuple[str, ...] = ()


def search(text: str, limit: int = 20, user_id: int | None = None) -> list[ContactHit]:
    """People found by what was typed, the best first, those of the asking user before strangers; nothing for no text."""
    return to_hits([match.row for match in _best(text, limit, user_id)])


def search_ids(text: str, limit: int, user_id: int | None = None) -> list[int]:
    """Like `search`, their ids alone."""
    return [match.row.id for match in _best(text, limit, user_id)]


def to_hits(people: Sequence[Any]) -> list[ContactHit]:
    """What a list of suggestions shows of these people (contacts, or rows with their names and city), in the same order."""
    ids = [person.id for person in people]
    phones, emails = phones_of(ids), emails_of(ids)
    return [_hit(person, _first(phones.get(person.id)), _first(emails.get(person.id))) for person in people]


def _hit(person: Any, phone: str, email: str) -> ContactHit:
    number = format_national(phone)
    name = full_name(person) or email or number
    told = [part for part in (number or email, person.city) if part and part != name]
    return ContactHit(person.id, name, " · ".join(told), initials(person), person.owner_user_id)


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


def _best(text: str, limit: int, user_id: int | None) -> list[Match]:
    question = read_question(text)
    for way in _ways(question, limit, user_id):
        found = way()
        if found:
            return sorted(found, key=_order(user_id))[:limit]
    return []


def _ways(question: Question, wanted: int, user_id: int | None) -> Iterator[Callable[[], list[Match]]]:
    """The ways to find somebody, the surest first; a later one counts only when all before found nobody."""
    terms = question.terms
    if question.is_address:
        yield partial(_at_address, question)
        return
    if question.digits:
        yield partial(_at_number, question, wanted, user_id)
        terms = (*terms, term_of(question.digits)) if terms else terms
    if not terms:
        return
    yield partial(find_matches, terms, wanted, user_id)
    yield lambda: _mistyped(terms, wanted, user_id) + _at_address(question)
    for other in _rewritten(terms):
        yield partial(find_matches, other, wanted, user_id)


def _mistyped(terms: Sequence[Term], wanted: int, user_id: int | None) -> list[Match]:
    others = [mended(term) for term in terms]
    return find_matches(others, wanted, user_id) if others != list(terms) else []


def _at_number(question: Question, wanted: int, user_id: int | None) -> list[Match]:
    ids = ids_by_digits(question.digits)
    return find_matches(question.terms, wanted, user_id, set(ids)) if question.terms else _all(ids)


def _at_address(question: Question) -> list[Match]:
    return _all(ids_by_address(question.text)) if " " not in question.text else []


def _rewritten(terms: Sequence[Term]) -> Iterator[list[Term]]:
    """The question without single letters (a middle initial that we do not hold), and with two words as one."""
    long = [term for term in terms if len(term.typed) > 1]
    if long and len(long) < len(terms):
        yield long
    if 1 < len(terms) <= MOST_JOINED:
        for at, (first, second) in enumerate(pairwise(terms)):
            yield [*terms[:at], term_of(first.typed + second.typed), *terms[at + 2 :]]


def _all(ids: list[int]) -> list[Match]:
    """People found by a number or an address, all alike."""
    return [Match(row, BEGINNING) for row in read_people(ids)]


def _order(user_id: int | None) -> Callable[[Match], tuple[Any, ...]]:
    """Whole words before beginnings, as typed before short names; then the user's own, those talked with last, the name."""

    def key(match: Match) -> tuple[Any, ...]:
        row = match.row
        is_mine = user_id is not None and row.owner_user_id == user_id
        return -match.worth, not is_mine, -(row.last_contact_at or LONG_AGO).timestamp(), row.sort_key, row.id

    return key
