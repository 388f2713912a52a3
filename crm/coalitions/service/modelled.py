"""A campaign of ours after the one of the organization that invites: its demands, its place and the day of its vote."""

from __future__ import annotations

from datetime import datetime

from crm.campaigns.models import FigureStage
from crm.campaigns.queries import get_campaign, ledger
from crm.campaigns.queries.money import Line
from crm.campaigns.service import NewCampaign, NewDemand, NewFigure, add_demand, create_campaign
from crm.coalitions.queries import Offer
from crm.core.actor import Actor
from crm.core.scope import in_organization


def campaign_after(actor: Actor, now: datetime, offer: Offer) -> int:
    """Make the campaign and give its id. Figures that are demanded come with their document; what is won does not.

    Who decides, and how they lean, is for each organization to find out: two counts that agree are worth more than one.
    """
    with in_organization(offer.host_id):
        theirs = get_campaign(offer.campaign_id)
        new = NewCampaign(
            theirs.name,
            theirs.level,
            theirs.ocd_id,
            theirs.place_name,
            short_name=theirs.short_name,
            issues=list(theirs.issues),
            lead_user_id=actor.user_id,
            decision_body=theirs.decision_body,
            decision_body_es=theirs.decision_body_es,
            starts_on=offer.starts_on if theirs.decision_on is None or offer.starts_on <= theirs.decision_on else None,
            decision_on=theirs.decision_on,
            fiscal_year=theirs.fiscal_year,
            votes_needed=theirs.votes_needed,
        )
        lines = ledger(theirs.id).lines
    row = create_campaign(actor, now, new)
    for line in lines:
        add_demand(actor, now, row.id, NewDemand(line.side, line.title, line.title_es), _demanded(line))
    return row.id


def _demanded(line: Line) -> tuple[NewFigure, ...]:
    """The figure that is demanded, with its document; none where it is not known."""
    one = line.figures.get(FigureStage.DEMANDED)
    if one is None:
        return ()
    known = (one.document, one.url, one.page, one.is_recurring, one.is_derived)
    return (NewFigure(FigureStage.DEMANDED, one.cents, *known),)
