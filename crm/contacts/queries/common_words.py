"""People who have several words of which each is common, found in one question of bounded cost, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    FromClause,
    Select,
    String,
    Table,
    and_,
    bindparam,
    select,
    union_all,
)

from crm.contacts.models import Contact, NameToken
from crm.contacts.queries.question import SHORT_NAME, Term
from crm.core.database import db
from crm.core.scope import current_organization_id

LOOKED_THROUGH = 1_000
"""Of how many with a family name that begins so the first names are looked at."""
MOST_ASKED = 10_000
"""How often it is asked whether somebody also has another word."""
MOST_IN_ORDER = 3
"""Longer questions are not first name and family name, and hold a rare word mostly."""
MOST_FORMS = 4
LAST = "\U0010ffff"
PEOPLE, TOKENS = cast(Table, Contact.__table__), cast(Table, NameToken.__table__)
Names = tuple[tuple[str, ...], tuple[str, ...]]
"""Words of a question read as given names and family names."""


def ids_with_all(terms: Sequence[Term], limit: int) -> set[int]:
    """About `limit` people of each way to have two or more words; whether they do is for the asker to see.

    Whoever has one of first name and family name whole, and the other as far as it is typed, is among them unless more
    than `limit` have. With both only begun, or in another place of the name, she is looked for among so many.
    """
    readings = list(_readings(terms))
    statement, values = _statement(len(readings), len(terms)), _values(readings) | _words(terms)
    bounds = {"most": limit, "through": LOOKED_THROUGH, "followed": MOST_ASKED // sum(map(_meanings, terms))}
    found = {row.id for row in at_once(statement, **values, **bounds)}
    for others in _by_other_names(terms):
        if len(found) < limit:
            found.update(row.id for row in at_once(_statement(len(others), 0), **_values(others), **bounds))
    return found


def begins_with(column: Any, start: str) -> ColumnElement[bool]:
    """The condition that a text in byte order begins so, as a range of its index."""
    return and_(column >= start, column < start + LAST)


def at_once(statement: Select[Any], **values: Any) -> CursorResult[Any]:
    """The answer to a statement on our own rows, past the session, which costs as much as the reading."""
    return db.session.connection().execute(statement, {**values, "ours": current_organization_id()})


def within(table: FromClause) -> ColumnElement[bool]:
    """The rows of the organization of `at_once`, found by an index that begins with it."""
    return table.c.organization_id == bindparam("ours")


def _readings(terms: Sequence[Term]) -> Iterator[Names]:
    """The words as given names and family names, both ways round."""
    typed = tuple(term.typed for term in terms)
    for at in range(1, len(typed)) if len(typed) <= MOST_IN_ORDER else ():
        yield typed[:at], typed[at:]
        yield typed[at:], typed[:at]


def _by_other_names(terms: Sequence[Term]) -> Iterator[list[Names]]:
    """Of two words the readings with another name for one of them (lupe soto: guadalupe soto)."""
    for term, other in (tuple(terms), tuple(reversed(terms))) if len(terms) == 2 else ():
        near = sorted(word for word, worth in term.others.items() if worth == SHORT_NAME)
        if near:
            yield [((name,), (other.typed,)) for name in near[:MOST_FORMS]]


def _values(readings: Sequence[Names]) -> dict[str, str]:
    """From where to where the names of each reading stand, by first name and by family name."""
    values: dict[str, str] = {}
    for at, (given, family) in enumerate(readings):
        first, last = " ".join(given), " ".join(family)
        starts = {"by_first": f"{''.join(given)} {''.join(family)}", "by_last": f"{last}\t{first}", "begun": last}
        for name, start in starts.items():
            values |= {f"{name}{at}": start, f"{name}{at}_end": start + LAST}
        values[f"first{at}"] = f"\t{first}"
    return values


def _meanings(term: Term) -> int:
    return 1 + len(term.others)


def _words(terms: Sequence[Term]) -> dict[str, Any]:
    """The words themselves with what else they may mean, the longest, which is the rarest mostly, first."""
    ordered = sorted(terms, key=lambda term: -len(term.typed))
    words = {f"word{at}": [term.typed, *sorted(term.others)] for at, term in enumerate(ordered)}
    start = ordered[0].typed
    return {**words, "start": start, "start_end": start if ordered[0].is_whole else start + LAST}


@cache
def _statement(readings: int, words: int) -> Select[Any]:
    """One question for all ways, built once for each number of readings and words."""
    ways = [way for at in range(readings) for way in _in_order(at)]
    if words:
        ways += [_with_others(words), _with_longest()]
    limited = [select(way.limit(bindparam("most")).subquery().c[0].label("id")) for way in ways]
    return select(union_all(*limited).subquery().c.id)


def _in_order(at: int) -> Iterator[Select[Any]]:
    """Those with the given names whole, those with the family names whole, and those with both begun."""
    is_ours = within(PEOPLE)
    is_current = and_(PEOPLE.c.merged_into_id.is_(None), PEOPLE.c.archived_at.is_(None))
    begun = select(PEOPLE.c.id, PEOPLE.c.sort_key).where(is_ours, is_current, _between(PEOPLE.c.sort_key, f"begun{at}"))
    some = begun.order_by(PEOPLE.c.sort_key, PEOPLE.c.id).limit(bindparam("through")).subquery()
    yield select(PEOPLE.c.id).where(is_ours, _between(PEOPLE.c.name_key, f"by_first{at}"))
    yield select(PEOPLE.c.id).where(is_ours, is_current, _between(PEOPLE.c.sort_key, f"by_last{at}"))
    yield select(some.c.id).where(some.c.sort_key.contains(bindparam(f"first{at}", type_=String())))


def _with_others(words: int) -> Select[Any]:
    """Of some with the longest word whole those who have all others whole."""
    some = _has("word0").limit(bindparam("followed")).subquery()
    query = select(some.c.contact_id)
    for at in range(1, words):
        other = TOKENS.alias()
        is_other = (within(other)) & other.c.token.in_(bindparam(f"word{at}", expanding=True))
        query = query.where(select(other.c.token).where(is_other, other.c.contact_id == some.c.contact_id).exists())
    return query


def _with_longest() -> Select[Any]:
    """Some with the longest word, whole or begun."""
    is_ours = within(TOKENS)
    return (
        select(TOKENS.c.contact_id)
        .where(is_ours, TOKENS.c.token >= bindparam("start"), TOKENS.c.token <= bindparam("start_end"))
        .order_by(TOKENS.c.token, TOKENS.c.contact_id)
    )


def _has(name: str) -> Select[Any]:
    is_ours = within(TOKENS)
    return select(TOKENS.c.contact_id).where(is_ours, TOKENS.c.token.in_(bindparam(name, expanding=True)))


def _between(column: Any, name: str) -> ColumnElement[bool]:
    return and_(column >= bindparam(name), column < bindparam(f"{name}_end"))
