"""The words people are found by: those of their own names, and of every record that was joined into theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Select, Table, select

from crm.contacts.models import Contact
from crm.contacts.tokens import tokens_of_names
from crm.core.database import db
from crm.core.scope import is_ours
from crm.core.upsert import chunks

NAMES = (
    *(Contact.id, Contact.merged_into_id, Contact.first_name, Contact.middle_name, Contact.last_name),
    *(Contact.chosen_name, Contact.name_phonetic),
)


def words_of(contact_ids: Iterable[int]) -> dict[int, set[str]]:
    """The words these people are found by; a record that is joined into another is found by nothing itself."""
    found: dict[int, set[str]] = {}
    for ids in chunks(sorted(set(contact_ids))):
        query = select(*NAMES).where(Contact.id.in_(ids), Contact.merged_into_id.is_(None))
        heads = {row.id: tokens_of_names(row) for row in db.session.execute(query)}
        for head, words in joined_words(heads).items():
            heads[head] |= words
        found |= heads
    return found


def joined_words(contact_ids: Iterable[int]) -> dict[int, set[str]]:
    """The words of the names of records that were joined into these people's, by the id of who stands for them."""
    found: dict[int, set[str]] = {}
    for ids in chunks(sorted(set(contact_ids))):
        standing = {contact_id: contact_id for contact_id in ids}
        while standing:
            joined = db.session.execute(_joined_into(standing)).all()
            for row in joined:
                found.setdefault(standing[row.merged_into_id], set()).update(tokens_of_names(row))
            standing = {row.id: standing[row.merged_into_id] for row in joined}
    return found


def has_joined() -> bool:
    """Whether any record was ever joined into another; mostly none was, and then there is nothing to look for."""
    table = cast(Table, Contact.__table__)
    some = select(table.c.id).where(is_ours(table), table.c.merged_into_id.is_not(None))
    return db.session.scalars(some.limit(1)).first() is not None


def _joined_into(contact_ids: Iterable[int]) -> Select[*tuple[Any, ...]]:
    """Records joined into these."""
    table = cast(Table, Contact.__table__)
    columns = [table.c[column.key] for column in NAMES]
    return select(*columns).where(is_ours(table), table.c.merged_into_id.in_(contact_ids))
