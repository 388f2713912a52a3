"""Beginning a coalition, coming in with a campaign, and leaving; what was is kept."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import select

from crm.campaigns.measures import measures
from crm.campaigns.queries import get_campaign
from crm.coalitions.models import Coalition, CoalitionGoal, CoalitionMember
from crm.coalitions.queries import Offer, find_ours, get_coalition
from crm.coalitions.service.inviting import end_invite, refuse_mixing
from crm.coalitions.service.modelled import campaign_after
from crm.coalitions.service.noting import note
from crm.core.actor import Actor, system_actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed, Refused
from crm.core.scope import in_organization
from crm.core.text import clean_line


def begin_coalition(actor: Actor, now: datetime, name: str, campaign_id: int, starts_on: date) -> Coalition:
    """Begin a coalition around a campaign of ours, whose numbers count from a day on; Refused without a name."""
    words = clean_line(name, 120)
    if not words:
        raise Refused(N_("The coalition needs a name."))
    campaign = get_campaign(campaign_id)
    row = Coalition(coalition_key=secrets.token_hex(16), name=words, starts_on=starts_on, created_by_id=actor.user_id)
    db.session.add(row)
    db.session.flush()
    _come_in(actor, now, row.coalition_key, campaign.id)
    note(actor, "created", row.id, now, campaign_id=campaign.id)
    return row


def bring_campaign(actor: Actor, now: datetime, coalition_id: int, campaign_id: int) -> CoalitionMember:
    """Bring another campaign of ours into a coalition that we are in; Conflict for one that is in it already."""
    group, campaign = get_coalition(coalition_id), get_campaign(campaign_id)
    if campaign.id in group.us.campaign_ids:
        raise Conflict(N_("This campaign is in the coalition already."))
    row = _come_in(actor, now, group.key, campaign.id)
    note(actor, "brought_campaign", group.id, now, campaign_id=campaign.id)
    return row


def accept(actor: Actor, now: datetime, offer: Offer, campaign_id: int | None) -> CoalitionMember:
    """Come into a coalition with a campaign of ours, or (None) with a new one after the host's; the invitation is used up.

    Conflict when we are in it already or somebody was faster; Refused where one of the two only practises.
    """
    if find_ours(offer.key) is not None:
        raise Conflict(N_("Your organization is in this coalition already."))
    refuse_mixing(offer.host_id, actor.organization_id)
    with db.session.begin_nested():  # a refusal half way leaves neither a campaign nor a used-up invitation
        end_invite(now, offer, actor.organization_id)
        chosen = get_campaign(campaign_id).id if campaign_id is not None else campaign_after(actor, now, offer)
        row = _come_in(actor, now, offer.key, chosen)
    note(actor, "joined", _coalition_id(offer.key), now, campaign_id=chosen)
    _tell(offer.host_id, "partner_joined", offer.key, now, actor.organization_id)
    return row


def leave(actor: Actor, now: datetime, coalition_id: int, campaign_id: int | None = None) -> int:
    """Take one campaign of ours out of a coalition, or (None) all and ourselves with them; gives how many went.

    The rows stay as history; the others see that we left and our numbers no more.
    """
    group = get_coalition(coalition_id)
    query = select(CoalitionMember).where(CoalitionMember.coalition_key == group.key, CoalitionMember.left_at.is_(None))
    rows = [row for row in db.session.scalars(query) if campaign_id in (None, row.campaign_id)]
    if not rows:
        raise Conflict(N_("This campaign is not in the coalition."))
    for row in rows:
        row.left_at = now
    note(actor, "left", group.id, now, campaigns=len(rows))
    for partner in group.partners:
        if not partner.is_us:
            _tell(partner.organization_id, "partner_left", group.key, now, actor.organization_id)
    return len(rows)


def set_goal(actor: Actor, now: datetime, coalition_id: int, measure: str, target: int | None) -> None:
    """Set what the members want to reach together, or take the goal away (None); NotAllowed for others than the host."""
    group = get_coalition(coalition_id)
    if not group.is_hosted_by_us:
        raise NotAllowed(N_("Only the organization that hosts the coalition can do that."))
    if measures.get(measure) is None:
        raise Refused(N_("Choose what is counted."))
    if target is not None and not 0 < target <= 10_000_000:
        raise Refused(N_("A goal is a whole number from 1 to ten million."))
    query = select(CoalitionGoal).where(CoalitionGoal.coalition_key == group.key, CoalitionGoal.measure == measure)
    row = db.session.scalars(query).one_or_none()
    if target is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(CoalitionGoal(coalition_key=group.key, measure=measure, target=target))
    else:
        row.target = target
    note(actor, "set_goal", group.id, now, measure=measure, target=target)


def _come_in(actor: Actor, now: datetime, key: str, campaign_id: int) -> CoalitionMember:
    row = CoalitionMember(coalition_key=key, campaign_id=campaign_id, joined_at=now, created_by_id=actor.user_id)
    db.session.add(row)
    db.session.flush()
    return row


def _coalition_id(key: str) -> int | None:
    found = find_ours(key)
    return found.id if found else None


def _tell(organization_id: int, verb: str, key: str, now: datetime, who_id: int) -> None:
    """Write into another member's audit log which organization came or went."""
    with in_organization(organization_id):
        note(system_actor(organization_id), verb, _coalition_id(key), now, partner_id=who_id)
