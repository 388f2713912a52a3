"""Invitations: those that a coalition gave out, and those that wait for us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from crm.accounts.queries import get_organization
from crm.campaigns.models import Campaign
from crm.coalitions.models import Coalition, CoalitionInvite, CoalitionMember
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import current_organization_id, everywhere


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as the invited organization sees it: who asks it into what, and the campaign that it is about."""

    invite_id: int
    key: str
    coalition_name: str
    starts_on: date
    host_id: int
    host_name: str
    campaign_id: int
    campaign_name: str
    place_name: str
    decision_on: date | None


def list_invites(key: str) -> list[CoalitionInvite]:
    """The invitations that we gave out and nobody has taken up, the newest first, also those that are over."""
    query = select(CoalitionInvite).where(CoalitionInvite.coalition_key == key, CoalitionInvite.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(CoalitionInvite.id.desc())))


def list_offers(now: datetime) -> list[Offer]:
    """The invitations to our organization by name, the newest first."""
    ours = CoalitionInvite.invited_id == current_organization_id()
    with everywhere("a coalition: an invited organization sees who invites it into what"):
        return _offers(_open(now).where(ours))


def get_offer(now: datetime, invite_id: int) -> Offer:
    """An invitation to our organization by name; NotFound otherwise."""
    found = next((one for one in list_offers(now) if one.invite_id == invite_id), None)
    if found is None:
        raise NotFound(N_("This invitation is over, was taken up, or is for another organization."))
    return found


def find_offer(now: datetime, token_hash: str) -> Offer:
    """The invitation of a link's secret; NotFound for one that is unknown, over or taken up: they look alike."""
    with everywhere("a coalition: who is invited by a link knows only its secret"):
        found = _offers(_open(now).where(CoalitionInvite.token_hash == token_hash))
    if not found:
        raise NotFound(N_("This invitation is over, was taken up, or is for another organization."))
    return found[0]


def _open(now: datetime) -> Select[Any, Any, Any]:
    """The invitations that can still be taken up, with the coalition and the first campaign of the one that invites."""
    rows: Select[Any, Any, Any] = select(CoalitionInvite, Coalition, Campaign)
    return (
        rows.join(Coalition, Coalition.coalition_key == CoalitionInvite.coalition_key)
        .join(CoalitionMember, CoalitionMember.coalition_key == CoalitionInvite.coalition_key)
        .join(Campaign, Campaign.id == CoalitionMember.campaign_id)
        .where(
            CoalitionInvite.ended_at.is_(None),
            CoalitionInvite.expires_at > now,
            CoalitionMember.organization_id == CoalitionInvite.organization_id,
            CoalitionMember.left_at.is_(None),
        )
        .order_by(CoalitionInvite.id.desc(), CoalitionMember.id.desc())
    )


def _offers(query: Select[Any, Any, Any]) -> list[Offer]:
    """One offer for each invitation: of several campaigns of the host the one that came in first."""
    rows = {row[0].id: row for row in db.session.execute(query)}
    return [
        Offer(
            invite.id,
            invite.coalition_key,
            coalition.name,
            coalition.starts_on,
            invite.organization_id,
            get_organization(invite.organization_id).name,
            campaign.id,
            campaign.name,
            campaign.place_name,
            campaign.decision_on,
        )
        for invite, coalition, campaign in rows.values()
    ]
