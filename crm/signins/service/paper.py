"""Typing sheets of paper: row by row, each saved as it is left, typed again where it was wrong; also after the closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select

from crm.accounts.queries import get_organization
from crm.accounts.service import take_turn
from crm.actions.queries import get_action
from crm.contacts.queries import find_by_phone, get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.phones import normalize
from crm.core.text import clean_line
from crm.signins.consent_words import consent_key
from crm.signins.models import PaperSheet, SheetState, SignInMethod, Slip, SlipState
from crm.signins.queries.paper import find_row, get_sheet
from crm.signins.service.reviewing import withdraw
from crm.signins.service.settling import settle, settle_as

ROWS = 30
"""Rows of a printed sheet."""
MOST_SHEETS = 500


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What a row of a sheet says; `contact_id` when the typist took a person that we know."""

    name: str = ""
    phone: str = ""
    language: str = ""
    may_text: bool = False
    is_minor: bool = False
    needs: Sequence[str] = ()
    contact_id: int | None = None


def begin_sheet(actor: Actor, now: datetime, action_id: int, *, has_consent: bool) -> PaperSheet:
    """Make the next sheet of an action; Refused beyond what any meeting fills."""
    take_turn(actor.organization_id)
    action = get_action(action_id)
    last = db.session.scalars(select(func.max(PaperSheet.page_number)).where(PaperSheet.action_id == action.id)).one()
    if (last or 0) >= MOST_SHEETS:
        raise Refused(N_("One action has at most %(most)s sheets."), most=MOST_SHEETS)
    sheet = PaperSheet(
        action_id=action.id,
        page_number=(last or 0) + 1,
        has_consent=has_consent,
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(sheet)
    db.session.flush()
    return sheet


def set_sheet_state(now: datetime, sheet_id: int, state: SheetState) -> PaperSheet:
    """Say that a sheet is typed to its end, or that more of it is to come."""
    sheet = get_sheet(sheet_id)
    sheet.state, sheet.finished_at = state, now if state is SheetState.FINISHED else None
    db.session.flush()
    return sheet


def save_row(actor: Actor, now: datetime, sheet_id: int, row_number: int, row: PaperRow) -> Slip | None:
    """Save one row as it now stands, in place of what it said before; None for a row that is empty (again).

    The same row saved twice is one sign-in. Refused for a row that no sheet has.
    """
    take_turn(actor.organization_id)
    sheet = get_sheet(sheet_id)
    if not 1 <= row_number <= ROWS:
        raise Refused(N_("A sheet has rows 1 to %(rows)s."), rows=ROWS)
    slip = _slip(actor, now, sheet, row_number, row)
    before = find_row(sheet.id, row_number)
    if before is not None:
        if _says(before) == _says(slip):
            return before
        before.sheet_id = before.row_number = None
        withdraw(actor, now, before)
    if not (slip.name or slip.phone or slip.tapped_id):
        return None
    db.session.add(slip)
    db.session.flush()
    _settle_row(actor, now, slip)
    return slip


def _slip(actor: Actor, now: datetime, sheet: PaperSheet, row_number: int, row: PaperRow) -> Slip:
    """The slip of a row; paper does not say when somebody came, so it is the start of the action."""
    language = row.language if row.language in LANGUAGE_CODES else None
    return Slip(
        organization_id=actor.organization_id,
        action_id=sheet.action_id,
        sheet_id=sheet.id,
        row_number=row_number,
        client_ref=str(uuid4()),
        method=SignInMethod.PAPER,
        arrived_at=get_action(sheet.action_id).starts_at,
        tapped_id=get_contact(row.contact_id).id if row.contact_id is not None else None,
        name=clean_line(row.name, 200),
        phone=clean_line(row.phone, 60),
        language=language,
        is_minor=row.is_minor,
        needs=[need for need in (clean_line(one, 40) for one in row.needs) if need],
        consent=consent_key(language or LANGUAGE_CODES[0]) if row.may_text and sheet.has_consent else "",
        brought_by="",
        state=SlipState.WAITING,
        is_new_person=False,
        created_at=now,
        created_by_id=actor.user_id,
    )


def _says(slip: Slip) -> tuple[object, ...]:
    said = (slip.name, slip.phone, slip.language, slip.is_minor, tuple(slip.needs), slip.consent)
    return (*said, slip.tapped_id)


def _settle_row(actor: Actor, now: datetime, slip: Slip) -> None:
    """A person whom the typist took is she; a number that is another's alone is marked and not given to her."""
    if slip.tapped_id is None or has_strange_phone(slip, get_organization(actor.organization_id).region):
        settle(actor, now, [slip])
    else:
        settle_as(actor, now, slip, slip.tapped_id)


def has_strange_phone(slip: Slip, region: str) -> bool:
    """Whether the number of a row cannot be read, or is known of others and not of the person who was taken."""
    if not slip.phone:
        return False
    phone = normalize(slip.phone, region)
    if phone is None:
        return True
    others = {person.id for person in find_by_phone(phone)}
    return slip.tapped_id is not None and bool(others) and slip.tapped_id not in others
