"""Reading divisions and where people live."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Select, and_, func, or_, select

from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line, words
from crm.core.upsert import chunks
from crm.places.divisions import Division, all_divisions, locate, state_code
from crm.places.finding import find_in_list, is_meant, nearness, typed_words
from crm.places.ids import canonical, is_well_formed, kind_of, parent_of
from crm.places.models import ContactDivision, OwnDivision, PlaceSource

__all__ = ["Division", "PlaceSource", "locate"]
MOST_OWN = 5000
EXACT, KEPT_SECONDS = 2_000, 20.0
"""Up to how many people of a place are counted anew each time, and how long the number of more is kept."""
_kept: WeakKeyDictionary[Engine, dict[tuple[int, str], tuple[float, int]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class LivesIn:
    """That somebody lives in a division, in words, and how that is known."""

    ocd_id: str
    label: str
    source: PlaceSource


@dataclass(frozen=True, slots=True)
class DivisionGroup:
    """The organization's own divisions of one kind in one place, in order: the wards of Chicago."""

    parent: str
    kind: str
    divisions: list[Division]


def find_divisions(text: str, limit: int = 10) -> list[Division]:
    """The divisions that a few letters mean, the organization's own ones first: "chicago il", "ward 25 chicago"."""
    typed = typed_words(text)
    own = [one for one in list_own() if is_meant(_own_key(one), typed)]
    own.sort(key=lambda one: (nearness(one, typed)[:3], _natural(one.name)))
    found = {one.ocd_id: one for one in [*own, *find_in_list(text, limit + len(own))]}
    return list(found.values())[:limit]


def find_division(ocd_id: str) -> Division | None:
    """The division with that id (or the one it is another name of), or None."""
    true = canonical(ocd_id)
    known = all_divisions().get(true)
    if known is not None:
        return known
    row = db.session.scalars(select(OwnDivision).where(OwnDivision.ocd_id == true)).one_or_none()
    return Division(row.ocd_id, row.name, row.kind) if row else None


def read_place(text: str) -> str:
    """The id that was typed or chosen, or that of the only division meant; Refused with a sentence for anything else."""
    text = clean_line(text, 300)
    if is_well_formed(text):
        return canonical(text)
    found = find_divisions(text, 6)
    called = [one for one in found if " ".join(words(text)) in one.also and one.is_well_known]
    meant = [one for one in found if _says(label_of(one), text)] or called
    meant = meant or [one for one in found if _says(one.name, text)]
    meant = meant or [one for one in found if set(typed_words(text)) <= set(words(label_of(one)))]
    if len(meant) == 1 or len(found) == 1:
        return (meant or found)[0].ocd_id
    if not found:
        raise Refused(N_("No place is known by “%(text)s”. Try its name and the state, such as Chicago IL."), text=text)
    names = "; ".join(label_of(one) for one in found[:5])
    raise Refused(N_("Several places may be meant by “%(text)s”: %(names)s. Say which."), text=text, names=names)


def list_own() -> list[Division]:
    """The divisions that the organization added, those of one place together in order."""
    rows = db.session.execute(select(OwnDivision.ocd_id, OwnDivision.name, OwnDivision.kind).limit(MOST_OWN))
    found = [Division(row.ocd_id, row.name, row.kind) for row in rows]
    return sorted(found, key=lambda one: (parent_of(one.ocd_id), one.kind, _natural(one.name)))


def group_own(first: Iterable[str] = ()) -> list[DivisionGroup]:
    """The organization's own divisions by place and kind; those in the `first` places come first."""
    groups: dict[tuple[str, str], list[Division]] = {}
    for one in list_own():
        groups.setdefault((parent_of(one.ocd_id), one.kind), []).append(one)
    fights = [canonical(ocd_id) for ocd_id in first]
    found = [DivisionGroup(parent, kind, held) for (parent, kind), held in groups.items()]
    return sorted(found, key=lambda group: group.parent not in fights)


def get_own(ocd_id: str) -> OwnDivision:
    """The organization's own division with that id; NotFound otherwise."""
    row = db.session.scalars(select(OwnDivision.id).where(OwnDivision.ocd_id == ocd_id)).one_or_none()
    return get_owned(OwnDivision, row or 0)


def label_of(place: Division | str) -> str:
    """A division in words: Chicago, IL; Ward 25, Chicago, IL; one that is not known by what its id says."""
    division = find_division(place) if isinstance(place, str) else place
    if division is None:
        return _said_by_id(str(place))
    if division.kind in ("state", "territory", "district"):
        return division.name
    parent = parent_of(division.ocd_id)
    if kind_of(division.ocd_id) not in ("place", "county", "parish", "borough", "municipio") and parent:
        return f"{division.name}, {label_of(parent)}"
    return f"{division.name}, {state_code(division.ocd_id)}"


def _said_by_id(ocd_id: str) -> str:
    kind, _colon, slug = ocd_id.rpartition("/")[2].partition(":")
    if not slug:
        return ocd_id
    parent = parent_of(ocd_id)
    name = f"{kind} {slug}".replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}, {label_of(parent)}"


def contacts_in(ocd_id: str) -> Select[Any]:
    """The ids of the people who live in a division or in anything that lies in it, as a select for other statements."""
    place = canonical(ocd_id)
    inside = and_(ContactDivision.ocd_id > f"{place}/", ContactDivision.ocd_id < f"{place}0")  # 0 comes after /
    return select(ContactDivision.contact_id).where(or_(ContactDivision.ocd_id == place, inside))


def count_in(ocd_id: str) -> int:
    """How many people live in a division."""
    people = contacts_in(ocd_id).distinct().subquery()
    return db.session.scalars(select(func.count()).select_from(people)).one()


def count_around(ocd_id: str) -> int:
    """How many people live in a division: exactly when they are few, and of many as it was a moment ago."""
    kept = _kept.setdefault(db.session.connection().engine, {})
    which = current_organization_id(), canonical(ocd_id)
    counted_at, number = kept.get(which, (-KEPT_SECONDS, 0))
    now = time.monotonic()
    if now - counted_at < KEPT_SECONDS:
        return number
    some = contacts_in(ocd_id).distinct().limit(EXACT + 1).subquery()
    number = db.session.scalars(select(func.count()).select_from(some)).one()
    if number > EXACT:
        number = count_in(ocd_id)
        kept[which] = now, number
    return number


def counts_by_division() -> dict[str, int]:
    """How many people live in each division itself, by id; what lies in it is not added."""
    query = select(ContactDivision.ocd_id, func.count()).group_by(ContactDivision.ocd_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def divisions_of(contact_ids: Iterable[int]) -> dict[int, list[LivesIn]]:
    """Where these people live, what they said themselves first; people of whom it is not known are left out."""
    found: dict[int, list[LivesIn]] = {}
    by_word = ContactDivision.source != PlaceSource.OWN_WORD
    for some in chunks(sorted(set(contact_ids))):
        query = select(ContactDivision).where(ContactDivision.contact_id.in_(some))
        for row in db.session.scalars(query.order_by(by_word, ContactDivision.ocd_id.desc())):
            found.setdefault(row.contact_id, []).append(LivesIn(row.ocd_id, label_of(row.ocd_id), row.source))
    return found


def _own_key(division: Division) -> str:
    around = find_division(parent_of(division.ocd_id))
    return division.key + (around.key if around else "")


def _says(name: str, text: str) -> bool:
    """Whether a text is a whole name, whatever its case, accents and commas."""
    return words(name) == words(text)


def _natural(name: str) -> tuple[str, int]:
    """What sorts Ward 2 before Ward 10."""
    digits = "".join(letter for letter in name if letter.isdigit())
    return name.rstrip("0123456789"), int(digits[:9] or 0)
