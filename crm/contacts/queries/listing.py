"""The list of people, page by page from one person on, or those found by what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Integer, Select, Table, bindparam, func, select, tuple_

from crm.accounts.queries import name_of_user
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.names import full_name, initials
from crm.contacts.queries.counts import count_people
from crm.contacts.queries.search import search_ids
from crm.contacts.queries.whose import PERSON, Chosen, current_of, values_of
from crm.core.database import db
from crm.core.scope import current_organization_id, of_organization

PAGE_SIZE = 50
_LINK, _POINT = (cast(Table, model.__table__) for model in (ContactPointLink, ContactPoint))
PHONE = (
    select(_POINT.c.value)
    .join(_LINK, _LINK.c.point_id == _POINT.c.id)
    .where(
        _LINK.c.contact_id == PERSON.c.id,
        _LINK.c.past_at.is_(None),
        _POINT.c.kind == PointKind.PHONE,
        of_organization(_LINK),
        of_organization(_POINT),
    )
    .order_by(_LINK.c.is_primary.desc(), _LINK.c.id)
    .limit(1)
    .scalar_subquery()
)
NAMES = (
    "id",
    "first_name",
    "middle_name",
    "last_name",
    "chosen_name",
    "suffix",
    "preferred_language",
    "last_contact_at",
)
SHOWN = (
    *(PERSON.c[name] for name in NAMES),
    func.coalesce(PHONE, ""),
    func.coalesce(name_of_user(PERSON.c.owner_user_id), ""),
)
"""Everything of a line in one read, which costs less than three."""


class PersonRow(NamedTuple):
    """One person in the list, as `SHOWN` reads it; `phone` is E.164, "" when there is none."""

    id: int
    first_name: str
    middle_name: str
    last_name: str
    chosen_name: str
    suffix: str
    language: str | None
    last_contact_at: datetime | None
    phone: str
    owner: str

    @property
    def name(self) -> str:
        """The whole name, "" when none is known."""
        return full_name(self)

    @property
    def initials(self) -> str:
        """Up to two letters for the mark beside the name."""
        return initials(self)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people; `total` counts everyone of the list, `mine` those of the asking user, `known` all.

    `before` and `after` are the ids that the pages beside this one are asked for by, None at an end; `is_cut` says that
    more may be found than are shown.
    """

    rows: list[PersonRow]
    total: int
    known: int
    mine: int
    before: int | None = None
    after: int | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after a person, or before one (by id), or at the top (0)."""

    after: int = 0
    before: int = 0


TOP = Place()


def list_people(
    text: str = "",
    owner_user_id: int | None = None,
    user_id: int | None = None,
    place: Place = TOP,
    tag_id: int | None = None,
    list_id: int | None = None,
) -> PeoplePage:
    """Those found by a text (one page, the best first), or everyone (of one owner, tag or list) by family name."""
    known = count_people({})
    mine = count_people({"owner": user_id}) if user_id is not None else 0
    if text.strip():
        found = _rows_of(search_ids(text, PAGE_SIZE, user_id))
        return PeoplePage(found, len(found), known, mine, is_cut=len(found) == PAGE_SIZE)
    wanted = {"owner": owner_user_id, "tag": tag_id, "list": list_id}
    chosen = {name: value for name, value in wanted.items() if value is not None}
    return _page(chosen, place, count_people(chosen) if chosen else known, known, mine)


def _page(chosen: Chosen, place: Place, total: int, known: int, mine: int) -> PeoplePage:
    toward, anchor = _anchor(place)
    rows = db.session.connection().execute(_statement(tuple(chosen), toward), values_of(chosen) | anchor).all()
    is_back, is_more = toward == "before", len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE][:: -1 if is_back else 1]
    has_before, has_after = (is_more, True) if is_back else (bool(place.after), is_more)
    return PeoplePage(
        _rows(rows),
        total,
        known,
        mine,
        before=rows[0].id if rows and has_before else None,
        after=rows[-1].id if rows and has_after else None,
    )


def _anchor(place: Place) -> tuple[str, dict[str, Any]]:
    """To which side of whom a page goes: "after", "before" or "top", and the place of that person in the order."""
    if place == TOP:
        return "top", {}
    query = select(Contact.sort_key, Contact.id).where(Contact.id == (place.after or place.before))
    found = db.session.execute(query).one_or_none()
    if found is None:
        return "top", {}
    return "before" if place.before else "after", {"anchor_key": found.sort_key, "anchor_id": found.id}


@cache
def _statement(chosen: tuple[str, ...], toward: str) -> Select[*tuple[Any, ...]]:
    """One page of people, and one more who tells whether there is another, in the order of the list or turned round."""
    order = (PERSON.c.sort_key, PERSON.c.id)
    anchor = tuple_(bindparam("anchor_key", type_=PERSON.c.sort_key.type), bindparam("anchor_id", type_=Integer()))
    query = select(*SHOWN).where(*current_of(chosen)).limit(PAGE_SIZE + 1)
    if toward == "before":
        return query.where(tuple_(*order) < anchor).order_by(*(column.desc() for column in order))
    return (query.where(tuple_(*order) > anchor) if toward == "after" else query).order_by(*order)


@cache
def _these() -> Select[*tuple[Any, ...]]:
    return select(*SHOWN).where(PERSON.c.id.in_(bindparam("people", expanding=True)), of_organization(PERSON))


def _rows_of(ids: Sequence[int]) -> list[PersonRow]:
    """The lines of these people, in the order of the ids."""
    values = {"people": list(ids), "ours": current_organization_id()}
    rows = {row.id: row for row in _rows(db.session.connection().execute(_these(), values).all())}
    return [rows[contact_id] for contact_id in ids if contact_id in rows]


def _rows(found: Iterable[Any]) -> list[PersonRow]:
    return [PersonRow._make(row) for row in found]
