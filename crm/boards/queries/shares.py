"""The links of a board, and the board that a link opens."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from crm.boards.models import BoardShare, CoalitionShare, Share
from crm.core.database import db
from crm.core.scope import everywhere


def list_shares(campaign_id: int) -> list[BoardShare]:
    """The links of a board that are not ended, the newest first."""
    query = select(BoardShare).where(BoardShare.campaign_id == campaign_id, BoardShare.revoked_at.is_(None))
    return list(db.session.scalars(query.order_by(BoardShare.id.desc())))


def find_share(token_hash: str) -> BoardShare | None:
    """The link with that secret, whosever it is, unless it was ended; None otherwise."""
    with everywhere("a board's link is opened by somebody who is in no organization"):
        query = select(BoardShare).where(BoardShare.token_hash == token_hash, BoardShare.revoked_at.is_(None))
        return db.session.scalars(query).one_or_none()


def list_coalition_shares(coalition_id: int) -> list[CoalitionShare]:
    """Our links of a coalition's board that are not ended, the newest first."""
    query = select(CoalitionShare).where(
        CoalitionShare.coalition_id == coalition_id, CoalitionShare.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(CoalitionShare.id.desc())))


def find_coalition_share(token_hash: str) -> CoalitionShare | None:
    """The link with that secret, whosever it is, unless it was ended; None otherwise."""
    with everywhere("a coalition board's link is opened by somebody who is in no organization"):
        query = select(CoalitionShare).where(
            CoalitionShare.token_hash == token_hash, CoalitionShare.revoked_at.is_(None)
        )
        return db.session.scalars(query).one_or_none()


def is_over(share: Share, today: date) -> bool:
    """Whether the link's last day is past."""
    return share.expires_on is not None and share.expires_on < today
