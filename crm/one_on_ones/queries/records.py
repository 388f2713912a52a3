"""Reading one-on-ones, and where people stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from crm.campaigns.measures import Happening
from crm.contacts.queries.turf import of_whom
from crm.core.database import db
from crm.core.scope import get_owned
from crm.one_on_ones.models import Assessment, Evidence, OneOnOne


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands (1 leads with us to 5 against), since when and on what, and another value before, if any."""

    value: int
    since: datetime
    evidence: Evidence
    previous: int | None


def get_one_on_one(one_on_one_id: int) -> OneOnOne:
    """The one-on-one with that id; NotFound when this organization has none."""
    return get_owned(OneOnOne, one_on_one_id)


def find_by_client_ref(client_ref: str) -> OneOnOne | None:
    """The one-on-one that a device sent under that UUID, or None."""
    return db.session.scalars(select(OneOnOne).where(OneOnOne.client_ref == client_ref)).one_or_none()


def list_for_contact(contact_id: int) -> list[OneOnOne]:
    """The one-on-ones with a person, the newest first."""
    query = select(OneOnOne).where(OneOnOne.contact_id == contact_id)
    return list(db.session.scalars(query.order_by(OneOnOne.met_at.desc(), OneOnOne.id.desc())))


def last_met(contact_id: int) -> datetime | None:
    """When somebody last sat down with a person, or None."""
    return db.session.scalars(select(func.max(OneOnOne.met_at)).where(OneOnOne.contact_id == contact_id)).one()


def current_assessment(contact_id: int) -> Standing | None:
    """Where a person stands now, or None when nobody has said."""
    query = select(Assessment).where(Assessment.contact_id == contact_id)
    rows = list(db.session.scalars(query.order_by(Assessment.at.desc(), Assessment.id.desc())))
    if not rows:
        return None
    newest = since = rows[0]
    for row in rows:
        if row.value != newest.value:
            return Standing(newest.value, since.at, newest.evidence, row.value)
        since = row
    return Standing(newest.value, since.at, newest.evidence, None)


def assessments_of(contact_ids: Collection[int]) -> dict[int, int]:
    """Where some people stand now, by contact; those nobody assessed are left out."""
    if not contact_ids:
        return {}
    query = select(Assessment.contact_id, Assessment.value).where(Assessment.contact_id.in_(contact_ids))
    return dict(db.session.execute(query.order_by(Assessment.at, Assessment.id)).all())


def contact_ids_met_since(moment: datetime, user_id: int | None = None) -> set[int]:
    """The people somebody (or one organizer) sat down with since a moment."""
    query = select(OneOnOne.contact_id).where(OneOnOne.met_at >= moment).distinct()
    return set(db.session.scalars(query if user_id is None else query.where(OneOnOne.organizer_user_id == user_id)))


def count_between(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
) -> int:
    """How many one-on-ones were held from a moment to before another, in a campaign, by an organizer, with a turf's people."""
    rows = of_whom(rows_between(campaign_id, user_id, since, until), OneOnOne.contact_id, None, turf_id)
    return db.session.scalars(rows.with_only_columns(func.count())).one()


def happenings_between(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
) -> list[Happening]:
    """What count_between counts, as goals list it."""
    query = of_whom(rows_between(campaign_id, user_id, since, until), OneOnOne.contact_id, None, turf_id)
    rows = db.session.execute(query.order_by(OneOnOne.met_at.desc(), OneOnOne.id.desc()))
    return [Happening(row[0], row[1]) for row in rows]


def rows_between(
    campaign_id: int | None, user_id: int | None, since: datetime, until: datetime
) -> Select[int, datetime, int]:
    """With whom somebody sat down, when, and who, from a moment to before another, in a campaign or by an organizer."""
    query = select(OneOnOne.contact_id, OneOnOne.met_at, OneOnOne.organizer_user_id).where(
        OneOnOne.met_at >= since, OneOnOne.met_at < until
    )
    if campaign_id is not None:
        query = query.where(OneOnOne.campaign_id == campaign_id)
    return query if user_id is None else query.where(OneOnOne.organizer_user_id == user_id)
