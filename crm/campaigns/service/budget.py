"""The lines of a public budget: written down, given figures with document and page, checked by a second person, tied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns.models import (
    BudgetFunction,
    BudgetLine,
    BudgetStage,
    Campaign,
    Demand,
    LedgerSide,
    LineFigure,
)
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

INVEST_FUNCTIONS = frozenset(list(BudgetFunction)[7:-1])
"""What communities say keeps them safe: everything from education on, but for "other"."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row of a budget by its names; `side` is where the campaign wants it to go, None while that is open."""

    department: str
    program: str = ""
    fund: str = ""
    fiscal_year: str = ""
    function: BudgetFunction = BudgetFunction.OTHER
    side: LedgerSide | None = None
    demand_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewLineFigure:
    """An amount in cents as a document gives it, with its page; `fte_hundredths` are jobs in hundredths of one."""

    stage: BudgetStage
    cents: int
    document: str
    page: str
    document_url: str = ""
    fte_hundredths: int | None = None
    is_recurring: bool = True


def side_of(function: BudgetFunction) -> LedgerSide | None:
    """The side a function stands on by itself; None for what is neither."""
    if function is BudgetFunction.OTHER:
        return None
    return LedgerSide.INVEST if function in INVEST_FUNCTIONS else LedgerSide.DIVEST


def add_line(actor: Actor, now: datetime, campaign_id: int, new: NewLine) -> BudgetLine:
    """Write a line down; Refused without a department, Conflict when the campaign has a line of these names."""
    campaign = get_owned(Campaign, campaign_id)
    row = BudgetLine(
        campaign_id=campaign_id,
        department=clean_line(new.department, 120),
        program=clean_line(new.program, 160),
        fund=clean_line(new.fund, 120),
        fiscal_year=clean_line(new.fiscal_year, 40) or campaign.fiscal_year,
        function=new.function,
        side=new.side or side_of(new.function),
    )
    if not row.department:
        raise Refused(N_("Say which department the line belongs to."))
    _refuse_twin(row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_budget_line", "campaign", campaign_id, now, budget_line_id=row.id)
    if new.demand_id is not None:
        tie_line(actor, now, row.id, new.demand_id)
    return row


def _refuse_twin(row: BudgetLine) -> None:
    names = ("campaign_id", "fiscal_year", "department", "program", "fund")
    same = [getattr(BudgetLine, name) == getattr(row, name) for name in names]
    if db.session.scalar(select(BudgetLine.id).where(*same).limit(1)):
        raise Conflict(N_("The budget has that line already: add the figure to it."))


def tie_line(actor: Actor, now: datetime, line_id: int, demand_id: int | None) -> BudgetLine:
    """Say which demand a line serves, or none; Refused when they are of two campaigns. It takes over the demand's side."""
    row = get_owned(BudgetLine, line_id)
    if demand_id is not None:
        demand = get_owned(Demand, demand_id)
        if demand.campaign_id != row.campaign_id:
            raise Refused(N_("That demand belongs to another campaign."))
        row.side = demand.side
    row.demand_id = demand_id
    db.session.flush()
    audit.record(
        actor, "tied_budget_line", "campaign", row.campaign_id, now, budget_line_id=row.id, demand_id=demand_id
    )
    return row


def add_line_figure(actor: Actor, now: datetime, line_id: int, new: NewLineFigure) -> LineFigure:
    """Put a figure beside a line; earlier ones of its stage stay in the history. Refused without document or page."""
    line = get_owned(BudgetLine, line_id)
    row = figure_row(actor, now, line_id, new)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_figure", "campaign", line.campaign_id, now, figure_id=row.id, stage=new.stage.value)
    return row


def figure_row(actor: Actor, now: datetime, line_id: int, new: NewLineFigure) -> LineFigure:
    """The row of a figure, not yet kept; Refused without document or page."""
    document, page = clean_line(new.document, 300), clean_line(new.page, 40)
    if not document or not page:
        raise Refused(N_("A figure needs its document and page: where is it written?"))
    if new.fte_hundredths is not None and new.fte_hundredths < 0:
        raise Refused(N_("A number of jobs is never below zero."))
    return LineFigure(
        organization_id=actor.organization_id,
        budget_line_id=line_id,
        stage=new.stage,
        cents=new.cents,
        fte_hundredths=new.fte_hundredths,
        is_recurring=new.is_recurring,
        document=document,
        document_url=new.document_url if new.document_url.startswith(("https://", "http://")) else "",
        page=page,
        entered_by_id=actor.user_id,
        entered_at=now,
    )


def check_figure(actor: Actor, now: datetime, figure_id: int) -> LineFigure:
    """Say that one found the figure on its page; Refused to whoever entered it, Conflict when it was checked before."""
    row = get_owned(LineFigure, figure_id)
    if row.checked_by_id is not None:
        raise Conflict(N_("Somebody has checked that figure already."))
    if actor.user_id is None or row.entered_by_id == actor.user_id:
        raise Refused(N_("You entered this figure. Verified means that a second person found it in the document."))
    row.checked_by_id, row.checked_at = actor.user_id, now
    db.session.flush()
    line = get_owned(BudgetLine, row.budget_line_id)
    audit.record(actor, "checked_figure", "campaign", line.campaign_id, now, figure_id=row.id)
    return row
