"""Files out as they are asked for, approved by a second person, taken and noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta, tzinfo

from crm.accounts.queries import get_organization, list_users
from crm.audit.service import record
from crm.core.actor import LEADS, Actor
from crm.core.database import db, unit_of_its_own
from crm.core.errors import N_, Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.imports.exporting.reading import Taker, taker_of
from crm.imports.exporting.scopes import Scope
from crm.imports.exporting.wishes import Wish, check, count_of, pieces
from crm.imports.models import Export, ExportStatus

__all__ = ["Wish", "ask", "decide_export", "pieces_for_program", "take", "wish_of"]
GOOD_FOR = timedelta(hours=24)
"""How long an approved file can be fetched; the file is made anew each time."""
MAY_GROW = 1.1
"""By how much a file may have grown since somebody approved its size."""
Say = Callable[[str], str]


def ask(actor: Actor, now: datetime, wish: Wish, reason: str = "") -> Export:
    """Ask for a file: approved at once when it is small enough or nobody else could approve it, else waiting.

    Refused when it needs approval and no reason is given, or when it would be empty; NotAllowed for what is not the
    actor's to take.
    """
    taker = taker_of(actor)
    check(taker, wish, now)
    rows = count_of(taker, wish, now)
    if rows == 0 and not wish.is_everything:
        raise Refused(N_("There is nobody and nothing in that file."))
    waits = wish.is_about_people and needs_approval(actor, rows) and can_be_approved(actor)
    reason = clean_line(reason, 300)
    if waits and not reason:
        raise Refused(N_("A file of this size needs a second person's approval. Say what it is for."))
    row = Export(
        what=wish.what,
        format=wish.format,
        scope=asdict(wish.scope),
        columns=list(wish.columns),
        rows=rows,
        reason=reason,
        status=ExportStatus.REQUESTED if waits else ExportStatus.APPROVED,
        expires_at=None if waits else now + GOOD_FOR,
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    if waits:
        record(actor, "requested", "export", row.id, now, what=row.what, rows=rows, reason=reason)
    return row


def needs_approval(actor: Actor, rows: int) -> bool:
    """Whether a file of so many rows is above the size the organization set."""
    limit = get_organization(actor.organization_id).export_approval_size
    return limit is not None and rows > limit


def can_be_approved(actor: Actor) -> bool:
    """Whether there is anybody but the actor who may approve; alone, a lead or admin decides for herself."""
    return not actor.is_lead or any(user.id != actor.user_id for user in list_users(*LEADS))


def decide_export(actor: Actor, now: datetime, export_id: int, is_approved: bool, words: str = "") -> Export:
    """Another lead or admin approves or refuses; Conflict when it was decided already, NotAllowed for one's own."""
    row = get_owned(Export, export_id)
    if not actor.is_lead or row.created_by_id == actor.user_id:
        raise NotAllowed(N_("Another lead or admin decides about this file."))
    if row.status is not ExportStatus.REQUESTED:
        raise Conflict(N_("Somebody decided about this file already."))
    row.status = ExportStatus.APPROVED if is_approved else ExportStatus.REFUSED
    row.decided_by_id = actor.user_id
    row.decided_at = now
    row.expires_at = now + GOOD_FOR if is_approved else None
    record(
        actor,
        "approved" if is_approved else "refused",
        "export",
        row.id,
        now,
        what=row.what,
        rows=row.rows,
        **({"words": clean_line(words, 300)} if words else {}),
    )
    db.session.flush()
    return row


def take(actor: Actor, now: datetime, export_id: int, zone: tzinfo, say: Say) -> tuple[Export, Iterator[bytes]]:
    """The file of an approved request for who asked for it, made while it is fetched; that it went out is noted.

    NotFound for somebody else's, Conflict while it waits, was refused, is older than a day, or has grown since.
    """
    row = get_owned(Export, export_id)
    if row.created_by_id != actor.user_id:
        raise NotFound(N_("That file is somebody else's."))
    _refuse_unless_open(row, now)
    taker, wish = taker_of(actor), wish_of(row)
    check(taker, wish, now)
    rows = count_of(taker, wish, now)
    if row.decided_by_id is not None and rows > row.rows * MAY_GROW:
        raise Conflict(
            N_("%(before)s were approved and it would be %(now)s now. Ask again."), before=row.rows, now=rows
        )
    row.status = ExportStatus.TAKEN
    row.taken_at = now
    record(actor, "exported", "export", row.id, now, **_noted(wish, rows))
    db.session.flush()
    return row, _made(taker, wish, now, zone, say)


def _refuse_unless_open(row: Export, now: datetime) -> None:
    if row.status is ExportStatus.REQUESTED:
        raise Conflict(N_("This file still waits for a second person's approval."))
    if row.status is ExportStatus.REFUSED:
        raise Conflict(N_("This file was refused."))
    if row.expires_at is None or now > row.expires_at:
        raise Conflict(N_("This file could be fetched for 24 hours, and they are over. Ask again."))


def wish_of(row: Export) -> Wish:
    """What was asked for."""
    return Wish(row.what, row.format, Scope(**row.scope), tuple(row.columns))


def pieces_for_program(actor: Actor, now: datetime, wish: Wish, zone: tzinfo, say: Say = str) -> Iterator[bytes]:
    """The file for the program itself (a command), which needs nobody's approval; that it went out is noted first."""
    taker = taker_of(actor)
    check(taker, wish, now)
    with unit_of_its_own():
        record(actor, "exported", "export", None, now, **_noted(wish, count_of(taker, wish, now)))
    return _made(taker, wish, now, zone, say)


def _noted(wish: Wish, rows: int) -> dict[str, object]:
    """What the audit keeps of a file that went out: what, of whom, and how many rows."""
    noted: dict[str, object] = {"what": wish.what, "format": wish.format, "rows": rows}
    if wish.scope != Scope():
        noted |= {name: value for name, value in asdict(wish.scope).items() if value}
    return noted


def _made(taker: Taker, wish: Wish, now: datetime, zone: tzinfo, say: Say) -> Iterator[bytes]:
    return pieces(taker, wish, now, zone, say, get_organization(taker.actor.organization_id).name)
