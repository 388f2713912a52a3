"""Writing down the words people are found by: for people just made, anew after a change, and away before they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import event
from sqlalchemy.orm import Session

from crm.contacts.models import NameToken, NameWord
from crm.contacts.models.tokens import START
from crm.contacts.queries.index_words import words_of
from crm.contacts.tokens import joined_pairs
from crm.core.bulk import insert_columns
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.upsert import delete_tuples, insert_missing_tuples

MOST_REMEMBERED = 100_000
"""How many words a session remembers to have written down, so that a large import asks once for each."""
_SEEN = "name words written"


def index_new(rows: Sequence[tuple[int, Iterable[str]]]) -> None:
    """Write down the words (`tokens_of_names`) of people just made, by their ids; many at once are cheapest."""
    if not rows:
        return
    organization_id = current_organization_id()
    made = sorted([(token, contact_id) for contact_id, words in rows for token in words])
    columns = {
        "organization_id": organization_id,
        "token": [token for token, _id in made],
        "contact_id": [contact_id for _token, contact_id in made],
    }
    insert_columns(NameToken, len(made), columns, skip_known=True)
    _remember_words(organization_id, rows, {token for token, _id in made})


def reindex(contact_ids: Iterable[int], before: Mapping[int, Iterable[str]] | None = None) -> None:
    """Write the words of these people anew from their names; `before` says which words they were found by until now."""
    for contact_id, words in (before or {}).items():
        _drop([(word, contact_id) for word in words])
    index_new(list(words_of(contact_ids).items()))


def drop_index(contact_ids: Iterable[int]) -> None:
    """Take away the words of people who are about to be deleted; the rows of the people must still be there."""
    _drop([(token, contact_id) for contact_id, words in words_of(contact_ids).items() for token in words])


def _drop(pairs: list[tuple[str, int]]) -> None:
    """Delete rows by their whole key: there is no index by person."""
    organization_id = current_organization_id()
    keys = [(organization_id, token, contact_id) for token, contact_id in sorted(pairs)]
    delete_tuples(NameToken, ("organization_id", "token", "contact_id"), keys)


def _remember_words(organization_id: int, rows: Sequence[tuple[int, Iterable[str]]], among: set[str]) -> None:
    """Note the distinct words; what is only two long words written as one is none that is mistyped by itself."""
    seen: dict[int, set[str]] = db.session().info.setdefault(_SEEN, {})
    mine = seen.setdefault(organization_id, set())
    if len(mine) > MOST_REMEMBERED:
        mine.clear()
    unseen = among - mine
    if unseen:
        new = [(unseen & set(words)) - joined_pairs(set(words)) for _id, words in rows if not unseen.isdisjoint(words)]
        mine |= unseen
        made = [(organization_id, word[:START], word) for word in sorted(set().union(*new)) if not word.isdigit()]
        insert_missing_tuples(NameWord, ("organization_id", "start", "word"), made)


@event.listens_for(Session, "after_soft_rollback")
def _forget_words(session: Session, _transaction: object) -> None:
    """What was written may be gone: ask again."""
    session.info.pop(_SEEN, None)
