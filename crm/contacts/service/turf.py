"""Making turf, and giving people and turf to organizers: bulk acts, each of which can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from crm.accounts.queries import names_of_users
from crm.audit.moving import move_rows, moved_ids, take_back_moves
from crm.audit.service import Batch, BatchKind, open_batch, record
from crm.contacts.data_policy import refuse_saying
from crm.contacts.models import Contact, Turf, TurfAssignment, TurfKind
from crm.contacts.queries.choosing import People, chosen_ids
from crm.contacts.queries.turf import find_turf, get_turf
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.text import clean_line


@dataclass(frozen=True, slots=True)
class TurfWords:
    """What a turf is called, what makes people belong to it, and what it means."""

    name: str
    kind: TurfKind = TurfKind.LIST
    description: str = ""
    postal_codes: tuple[str, ...] = ()
    ocd_id: str = ""


def create_turf(actor: Actor, now: datetime, new: TurfWords, organizer_user_id: int | None = None) -> Turf:
    """Make a turf, with its organizer when one is known; Conflict when there is one of that name, Refused without one."""
    values = _read(new)
    if find_turf(values["name"]) is not None:
        raise Conflict(N_("There is already a turf “%(name)s”."), name=values["name"])
    turf = Turf(**values, organizer_user_id=_known_user(organizer_user_id), created_by_id=actor.user_id, created_at=now)
    db.session.add(turf)
    db.session.flush()
    keep_history(now, [turf.id])
    record(actor, "created", "turf", turf.id, now, name=turf.name)
    db.session.flush()
    return turf


def change_turf(actor: Actor, now: datetime, turf_id: int, words: TurfWords) -> Turf:
    """Rename or describe a turf, and say anew who belongs to it; nobody moves by that."""
    turf, values = get_turf(turf_id), _read(words)
    other = find_turf(values["name"])
    if other is not None and other.id != turf.id:
        raise Conflict(N_("There is already a turf “%(name)s”."), name=other.name)
    for name, value in values.items():
        setattr(turf, name, value)
    turf.updated_at = now
    record(actor, "updated", "turf", turf.id, now, name=turf.name)
    db.session.flush()
    return turf


def archive_turf(actor: Actor, now: datetime, turf_id: int, is_archived: bool) -> Batch | None:
    """Put a turf away, its people then being in none (a bulk act); or take it out again (no act, None)."""
    turf, batch = get_turf(turf_id), None
    if is_archived:
        batch = open_batch(actor, BatchKind.ASSIGNING, f"{turf.name} → ∅", now)
        batch.counts = {"moved": move_rows(batch, Contact, "turf_id", _people_in(turf.id), None)}
    turf.archived_at = now if is_archived else None
    record(actor, "archived" if is_archived else "restored", "turf", turf.id, now)
    db.session.flush()
    return batch


def give_people(actor: Actor, now: datetime, people: People, user_id: int | None) -> Batch:
    """Say who stays in touch with many people (None: nobody); the batch counts those for whom that is new."""
    owner = _known_user(user_id)
    batch = open_batch(actor, BatchKind.ASSIGNING, f"→ {_name(owner)}", now)
    batch.counts = {"moved": move_rows(batch, Contact, "owner_user_id", chosen_ids(people), owner)}
    db.session.flush()
    return batch


def move_people(
    actor: Actor, now: datetime, people: People, turf_id: int | None, is_with_organizer: bool = True
) -> Batch:
    """Put many people into a turf (None: into none), by default with the turf's organizer as theirs."""
    turf = get_turf(turf_id) if turf_id else None
    batch = open_batch(actor, BatchKind.ASSIGNING, f"→ {turf.name if turf else '∅'}", now)
    ids = chosen_ids(people)
    batch.counts = {"moved": move_rows(batch, Contact, "turf_id", ids, turf.id if turf else None)}
    if turf is not None and turf.organizer_user_id is not None and is_with_organizer:
        move_rows(batch, Contact, "owner_user_id", ids, turf.organizer_user_id)
    db.session.flush()
    return batch


def assign_organizer(actor: Actor, now: datetime, turf_id: int, user_id: int | None) -> Batch:
    """Give a turf to an organizer, with its people who were with the one before or with nobody."""
    turf, new = get_turf(turf_id), _known_user(user_id)
    before = turf.organizer_user_id
    batch = open_batch(actor, BatchKind.ASSIGNING, f"{turf.name} → {_name(new)}", now)
    move_rows(batch, Turf, "organizer_user_id", [turf.id], new)
    follow = or_(Contact.owner_user_id.is_(None), Contact.owner_user_id == before)
    people = db.session.scalars(select(Contact.id).where(Contact.turf_id == turf.id, follow))
    batch.counts = {"moved": move_rows(batch, Contact, "owner_user_id", list(people), new)}
    db.session.expire(turf)
    keep_history(now, [turf.id])
    db.session.flush()
    return batch


def undo_assigning(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """Take back who stays in touch with whom and what turf people are in, but for what was changed since."""
    counts = take_back_moves(batch)
    db.session.expire_all()
    keep_history(now, moved_ids(batch.id, Turf, "organizer_user_id"))
    return counts


def keep_history(now: datetime, turf_ids: list[int]) -> None:
    """Write down when the organizers of these turfs changed."""
    for turf in db.session.scalars(select(Turf).where(Turf.id.in_(turf_ids))):
        query = select(TurfAssignment).where(TurfAssignment.turf_id == turf.id, TurfAssignment.ended_at.is_(None))
        current = db.session.scalars(query).first()
        if current is not None and current.user_id == turf.organizer_user_id:
            continue
        if current is not None:
            current.ended_at = now
        if turf.organizer_user_id is not None:
            db.session.add(TurfAssignment(turf_id=turf.id, user_id=turf.organizer_user_id, began_at=now))
    db.session.flush()


def _people_in(turf_id: int) -> list[int]:
    return list(db.session.scalars(select(Contact.id).where(Contact.turf_id == turf_id)))


def _known_user(user_id: int | None) -> int | None:
    if not user_id:
        return None
    if user_id not in names_of_users({user_id}):
        raise Refused(N_("Choose one of your colleagues."))
    return user_id


def _name(user_id: int | None) -> str:
    return names_of_users({user_id}).get(user_id or 0, "∅")


def _read(words: TurfWords) -> dict[str, Any]:
    name = clean_line(words.name, 100)
    if not name:
        raise Refused(N_("Give the turf a name."))
    description = clean_line(words.description, 300)
    refuse_saying(name, description)
    return {
        "name": name,
        "kind": words.kind,
        "description": description,
        "postal_codes": list(words.postal_codes),
        "ocd_id": clean_line(words.ocd_id, 200),
    }
