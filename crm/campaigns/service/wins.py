"""What is won: claimed by somebody, verified by a second person in the document, and sometimes taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns.models import BudgetFigure, Demand, FigureStage, Reversal
from crm.campaigns.service.money import NewFigure, add_figure
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

WON = (FigureStage.WON_CLAIMED, FigureStage.WON_VERIFIED)
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def claim_win(actor: Actor, now: datetime, demand_id: int, new: NewFigure) -> BudgetFigure:
    """Write down what somebody says is won: an official, a report."""
    if new.stage is not FigureStage.WON_CLAIMED:
        raise Refused(N_("A win is claimed first, and verified by a second person."))
    return add_figure(actor, now, demand_id, new)


def verify_win(actor: Actor, now: datetime, demand_id: int, new: NewFigure) -> BudgetFigure:
    """Write down what a second person found in the document: Refused to whoever claimed it, without a claim or a page."""
    claimed = db.session.scalars(
        select(BudgetFigure)
        .where(BudgetFigure.demand_id == demand_id, BudgetFigure.stage == FigureStage.WON_CLAIMED)
        .order_by(BudgetFigure.id.desc())
    ).first()
    if claimed is None:
        raise Refused(N_("Nothing is claimed here yet: write down first what is said to be won."))
    if actor.user_id is None or claimed.created_by_id == actor.user_id:
        raise Refused(N_("You wrote down the claim. Verified means that a second person found it in the document."))
    if not clean_line(new.page, 40):
        raise Refused(N_("Say on which page you found it."))
    row = add_figure(actor, now, demand_id, new)
    row.checked_by_id = actor.user_id
    db.session.flush()
    return row


@dataclass(frozen=True, slots=True)
class NewReversal:
    """That a win was taken back: a day or a month ("2023-06"), the document, and how much in cents where it is known."""

    reversed_on: str
    document: str
    cents: int | None = None
    document_url: str = ""
    page: str = ""
    note: str = ""


def reverse_win(actor: Actor, now: datetime, demand_id: int, new: NewReversal) -> Reversal:
    """Write down that a win was taken back; Refused when nothing was won, without day or document, or for more than won."""
    demand, document = get_owned(Demand, demand_id), clean_line(new.document, 300)
    won = list(
        db.session.scalars(
            select(BudgetFigure.cents).where(BudgetFigure.demand_id == demand_id, BudgetFigure.stage.in_(WON))
        )
    )
    if not won:
        raise Refused(N_("Nothing is won here that could be taken back."))
    if not document:
        raise Refused(N_("A figure needs its document: which paper says so?"))
    if not _is_day_or_month(new.reversed_on):
        raise Refused(N_("Say on which day it was taken back, such as 2027-03-23, or in which month, such as 2027-03."))
    if new.cents is not None and not 0 < new.cents <= max(won):
        raise Refused(N_("What was taken back is more than nothing and at most what was won."))
    row = Reversal(
        demand_id=demand_id,
        cents=new.cents,
        reversed_on=new.reversed_on,
        document=document,
        document_url=new.document_url if new.document_url.startswith(("https://", "http://")) else "",
        page=clean_line(new.page, 40),
        note=clean_line(new.note, 500),
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "reversed_win", "campaign", demand.campaign_id, now, reversal_id=row.id)
    return row


def _is_day_or_month(text: str) -> bool:
    """Whether the text is a day or a month that exists."""
    if not _DAY_OR_MONTH.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return True
