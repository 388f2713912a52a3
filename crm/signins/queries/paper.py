"""Sheets of paper and their rows, and the people whom a typist may mean."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.contacts.queries import cards_of, find_by_phone, search
from crm.core.database import db
from crm.core.phones import format_national, normalize
from crm.core.scope import get_owned
from crm.signins.models import PaperSheet, Slip, SlipState

MOST_OFFERED = 6


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """Somebody the typist may mean: what tells her from others, and what the row then says."""

    id: int
    name: str
    detail: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class SheetInUse:
    """A sheet and how many of its rows are typed."""

    sheet: PaperSheet
    typed: int


def get_sheet(sheet_id: int) -> PaperSheet:
    """The sheet with that id; NotFound otherwise."""
    return get_owned(PaperSheet, sheet_id)


def list_sheets(action_id: int) -> list[SheetInUse]:
    """The sheets of an action by page number."""
    counts = select(Slip.sheet_id, func.count()).where(Slip.action_id == action_id, Slip.sheet_id.is_not(None))
    typed = {row[0]: row[1] for row in db.session.execute(counts.group_by(Slip.sheet_id))}
    query = select(PaperSheet).where(PaperSheet.action_id == action_id).order_by(PaperSheet.page_number)
    return [SheetInUse(sheet, typed.get(sheet.id, 0)) for sheet in db.session.scalars(query)]


def rows_of(sheet_id: int) -> dict[int, Slip]:
    """The typed rows of a sheet by their number."""
    query = select(Slip).where(Slip.sheet_id == sheet_id).order_by(Slip.row_number)
    return {slip.row_number or 0: slip for slip in db.session.scalars(query)}


def find_row(sheet_id: int, row_number: int) -> Slip | None:
    """What is typed in a row of a sheet, for changing it, or None."""
    query = select(Slip).where(Slip.sheet_id == sheet_id, Slip.row_number == row_number).with_for_update()
    return db.session.scalars(query).one_or_none()


def offer(text: str, user_id: int | None) -> list[OfferedPerson]:
    """People who may be meant by the first letters of a name or some digits, the likeliest first."""
    hits = search(text, MOST_OFFERED, user_id)
    cards = cards_of(hit.id for hit in hits)
    return [
        OfferedPerson(
            id=hit.id,
            name=hit.name,
            detail=hit.detail,
            phone=format_national(cards[hit.id].phone) if cards[hit.id].phone else "",
            language=cards[hit.id].language or "",
        )
        for hit in hits
    ]


def mark_of(slip: Slip, region: str) -> str:
    """How a row was matched: known, new, shared, phone (look at it) or review."""
    phone = normalize(slip.phone, region) if slip.phone else None
    if slip.phone and phone is None:
        return "phone"
    if slip.state is SlipState.REVIEW:
        return "review"
    at_number = {person.id for person in find_by_phone(phone)} if phone else set()
    if at_number and slip.contact_id not in at_number:
        return "phone"
    if slip.is_new_person and len(at_number) < 2:
        return "new"
    return "shared" if len(at_number) > 1 else "known"
