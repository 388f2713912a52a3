"""Showing a board to somebody without an account, and no longer; keeping the changes of tables few."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select

from crm.audit import service as audit
from crm.boards.models import BoardShare, CoalitionShare, TableChange
from crm.campaigns.queries import get_campaign
from crm.coalitions.queries import Together
from crm.core.actor import Actor
from crm.core.claims import locked
from crm.core.database import db
from crm.core.errors import N_, NotAllowed, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

LONGEST_DAYS = 366


def hash_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def share_board(
    actor: Actor, now: datetime, campaign_id: int, label: str, today: date, expires_on: date | None = None
) -> tuple[BoardShare, str]:
    """Make a link to a board and give its secret, which is not kept; Refused without saying for whom, or past its end."""
    row = BoardShare(campaign_id=get_campaign(campaign_id).id)
    token = _open(actor, row, label, today, expires_on)
    audit.record(actor, "shared_board", "campaign", campaign_id, now, share_id=row.id)
    return row, token


def share_coalition(
    actor: Actor, now: datetime, group: Together, label: str, today: date, expires_on: date | None = None
) -> tuple[CoalitionShare, str]:
    """Make a link to a coalition's board, as its host, and give its secret; NotAllowed for another member."""
    if not group.is_hosted_by_us:
        raise NotAllowed(N_("The organization that began the coalition shares its board."))
    row = CoalitionShare(coalition_id=group.id)
    token = _open(actor, row, label, today, expires_on)
    audit.record(actor, "shared_board", "coalition", group.id, now, share_id=row.id)
    return row, token


def revoke_share(actor: Actor, now: datetime, share_id: int) -> BoardShare:
    """End a link at once; ending it twice changes nothing."""
    row = get_owned(BoardShare, share_id)
    if _end(row, now):
        audit.record(actor, "revoked_share", "campaign", row.campaign_id, now, share_id=row.id)
    return row


def revoke_coalition_share(actor: Actor, now: datetime, share_id: int) -> CoalitionShare:
    """End a link to a coalition's board at once; ending it twice changes nothing."""
    row = get_owned(CoalitionShare, share_id)
    if _end(row, now):
        audit.record(actor, "revoked_share", "coalition", row.coalition_id, now, share_id=row.id)
    return row


def _open(actor: Actor, row: BoardShare | CoalitionShare, label: str, today: date, expires_on: date | None) -> str:
    row.label, row.expires_on = _said_for(label, today, expires_on), expires_on
    token = secrets.token_urlsafe(24)
    row.token_hash, row.created_by_id = hash_of(token), actor.user_id
    db.session.add(row)
    db.session.flush()
    return token


def _end(row: BoardShare | CoalitionShare, now: datetime) -> bool:
    if row.revoked_at is not None:
        return False
    row.revoked_at = now
    db.session.flush()
    return True


def _said_for(label: str, today: date, expires_on: date | None) -> str:
    words = clean_line(label, 120)
    if not words:
        raise Refused(N_("Say for whom the link is, so that you know it again."))
    if expires_on is not None and not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(N_("A link ends between today and a year from now."))
    return words


def fold_changes(most_rows: int = 0) -> int:
    """Put one row in place of the many of a table that changed often: the sum stays; how many tables."""
    crowded = select(TableChange.name).group_by(TableChange.name).having(func.count() > most_rows)
    names = list(db.session.scalars(crowded))
    for name in names:
        rows = list(db.session.scalars(locked(select(TableChange).where(TableChange.name == name))))
        if rows:
            db.session.execute(delete(TableChange).where(TableChange.id.in_([row.id for row in rows[1:]])))
            rows[0].changes = sum(row.changes for row in rows)
    db.session.flush()
    return len(names)
