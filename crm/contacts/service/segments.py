"""Keeping segments: saved under a name, counted, copied, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from crm.audit.service import record
from crm.contacts.models import Segment
from crm.contacts.queries.segments import count_people, problems, steps_of
from crm.contacts.segments.grammar import Step, to_document
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

LONGEST_NAME = 120


def save_segment(
    actor: Actor, now: datetime, name: str, steps: Sequence[Step], segment_id: int | None = None
) -> Segment:
    """Keep a segment, a new one without an id; Refused without a name of its own or with a step that cannot be asked."""
    called = clean_line(name, LONGEST_NAME)
    check_name(called, segment_id)
    broken = next(filter(None, problems(steps, now, segment_id)), None)
    if broken is not None:
        raise broken
    segment = get_owned(Segment, segment_id) if segment_id is not None else Segment(created_by_id=actor.user_id)
    segment.name, segment.document = called, to_document(steps)
    segment.people, segment.counted_at, segment.updated_at = count_people(steps, now), now, now
    db.session.add(segment)
    db.session.flush()
    record(actor, "updated" if segment_id else "created", "segment", segment.id, now, name=called)
    db.session.flush()
    return segment


def check_name(name: str, segment_id: int | None = None) -> None:
    """Refused for an empty name, and for one that another segment has."""
    if not name:
        raise Refused(N_("Give the segment a name, so that you find it again."))
    query = select(Segment.id).where(func.lower(Segment.name) == name.lower(), Segment.id != (segment_id or 0))
    if db.session.scalars(query).first() is not None:
        raise Refused(N_("There is a segment “%(name)s” already. Choose another name."), name=name)


def count_again(now: datetime, segment_id: int) -> Segment:
    """Count a segment and keep the figure with its moment; Refused when it needs mending."""
    segment = get_owned(Segment, segment_id)
    segment.people, segment.counted_at = count_people(steps_of(segment), now), now
    db.session.flush()
    return segment


def duplicate_segment(actor: Actor, now: datetime, segment_id: int) -> Segment:
    """Make a copy under the next free name: Elders, Elders 2, Elders 3."""
    segment = get_owned(Segment, segment_id)
    taken = {name.lower() for name in db.session.scalars(select(Segment.name))}
    names = (f"{segment.name[: LONGEST_NAME - 6]} {number}" for number in range(2, len(taken) + 3))
    name = next(name for name in names if name.lower() not in taken)
    copy = Segment(name=name, document=segment.document, created_by_id=actor.user_id)
    copy.people, copy.counted_at = segment.people, segment.counted_at
    db.session.add(copy)
    db.session.flush()
    record(actor, "created", "segment", copy.id, now, name=name)
    db.session.flush()
    return copy


def delete_segment(actor: Actor, now: datetime, segment_id: int) -> str:
    """Delete a segment, nobody who is in it; returns its name. Segments that ask for it say that it is gone."""
    segment = get_owned(Segment, segment_id)
    db.session.delete(segment)
    record(actor, "deleted", "segment", segment.id, now, name=segment.name)
    db.session.flush()
    return segment.name
