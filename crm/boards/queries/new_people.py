"""People who are new to an organization and took part in a campaign: a goal measure like the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from crm.actions.models import Action
from crm.campaigns.measures import Happening, Measure
from crm.commitments.models import Commitment
from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.errors import N_
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn


def _new(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None
) -> Select[Any, Any]:
    """Those first written down in a window; of a campaign those who came, sat down or promised something in it."""
    query: Select[Any, Any] = select(Contact.id, Contact.created_at)
    query = query.where(Contact.created_at >= since, Contact.created_at < until, Contact.archived_at.is_(None))
    if user_id is not None:
        query = query.where(Contact.owner_user_id == user_id)
    if turf_id is not None:
        query = query.where(Contact.turf_id == turf_id)
    if campaign_id is None:
        return query
    actions = select(Action.id).where(Action.campaign_id == campaign_id)
    came = select(SignIn.contact_id).where(SignIn.action_id.in_(actions))
    met = select(OneOnOne.contact_id).where(OneOnOne.campaign_id == campaign_id)
    promised = select(Commitment.contact_id).where(
        (Commitment.campaign_id == campaign_id) | Commitment.action_id.in_(actions)
    )
    return query.where(Contact.id.in_(came) | Contact.id.in_(met) | Contact.id.in_(promised))


def _count(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
) -> int:
    counted = select(func.count()).select_from(_new(campaign_id, user_id, since, until, turf_id).subquery())
    return db.session.scalar(counted) or 0


def _list(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
) -> list[Happening]:
    query = _new(campaign_id, user_id, since, until, turf_id).order_by(Contact.created_at.desc(), Contact.id.desc())
    return [Happening(row[0], row[1]) for row in db.session.execute(query)]


NEW_PEOPLE = Measure(N_("New people who took part"), _count, _list)
"""Somebody is new once: by the day she was first written down, whichever campaign that was for."""
