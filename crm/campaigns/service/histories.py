"""The field's history as examples: a campaign of the past with what it demanded, won, and lost again."""

from __future__ import annotations

from datetime import date, datetime

from crm.audit import service as audit
from crm.campaigns import reference
from crm.campaigns.models import Campaign, CampaignLevel, CampaignStatus, Demand, FigureStage, LedgerSide
from crm.campaigns.service.campaigns import NewCampaign, create_campaign
from crm.campaigns.service.money import NewDemand, NewFigure, add_demand, load_ledger_example
from crm.campaigns.service.wins import NewReversal, reverse_win
from crm.core.actor import Actor
from crm.core.money import cents

STATUSES = {
    "won": CampaignStatus.WON,
    "partial": CampaignStatus.PARTLY_WON,
    "contested": CampaignStatus.PARTLY_WON,
    "won_then_reversed": CampaignStatus.MONITORING,
    "lost": CampaignStatus.LOST,
    "not_verified": CampaignStatus.CLOSED,
    "proposal": CampaignStatus.CLOSED,
}
"""Where a campaign of the history stands in ours; one whose win was taken back has something to watch."""
REVERSED = "won_then_reversed"
SIDES = {
    "divest": (LedgerSide.DIVEST, "Divest side, as reported", "Lado de desinversión, según los informes"),
    "invest": (LedgerSide.INVEST, "Invest side, as reported", "Lado de inversión, según los informes"),
}
KINDS = (("demand", FigureStage.DEMANDED), ("won", FigureStage.WON_CLAIMED))


def adopt_history(actor: Actor, now: datetime, history_id: str) -> Campaign:
    """Make an example campaign of one of the history.

    Its ledger is the sourced one where there is one, else what was reported of each side; all that is won comes in as
    claimed, since nobody here has looked it up. A win that was taken back is taken back here, too.
    """
    past = reference.history(history_id)
    row = create_campaign(actor, now, _campaign_of(past, actor))
    lines = [
        line
        for ledger_id in reference.ledgers_of(history_id)
        for line in load_ledger_example(actor, now, row.id, ledger_id)
    ]
    has_won = any(line["ledger_kind"] == "won" for line in reference.ledger_lines_of(history_id))
    reported = [_reported(actor, now, row.id, past, side, has_ledger=bool(lines), has_won=has_won) for side in SIDES]
    if past["outcome"] == REVERSED:
        _take_back(actor, now, past, lines or [one for one in reported if one is not None])
    audit.record(actor, "adopted_history", "campaign", row.id, now, history=history_id)
    return row


def _campaign_of(past: reference.Row, actor: Actor) -> NewCampaign:
    return NewCampaign(
        name=past["campaign"],
        level=_level(past),
        ocd_id=past["ocd_id"],
        place_name=past["jurisdiction"],
        slug=f"history-{past['campaign_id'].lower()}",
        status=STATUSES[past["outcome"]],
        lead_user_id=actor.user_id,
        decision_body=past["decision_body"],
        decision_on=date.fromisoformat(past["decision_date"]) if len(past["decision_date"]) == 10 else None,
        fiscal_year=past["fiscal_year"].removeprefix("FY"),
        public_summary=" ".join(part for part in (past["demand_note"], past["outcome_note"]) if part)[:1000],
    )


def _level(past: reference.Row) -> CampaignLevel:
    """The level by the place's id: the file calls counties and school districts local, too."""
    if "/school_district:" in past["ocd_id"]:
        return CampaignLevel.SCHOOL_DISTRICT
    last = past["ocd_id"].rpartition("/")[2]
    return CampaignLevel.COUNTY if last.startswith("county:") else CampaignLevel(past["level"])


def _reported(
    actor: Actor, now: datetime, campaign_id: int, past: reference.Row, side: str, *, has_ledger: bool, has_won: bool
) -> Demand | None:
    """What was reported of one side, without what the sourced ledger says line by line; None when nothing was."""
    kinds = [kind for kind in KINDS if not has_ledger or kind[0] != ("won" if has_won else "demand")]
    amounts = [(stage, cents(past[f"{kind}_{side}_usd"])) for kind, stage in kinds]
    document, url = document_of(past), past["source_1"]
    figures = tuple(NewFigure(stage, amount, document, url) for stage, amount in amounts if amount is not None)
    if not figures:
        return None
    ledger_side, title, title_es = SIDES[side]
    new = NewDemand(ledger_side, title, title_es, past["measured_against"])
    return add_demand(actor, now, campaign_id, new, figures)


def document_of(past: reference.Row) -> str:
    """How a campaign of the history is named as the source of its figures."""
    return ", ".join(part for part in (past["campaign"], past["jurisdiction"], past["fiscal_year"]) if part)


def _take_back(actor: Actor, now: datetime, past: reference.Row, lines: list[Demand]) -> None:
    """Take back of each line what did not last: all but what the history counts as won, or an amount nobody reports."""
    last = reference.key_dates(past)[-1]
    ledger = {line["line_en"]: line for line in reference.ledger_lines_of(past["campaign_id"])}
    for demand in lines:
        amount = cents(ledger[demand.title]["amount_usd"]) if demand.title in ledger else None
        if amount is None:
            gone = None
        else:
            kept = cents(past.get(f"won_{demand.side.value}_usd", "")) or 0
            gone = amount - kept
        if gone is None or gone > 0:
            new = NewReversal(last.when, document_of(past), gone, past["source_2"], note=last.what)
            reverse_win(actor, now, demand.id, new)
