"""What two organizations have of coalitions: one of their own with nobody else in it, and an invitation to nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.boards.models import CoalitionShare
from crm.boards.service import share_coalition
from crm.coalitions.models import Coalition, CoalitionInvite, ReceivedPerson, ReceivedState, SharingHow
from crm.coalitions.queries import get_coalition
from crm.coalitions.service import begin_coalition, invite_by_link
from crm.core.actor import Actor
from crm.core.database import db


def allied(actor: Actor, now: datetime, campaign_id: int) -> None:
    """A coalition around a campaign, and an invitation that nobody took up."""
    name = f"Coalition of organization {actor.organization_id}"
    row = begin_coalition(actor, now, name, campaign_id, now.date())
    given = {"words": "A walk", "wording": "share-1-en", "how": SharingHow.PAPER, "state": ReceivedState.WAITING}
    key, own = f"walk-{actor.organization_id}", actor.organization_id
    db.session.add(ReceivedPerson(share_key=key, from_id=own, name=f"Shared {own}", received_at=now, **given))
    share_coalition(actor, now, get_coalition(row.id), "A walk", now.date())
    invite_by_link(actor, now, row.id, f"Guest of organization {actor.organization_id}")


def ids_of_coalitions() -> dict[str, list[Any]]:
    """Values for the arguments of addresses about coalitions."""
    return {
        "coalition_id": list(db.session.scalars(select(Coalition.id).order_by(Coalition.id.desc()))),
        "coalition_share_id": list(db.session.scalars(select(CoalitionShare.id))),
        "invite_id": list(db.session.scalars(select(CoalitionInvite.id))),
        "invite_token": ["a-link-that-opens-nothing"],
        "received_id": list(db.session.scalars(select(ReceivedPerson.id))),
    }


def forms_of_coalitions(campaign_id: int) -> dict[str, dict[str, Any]]:
    """What is sent to each address about coalitions."""
    return {
        "coalitions.create": {"name": "A walk", "campaign_id": campaign_id, "starts_on": "2026-11-01"},
        "coalitions.bring": {"campaign_id": campaign_id},
        "coalitions.leave": {"campaign_id": campaign_id},
        "coalitions.set_goal": {"measure": "one_on_ones", "target": "5"},
        "coalitions.invite": {"label": "A walk"},
        "coalitions.invite_by_name": {"slug": "a-walk"},
        "coalitions.withdraw": {},
        "coalitions.share": {"partner_id": "1", "kind": "share", "how": "paper"},
        "coalitions.take_sharing_back": {"partner_id": "1", "how": "paper"},
        "coalitions.settle": {"who": "new"},
        "coalitions.answer": {"campaign_id": campaign_id},
        "coalitions.join": {"campaign_id": campaign_id},
    }
