"""What can be asked of people by their one-on-ones, and by where they stand."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from crm.campaigns.segment_inputs import CAMPAIGNS
from crm.contacts.segment_filters.ties import USERS
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, PickMany
from crm.contacts.segments.periods import Period
from crm.contacts.segments.rows import HAD, days_or_never, having
from crm.core.database import db
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _
from crm.one_on_ones.models import Assessment, Evidence, OneOnOne

Condition = ColumnElement[bool]
NOBODY_SAID = "none"
VALUES = Fixed(
    (
        ("1", _l("1 leads with us")),
        ("2", _l("2 with us")),
        ("3", _l("3 not sure")),
        ("4", _l("4 leans away")),
        ("5", _l("5 against")),
        (NOBODY_SAID, _l("not assessed")),
    )
)
EVIDENCE = Fixed(
    (
        (Evidence.SAID, _l("said so")),
        (Evidence.DID_PUBLIC_ACT, _l("did something in public")),
        (Evidence.MOVED_OTHERS, _l("moved others")),
        (Evidence.KEPT_COMMITMENT, _l("kept a promise")),
        (Evidence.DECLINED, _l("declined")),
        (Evidence.OPPOSED, _l("opposed us")),
    )
)
CAMPAIGN = PickMany("campaigns", _l("Only these campaigns"), CAMPAIGNS, is_needed=False)


def _met(config: Config, frame: Frame) -> Condition:
    terms = [config.within("when", OneOnOne.met_at, frame)]
    if config.many("organizers"):
        terms.append(OneOnOne.organizer_user_id.in_(config.ids("organizers")))
    if config.many("campaigns"):
        terms.append(OneOnOne.campaign_id.in_(config.ids("campaigns")))
    found = having(OneOnOne.contact_id, *terms)
    return not_(found) if config.text("how") == "no" else found


def _met_words(config: Config) -> str:
    values = {"when": config.said("when"), "who": _narrowing(config)}
    if config.text("how") == "no":
        return _("had no one-on-one%(who)s%(when)s", **values)
    return _("had a one-on-one%(who)s%(when)s", **values)


def _narrowing(config: Config) -> str:
    who = " " + _("with %(people)s", people=config.said("organizers")) if config.many("organizers") else ""
    return who + (f" ({config.said('campaigns')})" if config.many("campaigns") else "")


def _met_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    return days_or_never(db.session.scalars(select(OneOnOne.met_at).where(OneOnOne.contact_id == contact_id)))


def _stands(config: Config, _frame: Frame) -> Condition:
    campaigns, newer = config.ids("campaigns"), aliased(Assessment)
    counts = [Assessment.campaign_id.in_(campaigns)] if campaigns else []
    counts_newer = [newer.campaign_id.in_(campaigns)] if campaigns else []
    is_newer = or_(newer.at > Assessment.at, and_(newer.at == Assessment.at, newer.id > Assessment.id))
    outdated = exists().where(
        newer.organization_id == Assessment.organization_id,
        newer.contact_id == Assessment.contact_id,
        newer.at >= Assessment.at,
        is_newer,
        *counts_newer,
    )
    wanted = [Assessment.value.in_([int(value) for value in config.many("values") if value != NOBODY_SAID])]
    if config.many("evidence"):
        wanted.append(Assessment.evidence.in_([Evidence(value) for value in config.many("evidence")]))
    found = having(Assessment.contact_id, *wanted, *counts, not_(outdated))
    return or_(found, not_(having(Assessment.contact_id, *counts))) if NOBODY_SAID in config.many("values") else found


def _stands_words(config: Config) -> str:
    on = f" ({config.said('evidence')})" if config.many("evidence") else ""
    campaign = " " + _("in %(campaigns)s", campaigns=config.said("campaigns")) if config.many("campaigns") else ""
    return _("stands at %(values)s%(on)s%(campaign)s", values=config.said("values"), on=on, campaign=campaign)


def _stands_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Assessment).where(Assessment.contact_id == contact_id)
    if config.many("campaigns"):
        query = query.where(Assessment.campaign_id.in_(config.ids("campaigns")))
    newest = db.session.scalars(query.order_by(Assessment.at.desc(), Assessment.id.desc()).limit(1)).first()
    if newest is None:
        return _("not assessed")
    value, on = VALUES.name_of(str(newest.value)), EVIDENCE.name_of(newest.evidence)
    return _("%(value)s, %(on)s, %(day)s", value=value, on=on, day=local_day(newest.at, "MMM d, y"))


FILTERS = {
    "one_on_one": SegmentFilter(
        "one_on_ones",
        _l("One-on-one, or none"),
        (
            Pick("how", _l("Had one or not"), HAD, "no"),
            Period("when", _l("When"), days=60),
            PickMany("organizers", _l("Only with"), USERS, is_needed=False),
            CAMPAIGN,
        ),
        _met,
        _met_words,
        _met_evidence,
    ),
    "stands": SegmentFilter(
        "one_on_ones",
        _l("Where she stands"),
        (
            PickMany("values", _l("Stands at"), VALUES),
            PickMany("evidence", _l("Only on this evidence"), EVIDENCE, is_needed=False),
            CAMPAIGN,
        ),
        _stands,
        _stands_words,
        _stands_evidence,
    ),
}
