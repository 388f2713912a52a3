"""The way to the vote: stages laid out backwards from it, and done one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns import reference
from crm.campaigns.models import Campaign, Milestone
from crm.campaigns.queries.reference import rows_in_use
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound, Refused
from crm.core.scope import get_owned


def lay_out_milestones(
    actor: Actor, now: datetime, campaign_id: int, template: str, decision_on: date | None = None
) -> list[Milestone]:
    """Lay the stages of a type of campaign out backwards from the vote (weeks_from_decision of the template).

    Without `decision_on` the campaign's own day of the vote is taken; Refused when there is none, Conflict when the
    campaign has stages already.
    """
    campaign = get_owned(Campaign, campaign_id)
    vote = decision_on or campaign.decision_on
    if vote is None:
        raise Refused(N_("Say first on which day the vote is."))
    if db.session.scalar(select(Milestone.id).where(Milestone.campaign_id == campaign_id).limit(1)):
        raise Conflict(N_("This campaign has its stages already."))
    reference.stage_template(template)  # NotFound for a type that there is not
    rows = [row for row in rows_in_use("milestones_templates") if row["campaign_type"] == template]
    campaign.decision_on = vote
    stages = [
        Milestone(
            campaign_id=campaign_id,
            key=row["stage_key"],
            position=int(row["stage_order"]),
            label=row["label_en"],
            label_es=row["label_es"],
            due_on=vote + timedelta(weeks=int(row["weeks_from_decision"])),
            done_when=row["done_when_en"],
            board_metric=row["board_metric"],
        )
        for row in sorted(rows, key=lambda one: int(one["stage_order"]))
    ]
    db.session.add_all(stages)
    db.session.flush()
    audit.record(actor, "laid_out_stages", "campaign", campaign_id, now, template=template)
    return stages


def finish_milestone(actor: Actor, now: datetime, campaign_id: int, key: str, done_on: date | None) -> Milestone:
    """Mark a stage done on a day, or open again with None; NotFound for a stage the campaign does not have."""
    query = select(Milestone).where(Milestone.campaign_id == campaign_id, Milestone.key == key)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(N_("This campaign has no such stage."))
    row.done_on = done_on
    db.session.flush()
    audit.record(actor, "finished_stage" if done_on else "reopened_stage", "campaign", campaign_id, now, stage=key)
    return row
