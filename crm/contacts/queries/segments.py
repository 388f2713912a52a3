"""Asking segments: who is in one, how many, and why somebody is or is not; the moment is an argument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from crm.accounts.queries import get_organization
from crm.contacts.models import Contact, Segment
from crm.contacts.queries.cards import ContactCard, cards_of
from crm.contacts.queries.people import get_contact
from crm.contacts.segments.compile import (
    check_step,
    condition_of,
    conditions_after,
    current,
    people_condition,
    problems_of,
)
from crm.contacts.segments.filters import Frame, get_filter
from crm.contacts.segments.grammar import Op, Step, from_document
from crm.contacts.segments.wording import step_words
from crm.core.database import db, plan_for_sets
from crm.core.errors import Refused
from crm.core.scope import current_organization_id, get_owned

__all__ = [
    "Reason",
    "SegmentPage",
    "Why",
    "count_people",
    "from_document",
    "get_segment",
    "ids_in",
    "list_in",
    "list_segments",
    "name_of",
    "people_in",
    "problems",
    "steps_of",
    "why",
]

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """One page of the people in a segment."""

    rows: list[ContactCard]
    total: int
    page: int
    pages: int


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


def ids_in(steps: Sequence[Step], now: datetime) -> list[int]:
    """The ids of everybody in a segment, in order; Refused when a step cannot be asked."""
    plan_for_sets()
    return list(db.session.scalars(people_in(steps, now).order_by(Contact.id)))


def count_people(steps: Sequence[Step], now: datetime) -> int:
    """How many people are in a segment; Refused when a step cannot be asked.

    A limit at the end keeps so many of those found, or all of them: nobody needs to be put in order to count that.
    """
    if steps and steps[-1].op is Op.LIMIT:
        return min(check_step(steps[-1]).number("count"), count_people(steps[:-1], now))
    plan_for_sets()
    query = select(func.count(Contact.id)).where(current(), people_condition(steps, frame_at(now)))
    return db.session.scalars(query).one()


def list_in(steps: Sequence[Step], now: datetime, page: int = 1) -> SegmentPage:
    """One page of the people in a segment by family name; Refused when a step cannot be asked."""
    total = count_people(steps, now)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    by_name = (func.lower(Contact.last_name), func.lower(Contact.first_name), Contact.id)
    query = people_in(steps, now).order_by(*by_name).offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    ids = list(db.session.scalars(query))
    cards = cards_of(ids)
    return SegmentPage([cards[contact_id] for contact_id in ids if contact_id in cards], total, page, pages)


def name_of(contact_id: int) -> str:
    """What a person is called on these pages; NotFound when she is not here."""
    return get_contact(contact_id).full_name


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
