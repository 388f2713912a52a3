"""The people a text may go to, read by the thousand: what each is called, her language, her numbers and her place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.core.database import db
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import is_ours
from crm.core.upsert import among

AT_ONCE = 4_000
"""How many people are read, judged and written down together: a few megabytes, and a fifth of a second."""


@dataclass(slots=True)
class Reader:
    """One person as a text sees her; `phones` are hers in E.164, the primary one first."""

    contact_id: int
    called: str
    language: str
    state: str
    postal_code: str
    phones: tuple[str, ...] = ()


def read_people(ids: Sequence[int], default_language: str) -> list[Reader]:
    """These people in the order of their ids, in two reads; those of them that are not here are left out."""
    table = cast(Table, Contact.__table__)
    columns = (
        table.c.id,
        table.c.chosen_name,
        table.c.first_name,
        table.c.last_name,
        table.c.preferred_language,
        table.c.state,
        table.c.postal_code,
    )
    query = select(*columns).where(among(table.c.id, ids), is_ours(table)).order_by(table.c.id)
    phones = _phones_of(ids)
    return [
        Reader(
            contact_id,
            chosen or first or last,
            written_language(language, default_language),
            state,
            postal_code,
            tuple(phones.get(contact_id, ())),
        )
        for contact_id, chosen, first, last, language, state, postal_code in db.session.execute(query).all()
    ]


def _phones_of(ids: Collection[int]) -> dict[int, list[str]]:
    link, point = cast(Table, ContactPointLink.__table__), cast(Table, ContactPoint.__table__)
    query = (
        select(link.c.contact_id, point.c.value)
        .join(point, point.c.id == link.c.point_id)
        .where(
            among(link.c.contact_id, ids),
            is_ours(link),
            is_ours(point),
            point.c.kind == PointKind.PHONE,
            link.c.past_at.is_(None),
        )
        .order_by(link.c.is_primary.desc(), link.c.id)
    )
    found: dict[int, list[str]] = {}
    for contact_id, value in db.session.execute(query).all():
        found.setdefault(contact_id, []).append(value)
    return found


def written_language(language: str | None, default_language: str) -> str:
    """The language we write somebody in: hers where we have it (es-MX is es), else the organization's."""
    base = (language or "").partition("-")[0].lower()
    return base if base in LANGUAGE_CODES else default_language
