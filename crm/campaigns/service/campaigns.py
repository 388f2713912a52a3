"""Beginning a campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns.models import Campaign, CampaignLevel, CampaignStatus
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line, fold

_OCD_ID = re.compile(r"ocd-division/country:[a-z]{2}(/[a-z_]+:[\w.~-]+)*")


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign begins with; `ocd_id` is the Open Civic Data id of the place whose budget it is."""

    name: str
    level: CampaignLevel
    ocd_id: str
    place_name: str
    short_name: str = ""
    slug: str = ""
    status: CampaignStatus = CampaignStatus.ACTIVE
    issues: list[str] = field(default_factory=list)
    lead_user_id: int | None = None
    decision_body: str = ""
    decision_body_es: str = ""
    starts_on: date | None = None
    decision_on: date | None = None
    fiscal_year: str = ""
    votes_needed: int | None = None
    public_summary: str = ""
    public_summary_es: str = ""


def create_campaign(actor: Actor, now: datetime, new: NewCampaign) -> Campaign:
    """Begin a campaign; Refused without a name or place, or when the vote comes before the start."""
    name = clean_line(new.name, 120)
    if not name:
        raise Refused(N_("The campaign needs a name."))
    if not _OCD_ID.fullmatch(new.ocd_id):
        raise Refused(N_("A place is an Open Civic Data id, such as ocd-division/country:us/state:co/place:aurora."))
    if new.starts_on and new.decision_on and new.decision_on < new.starts_on:
        raise Refused(N_("The vote cannot be before the campaign starts."))
    row = Campaign(
        name=name,
        slug=_free_slug(new.slug or name),
        short_name=clean_line(new.short_name, 30) or name[:30],
        level=new.level,
        ocd_id=new.ocd_id,
        place_name=clean_line(new.place_name, 120),
        issues=list(new.issues),
        status=new.status,
        lead_user_id=new.lead_user_id,
        decision_body=clean_line(new.decision_body, 120),
        decision_body_es=clean_line(new.decision_body_es, 120),
        starts_on=new.starts_on,
        decision_on=new.decision_on,
        fiscal_year=clean_line(new.fiscal_year, 40),
        votes_needed=new.votes_needed,
        public_summary=new.public_summary,
        public_summary_es=new.public_summary_es,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "created", "campaign", row.id, now)
    return row


def _free_slug(name: str) -> str:
    """A slug of the name that no campaign of this organization has yet."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:56] or "campaign"
    taken = set(db.session.scalars(select(Campaign.slug).where(Campaign.slug.startswith(base))))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, 10_000))] if slug not in taken)
