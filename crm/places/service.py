"""Adding divisions, and writing down where people live: from addresses, and by their own word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id
from crm.core.text import clean_line, words
from crm.core.upsert import chunks, insert_missing
from crm.places.ids import contradict, is_well_formed, kind_of
from crm.places.models import ContactDivision, OwnDivision, PlaceSource
from crm.places.queries import count_in, find_division, get_own, label_of

KINDS = ("ward", "council_district", "school_district", "precinct", "sldu", "sldl", "neighborhood")
"""The kinds of division that are offered; each word is that of Open Civic Data."""
MOST_AT_ONCE = 200
_NUMBERS = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


def read_names(kind: str, kind_name: str, text: str) -> list[tuple[str, str]]:
    """What divisions are called, from "1-50, 52" or names with commas between: (end of the id, name) in order.

    `kind_name` is the kind in words, said before numbers ("Ward"). Refused for none, or too many.
    """
    found: dict[str, str] = {}
    for part in (clean_line(one, 80) for one in re.split(r"[,;\n]", text)):
        numbers = _NUMBERS.fullmatch(part)
        if numbers:
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            found |= {f"{kind}:{number}": f"{kind_name} {number}" for number in range(first, min(last, 999) + 1)}
        elif words(part):
            found[f"{kind}:{'_'.join(words(part))}"] = part
    if not found:
        raise Refused(N_("Write numbers, such as 1-50, or names with commas between them."))
    if len(found) > MOST_AT_ONCE:
        raise Refused(N_("Add at most %(number)s at once."), number=MOST_AT_ONCE)
    return list(found.items())


def add_divisions(actor: Actor, now: datetime, parent: str, names: Sequence[tuple[str, str]]) -> int:
    """Add divisions that lie in a known one, given as (end of the id, name); how many are new.

    Refused when the parent is not known or an id would not be one of Open Civic Data.
    """
    around = find_division(parent)
    if around is None:
        raise Refused(N_("Choose the city, county or state they lie in."))
    rows: list[dict[str, Any]] = []
    for end, name in names:
        ocd_id = f"{around.ocd_id}/{end}"
        if not is_well_formed(ocd_id) or "/" in end:
            raise Refused(N_("“%(id)s” is not an Open Civic Data id."), id=clean_line(ocd_id, 120))
        rows.append({"ocd_id": ocd_id, "name": clean_line(name, 120), "kind": kind_of(ocd_id)})
    known = set(db.session.scalars(select(OwnDivision.ocd_id)))
    new = [row for row in rows if row["ocd_id"] not in known]
    shared = {"organization_id": current_organization_id(), "created_by_id": actor.user_id}
    insert_missing(OwnDivision, [row | shared for row in new], ("organization_id", "ocd_id"))
    record(actor, "added", "divisions", None, now, parent=around.ocd_id, count=len(new))
    db.session.flush()
    return len(new)


def remove_division(actor: Actor, now: datetime, ocd_id: str) -> None:
    """Take one of the organization's own divisions away; Refused while people live in it."""
    row = get_own(ocd_id)
    people = count_in(row.ocd_id)
    if people:
        raise Refused(
            N_("%(number)s people live in %(name)s. Change that first."), number=people, name=label_of(ocd_id)
        )
    db.session.delete(row)
    record(actor, "removed", "division", row.id, now, ocd_id=ocd_id)
    db.session.flush()


def place_by_address(now: datetime, people: Iterable[tuple[int, str, int | None]]) -> int:
    """Write down where addresses put people: (contact id, ocd id or "", the batch that made her); how many changed.

    What an address said before goes; what a person said herself, and what contradicts that, is left alone.
    """
    changed = 0
    wanted = {contact_id: (ocd_id, batch_id) for contact_id, ocd_id, batch_id in people}
    for some in chunks(sorted(wanted)):
        known = _held(some)
        gone, rows = [], []
        for contact_id in some:
            ocd_id, batch_id = wanted[contact_id]
            held = known.get(contact_id, [])
            if any(source is not PlaceSource.ADDRESS and contradict(said, ocd_id) for said, source in held if ocd_id):
                ocd_id = ""
            if [said for said, source in held if source is PlaceSource.ADDRESS] == ([ocd_id] if ocd_id else []):
                continue
            gone.append(contact_id)
            if ocd_id and ocd_id not in {said for said, _source in held}:
                rows.append(_row(contact_id, ocd_id, PlaceSource.ADDRESS, now) | {"batch_id": batch_id})
        _write(gone, PlaceSource.ADDRESS, rows)
        changed += len(gone)
    return changed


def say_places(actor: Actor, now: datetime, contact_id: int, ocd_ids: Iterable[str]) -> bool:
    """Write down what a person said herself of where she lives, in place of what she said before; True when it changed."""
    said = list(dict.fromkeys(ocd_id for ocd_id in ocd_ids if ocd_id))
    if any(find_division(ocd_id) is None for ocd_id in said):
        raise Refused(N_("Choose one of the places offered."))
    held = _held([contact_id]).get(contact_id, [])
    if {ocd_id for ocd_id, source in held if source is PlaceSource.OWN_WORD} == set(said):
        return False
    replaced = [
        known
        for known, source in held
        if source is not PlaceSource.OWN_WORD and (known in said or any(contradict(known, one) for one in said))
    ]
    if replaced:
        theirs = (ContactDivision.contact_id == contact_id, ContactDivision.ocd_id.in_(replaced))
        db.session.execute(delete(ContactDivision).where(*theirs))
    rows = [_row(contact_id, ocd_id, PlaceSource.OWN_WORD, now) | {"batch_id": None} for ocd_id in said]
    _write([contact_id], PlaceSource.OWN_WORD, [row | {"by_user_id": actor.user_id} for row in rows])
    return True


def _held(contact_ids: list[int]) -> dict[int, list[tuple[str, PlaceSource]]]:
    query = select(ContactDivision.contact_id, ContactDivision.ocd_id, ContactDivision.source)
    held: dict[int, list[tuple[str, PlaceSource]]] = {}
    for row in db.session.execute(query.where(ContactDivision.contact_id.in_(contact_ids))):
        held.setdefault(row.contact_id, []).append((row.ocd_id, row.source))
    return held


def _row(contact_id: int, ocd_id: str, source: PlaceSource, now: datetime) -> dict[str, Any]:
    owner = {"organization_id": current_organization_id(), "contact_id": contact_id}
    return owner | {"ocd_id": ocd_id, "source": source, "at": now, "created_at": now, "updated_at": now}


def _write(contact_ids: list[int], source: PlaceSource, rows: list[dict[str, Any]]) -> None:
    """Put rows of one source in the place of those these people have."""
    theirs = (ContactDivision.contact_id.in_(contact_ids), ContactDivision.source == source)
    db.session.execute(delete(ContactDivision).where(*theirs))
    insert_missing(ContactDivision, rows, ("contact_id", "ocd_id"))
