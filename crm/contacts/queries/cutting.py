"""Who belongs to a piece of turf: by postal codes, a division, a tag, or picked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from crm.contacts.models import Contact, Tagging, Turf
from crm.contacts.queries.cards import names_of
from crm.contacts.queries.people import is_current
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line
from crm.places.queries import contacts_in

SHOWN = 12
MOST_CODES = 200


@dataclass(frozen=True, slots=True)
class Cut:
    """The people to cut into a turf: all that is given must hold. `is_only_free` leaves out those who are in a turf."""

    postal_codes: tuple[str, ...] = ()
    ocd_id: str = ""
    tag_id: int | None = None
    is_only_free: bool = True


@dataclass(frozen=True, slots=True)
class CutPreview:
    """What a cut would do: how many people come in, from which turf (name and count), and a few names."""

    total: int
    leaving: list[tuple[str, int]]
    names: list[str]


def read_codes(text: str) -> tuple[str, ...]:
    """Postal codes written with commas, spaces or lines between them, each once; Refused for what is none."""
    codes = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").upper().split()))
    for code in codes:
        if not (3 <= len(code) <= 10 and code.replace("-", "").isalnum() and any(c.isdigit() for c in code)):
            raise Refused(N_("“%(code)s” is not a ZIP code."), code=clean_line(code, 20))
    if len(codes) > MOST_CODES:
        raise Refused(N_("Write at most %(number)s ZIP codes."), number=MOST_CODES)
    return tuple(codes)


def people_of_cut(cut: Cut, turf: Turf) -> Select[Any]:
    """The ids of those a cut brings into a turf; Refused when it does not say who."""
    conditions = _conditions(cut)
    if not conditions:
        raise Refused(N_("Say who belongs: ZIP codes, a place or a tag."))
    if cut.is_only_free:
        conditions.append(Contact.turf_id.is_(None))
    return select(Contact.id).where(is_current(), Contact.turf_id.is_distinct_from(turf.id), *conditions)


def preview_cut(cut: Cut, turf: Turf) -> CutPreview:
    """What a cut would do, before it is done."""
    people = people_of_cut(cut, turf)
    counted = select(Contact.turf_id, func.count(Contact.id)).where(Contact.id.in_(people)).group_by(Contact.turf_id)
    by_turf = {row[0]: row[1] for row in db.session.execute(counted)}
    names = {row.id: row.name for row in db.session.execute(select(Turf.id, Turf.name).where(Turf.id.in_(by_turf)))}
    some = list(db.session.scalars(people.order_by(Contact.sort_key, Contact.id).limit(SHOWN)))
    called = names_of(some)
    leaving = sorted((names[turf_id], count) for turf_id, count in by_turf.items() if turf_id is not None)
    return CutPreview(sum(by_turf.values()), leaving, [called[one] for one in some if called.get(one)])


def _conditions(cut: Cut) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if cut.postal_codes:
        whole = Contact.postal_code.in_(cut.postal_codes)
        conditions.append(or_(whole, *(Contact.postal_code.startswith(f"{code}-") for code in cut.postal_codes)))
    if cut.ocd_id:
        conditions.append(Contact.id.in_(contacts_in(cut.ocd_id)))
    if cut.tag_id is not None:
        conditions.append(Contact.id.in_(select(Tagging.contact_id).where(Tagging.tag_id == cut.tag_id)))
    return conditions
