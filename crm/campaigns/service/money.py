"""The money of a campaign: demands on two sides, and figures that each name their document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crm.audit import service as audit
from crm.campaigns import reference
from crm.campaigns.models import BudgetFigure, Campaign, Demand, FigureStage, LedgerSide
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.money import cents
from crm.core.scope import get_owned
from crm.core.text import clean_line

EXAMPLE_STAGES = {"demand": FigureStage.DEMANDED, "won": FigureStage.WON_CLAIMED}
"""Where the figures of an example ledger stand: what a newspaper or a campaign reported as won is claimed, not verified."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """An amount in cents, always positive (the side says which way it goes), at one stage, with its document."""

    stage: FigureStage
    cents: int
    document: str
    document_url: str = ""
    page: str = ""
    is_recurring: bool = True
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class NewDemand:
    """One line of the ledger; `demand_key` names the plank of the field it follows ("L01-D")."""

    side: LedgerSide
    title: str
    title_es: str = ""
    note: str = ""
    demand_key: str = ""


def add_demand(
    actor: Actor, now: datetime, campaign_id: int, new: NewDemand, figures: tuple[NewFigure, ...] = ()
) -> Demand:
    """Put one line on a side of the ledger, after those already there; a line without figures is not known, not zero."""
    get_owned(Campaign, campaign_id)
    title = clean_line(new.title, 200)
    if not title:
        raise Refused(N_("Say what is demanded."))
    last = db.session.scalar(select(func.max(Demand.position)).where(Demand.campaign_id == campaign_id))
    row = Demand(
        campaign_id=campaign_id,
        side=new.side,
        position=(last or 0) + 1,
        title=title,
        title_es=clean_line(new.title_es, 200),
        note=clean_line(new.note, 500),
        demand_key=new.demand_key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_demand", "campaign", campaign_id, now, demand_id=row.id)
    for figure in figures:
        add_figure(actor, now, row.id, figure)
    return row


def add_figure(actor: Actor, now: datetime, demand_id: int, new: NewFigure) -> BudgetFigure:
    """Put a figure beside a demand; earlier ones of its stage stay in the history. Refused without a document."""
    document = clean_line(new.document, 300)
    if not document:
        raise Refused(N_("A figure needs its document: which paper says so?"))
    if new.cents < 0:
        raise Refused(N_("An amount is never below zero; the side of the ledger says which way it goes."))
    demand = get_owned(Demand, demand_id)
    row = BudgetFigure(
        demand_id=demand_id,
        stage=new.stage,
        cents=new.cents,
        document=document,
        document_url=new.document_url if new.document_url.startswith(("https://", "http://")) else "",
        page=clean_line(new.page, 40),
        is_recurring=new.is_recurring,
        is_derived=new.is_derived,
        entered_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_figure", "campaign", demand.campaign_id, now, figure_id=row.id, stage=new.stage.value)
    return row


def load_ledger_example(
    actor: Actor,
    now: datetime,
    campaign_id: int,
    ledger_id: str,
    *,
    stage: FigureStage | None = None,
    document: str = "",
) -> list[Demand]:
    """Put the lines of a sourced example ledger into a campaign, each figure with its source.

    What the source reports as won comes in as claimed, a demand as demanded, unless `stage` says otherwise (a practice
    campaign may demand what another place won). `document` names the source; else the campaign of the history does.
    """
    lines = reference.ledger_example(ledger_id)
    past = reference.history(lines[0]["campaign_id"])
    document = document or f"{past['campaign']}, {past['jurisdiction']}, {past['fiscal_year']}"
    return [
        add_demand(
            actor,
            now,
            campaign_id,
            NewDemand(LedgerSide(line["side"]), line["line_en"], line["line_es"], line["note"], ledger_id),
            _example_figures(line, stage or EXAMPLE_STAGES[line["ledger_kind"]], document),
        )
        for line in lines
    ]


def _example_figures(line: reference.Row, stage: FigureStage, document: str) -> tuple[NewFigure, ...]:
    """The figure of one example line, or none when its amount is blank."""
    amount = cents(line["amount_usd"])
    if amount is None:
        return ()
    return (NewFigure(stage, amount, document, line["source_url"], is_derived=line["derived"] == "yes"),)
