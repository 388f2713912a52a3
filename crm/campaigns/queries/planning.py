"""Reading a campaign's budget year, the links to its calendar, and the notes of its strategy."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from crm.campaigns.models import BudgetStep, CalendarLink, StrategyCell, StrategyNote
from crm.campaigns.queries.steps import Stage
from crm.core.database import db
from crm.core.scope import everywhere


def budget_steps(campaign_id: int) -> list[BudgetStep]:
    """The steps of a campaign's budget year in order."""
    query = select(BudgetStep).where(BudgetStep.campaign_id == campaign_id).order_by(BudgetStep.position)
    return list(db.session.scalars(query))


def count_calendar_links(campaign_id: int) -> int:
    """How many links to a campaign's calendar still work."""
    query = select(func.count(CalendarLink.id)).where(
        CalendarLink.campaign_id == campaign_id, CalendarLink.revoked_at.is_(None)
    )
    return db.session.scalars(query).one()


def find_calendar_link(token_hash: str) -> CalendarLink | None:
    """The link with that secret, whosever it is, unless it was ended; None otherwise."""
    with everywhere("a calendar's link is read by a phone that is in no organization"):
        query = select(CalendarLink).where(CalendarLink.token_hash == token_hash, CalendarLink.revoked_at.is_(None))
        return db.session.scalars(query).one_or_none()


def strategy_notes(campaign_id: int) -> dict[StrategyCell, list[StrategyNote]]:
    """The notes of a campaign's chart by cell, the newest first."""
    found: dict[StrategyCell, list[StrategyNote]] = defaultdict(list)
    query = select(StrategyNote).where(StrategyNote.campaign_id == campaign_id).order_by(StrategyNote.id.desc())
    for row in db.session.scalars(query):
        found[row.cell].append(row)
    return found


def held_up(stages: list[Stage], late: Stage) -> list[Stage]:
    """What a late stage holds up: the stages after it that are not done."""
    place = stages.index(late)
    return [one for one in stages[place + 1 :] if one.done_on is None]
