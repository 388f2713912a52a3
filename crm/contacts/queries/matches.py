"""People whose names answer every word of a question: a bounded number is read, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select, union_all

from crm.contacts.models import Contact, NameToken
from crm.contacts.queries.common_words import LAST, at_once, ids_with_all, within
from crm.contacts.queries.index_words import has_joined, joined_words
from crm.contacts.queries.question import Term
from crm.contacts.tokens import tokens_of_names
from crm.core.scope import of_organization
from crm.core.upsert import chunks

CAP = 250
"""How many people who may be meant are all looked at; of more with one word, `SOME` are."""
KNOWN = 1_000
"""Up to how many people with a word are all known by their ids, when there are several words that may narrow them."""
SOME = 80
FEW = 40
"""How many with several common words are looked at at least, of each way to have them."""
NEAR = 40
"""How many of those talked with last, and of the asking user's own, are looked at before strangers."""
PEOPLE, TOKENS = cast(Table, Contact.__table__), cast(Table, NameToken.__table__)
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
    """Those with every word (of the people `among`); in no order, of common words those that are found soon."""
    most = CAP if len(terms) == 1 else KNOWN
    by_term = [_people_with(term, most) for term in terms]
    complete = [set(ids) for ids in by_term if len(ids) <= most] + ([among] if among is not None else [])
    if complete and len(met := set.intersection(*complete)) <= CAP:
        return _answering(met, terms)
    found = {match.row.id: match for match in _near(terms, user_id)}
    some = by_term[0][:SOME] if len(terms) == 1 else ids_with_all(terms, max(wanted, FEW))
    found |= {match.row.id: match for match in _answering(set(some) - found.keys(), terms)}
    return list(found.values())


def read_people(ids: Iterable[int]) -> list[Any]:
    """The rows of those of the people who are current."""
    rows: list[Any] = []
    for some in chunks(sorted(ids)):
        rows += at_once(_these(), people=some)
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
    rows = list(at_once(_talked_with(), most=NEAR))
    if user_id is not None:
        rows += at_once(_owned(), owner=user_id, most=NEAR)
    return _judge(rows, terms, {})


def _current() -> Select[*tuple[Any, ...]]:
    """People who are neither archived nor joined into others."""
    return select(*FIELDS).where(PEOPLE.c.merged_into_id.is_(None), PEOPLE.c.archived_at.is_(None))


@cache
def _these() -> Select[*tuple[Any, ...]]:
    """Some by their ids: of two hundred SQLite would rather read everybody of the organization, which it may not."""
    return _current().where(PEOPLE.c.id.in_(bindparam("people", expanding=True)), of_organization(PEOPLE))


@cache
def _talked_with() -> Select[*tuple[Any, ...]]:
    talked_at = PEOPLE.c.last_contact_at
    return _current().where(within(PEOPLE), talked_at.is_not(None)).order_by(talked_at.desc()).limit(bindparam("most"))


@cache
def _owned() -> Select[*tuple[Any, ...]]:
    is_own = PEOPLE.c.owner_user_id == bindparam("owner")
    return _current().where(within(PEOPLE), is_own).order_by(PEOPLE.c.sort_key, PEOPLE.c.id).limit(bindparam("most"))


def _people_with(term: Term, most: int) -> Sequence[int]:
    """The ids of people with a word, whole words first; more than `most` when there are more, and an id may come twice."""
    end = term.typed if term.is_whole else term.typed + LAST
    values: dict[str, Any] = {"start": term.typed, "end": end, "most": most + 1}
    if term.others:
        values["others"] = sorted(term.others)
    return at_once(_with_word(bool(term.others)), **values).scalars().all()


@cache
def _with_word(has_others: bool) -> Select[Any]:
    people = select(TOKENS.c.contact_id).where(within(TOKENS)).limit(bindparam("most"))
    begins = (TOKENS.c.token >= bindparam("start")) & (TOKENS.c.token <= bindparam("end"))
    typed = people.where(begins).order_by(TOKENS.c.token, TOKENS.c.contact_id)
    if not has_others:
        return typed
    others = people.where(TOKENS.c.token.in_(bindparam("others", expanding=True)))
    both = union_all(*(select(one.subquery().c.contact_id) for one in (typed, others))).subquery()
    return select(both.c.contact_id)
