"""People whose names answer every word of a question: a bounded number is read, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, func, select, union_all

from crm.contacts.models import Contact, NameToken
from crm.contacts.queries.index_words import has_joined, joined_words
from crm.contacts.queries.question import Term
from crm.contacts.tokens import tokens_of_names
from crm.core.database import db
from crm.core.scope import current_organization_id, is_ours
from crm.core.upsert import chunks

CAP = 250
"""How many people with one word are all looked at; of more, `SOME` are."""
SOME = 120
NEAR = 60
"""How many of those talked with last, and of the asking user's own, are looked at before strangers."""
DEPTHS = (5_000, 200_000)
"""How far two common words are followed until enough people have both."""
LAST = "\U0010ffff"
PEOPLE = cast(Table, Contact.__table__)
FIELDS = tuple(
    PEOPLE.c[name]
    for name in (
        *("id", "first_name", "middle_name", "last_name", "chosen_name", "name_phonetic", "suffix"),
        *("city", "sort_key", "owner_user_id", "last_contact_at"),
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who answers a question, with what the answer is worth; `row` holds `FIELDS`."""

    row: Any
    worth: int


def find_matches(terms: Sequence[Term], wanted: int, user_id: int | None, among: set[int] | None = None) -> list[Match]:
    """Those with every word (of the people `among`); at least `wanted` of them, if there are so many, in no order."""
    by_term = [list(db.session.scalars(_people_with(term, CAP + 1))) for term in terms]
    complete = [set(ids) for ids in by_term if len(ids) <= CAP] + ([among] if among is not None else [])
    if complete:
        return _answering(set.intersection(*complete), terms)
    found = {match.row.id: match for match in _near(terms, user_id)}
    if len(terms) == 1:
        found |= {match.row.id: match for match in _answering(dict.fromkeys(by_term[0][:SOME]), terms)}
        return list(found.values())
    for depth in DEPTHS:
        found |= {match.row.id: match for match in _answering(_with_all(terms, depth), terms)}
        if len(found) >= wanted or not any(_is_longer(term, depth) for term in terms):
            break
    return list(found.values())


def read_people(ids: Iterable[int]) -> list[Any]:
    """The rows of those of the people who are current."""
    rows: list[Any] = []
    for some in chunks(sorted(ids)):
        rows += db.session.execute(_current(is_ours(PEOPLE), PEOPLE.c.id.in_(some)))
    return rows


def _answering(ids: Iterable[int], terms: Sequence[Term]) -> list[Match]:
    """Of some people those who answer, by their own names or those of records joined into theirs."""
    rows = read_people(ids)
    matches = _judge(rows, terms, {})
    known = {match.row.id for match in matches}
    rest = [row for row in rows if row.id not in known]
    joined = joined_words(row.id for row in rest) if rest and has_joined() else {}
    return matches + _judge([row for row in rest if row.id in joined], terms, joined)


def _judge(rows: Iterable[Any], terms: Sequence[Term], joined: Mapping[int, set[str]]) -> list[Match]:
    matches: list[Match] = []
    for row in rows:
        tokens = tokens_of_names(row) | joined.get(row.id, set())
        worth = [term.worth(tokens) for term in terms]
        if all(worth):
            matches.append(Match(row, sum(worth)))
    return matches


def _near(terms: Sequence[Term], user_id: int | None) -> list[Match]:
    """Of those talked with last and of the user's own people, those who answer."""
    ours, talked_at = PEOPLE.c.organization_id == current_organization_id(), PEOPLE.c.last_contact_at
    talked = _current(ours, talked_at.is_not(None)).order_by(talked_at.desc())
    rows = list(db.session.execute(talked.limit(NEAR)))
    if user_id is not None:
        own = _current(ours, PEOPLE.c.owner_user_id == user_id).order_by(PEOPLE.c.sort_key, PEOPLE.c.id)
        rows += db.session.execute(own.limit(NEAR))
    return _judge(rows, terms, {})


def _current(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """People who are neither archived nor joined into others, past the ORM, which costs as much as the reading."""
    return select(*FIELDS).where(*conditions, PEOPLE.c.merged_into_id.is_(None), PEOPLE.c.archived_at.is_(None))


def _people_with(term: Term, limit: int) -> Select[int]:
    """The ids of people with a word, whole words first, at most about `limit`; an id may come twice."""
    begins = NameToken.token == term.typed if term.is_whole else begins_with(NameToken.token, term.typed)
    typed = _people_where(begins).order_by(NameToken.token, NameToken.contact_id).limit(limit)
    if not term.others:
        return typed
    others = _people_where(NameToken.token.in_(sorted(term.others))).limit(limit)
    both = union_all(select(typed.subquery().c.contact_id), select(others.subquery().c.contact_id)).subquery()
    return select(both.c.contact_id)


def _people_where(condition: ColumnElement[bool]) -> Select[int]:
    return select(NameToken.contact_id).where(NameToken.organization_id == current_organization_id(), condition)


def _with_all(terms: Sequence[Term], depth: int) -> set[int]:
    """The ids of up to `SOME` people with all words, each word followed `depth` rows far."""
    first, *more = (_people_with(term, depth).subquery() for term in terms)
    query = select(first.c.contact_id).where(*(first.c.contact_id.in_(select(one.c.contact_id)) for one in more))
    return set(db.session.scalars(query.limit(SOME)))


def _is_longer(term: Term, depth: int) -> bool:
    """Whether more people have a word than it is followed far."""
    rows = _people_with(term, depth + 1).subquery()
    return db.session.scalars(select(func.count()).select_from(rows)).one() > depth


def begins_with(column: Any, start: str) -> ColumnElement[bool]:
    """The condition that a text in byte order begins so, as a range of its index."""
    return and_(column >= start, column < start + LAST)
