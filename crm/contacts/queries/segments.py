"""Asking segments: who is in one, how many, and why somebody is or is not; the moment is an argument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from crm.accounts.queries import get_organization
from crm.contacts.models import Contact, Segment
from crm.contacts.segments.compile import condition_of, conditions_after, current, people_condition, problems_of
from crm.contacts.segments.filters import Frame, get_filter
from crm.contacts.segments.grammar import Op, Step, from_document
from crm.contacts.segments.wording import step_words
from crm.core.database import db, plan_for_sets
from crm.core.errors import Refused
from crm.core.scope import current_organization_id, get_owned

__all__ = ["count_people", "frame_at", "get_segment", "list_segments", "people_in", "problems", "steps_of", "why"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one step says of one person: its words, whether they are so, what she is found by, and whether she is in after it."""

    op: Op
    words: str
    is_so: bool
    evidence: str
    is_in: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why a person is or is not in a segment: step by step, and in the end."""

    contact_id: int
    is_in: bool
    is_current: bool
    reasons: list[Reason]


def get_segment(segment_id: int) -> Segment:
    """The segment with that id; NotFound otherwise."""
    return get_owned(Segment, segment_id)


def list_segments() -> list[Segment]:
    """The segments of the organization by name."""
    return list(db.session.scalars(select(Segment).order_by(func.lower(Segment.name), Segment.id)))


def steps_of(segment: Segment) -> list[Step]:
    """The steps of a saved segment; Refused when they cannot be read."""
    return from_document(segment.document)


def frame_at(now: datetime, inside: int | None = None) -> Frame:
    """The frame in which the organization's segments are asked; `inside` names the one being asked."""
    zone = get_organization(current_organization_id()).time_zone
    return Frame(now, zone, () if inside is None else (inside,))


def problems(steps: Sequence[Step], now: datetime, inside: int | None = None) -> list[Refused | None]:
    """What is wrong with each step, None where nothing is."""
    return problems_of(steps, frame_at(now, inside))


def people_in(steps: Sequence[Step], now: datetime) -> Select[int]:
    """The ids of the people in a segment, as a statement; Refused when a step cannot be asked."""
    return select(Contact.id).where(current(), people_condition(steps, frame_at(now)))


def count_people(steps: Sequence[Step], now: datetime) -> int:
    """How many people are in a segment; Refused when a step cannot be asked."""
    plan_for_sets()
    query = select(func.count(Contact.id)).where(current(), people_condition(steps, frame_at(now)))
    return db.session.scalars(query).one()


def why(steps: Sequence[Step], contact_id: int, now: datetime) -> Why:
    """Why a person is or is not in a segment; Refused when a step cannot be asked."""
    get_owned(Contact, contact_id)
    frame = frame_at(now)
    found = [condition_of(step, frame) for step in steps]
    columns = [*found, *conditions_after(steps, frame), current()]
    labelled = [column.label(f"c{number}") for number, column in enumerate(columns)]
    row = [bool(value) for value in db.session.execute(select(*labelled).where(Contact.id == contact_id)).one()]
    is_so, is_in, is_current = row[: len(steps)], row[len(steps) : -1], row[-1]
    reasons = [
        Reason(
            step.op,
            step_words(step),
            so or (step.op is Op.LIMIT and inside),
            _evidence(step, frame, contact_id),
            inside,
        )
        for step, so, inside in zip(steps, is_so, is_in, strict=True)
    ]
    return Why(contact_id, is_current and (is_in[-1] if is_in else True), is_current, reasons)


def _evidence(step: Step, frame: Frame, contact_id: int) -> str:
    if step.op is Op.LIMIT:
        return ""
    entry = get_filter(step.filter)
    return entry.evidence(entry.check(step.config), frame, contact_id)
