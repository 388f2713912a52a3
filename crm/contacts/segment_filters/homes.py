"""Where she belongs: turf and household."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, not_, or_, select

from crm.contacts.models import Contact, Household, HouseholdMember, HouseholdRole, Turf
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, PickMany, Rows
from crm.contacts.segments.rows import having
from crm.core.database import db
from crm.core.spoken import gettext as _

Condition = ColumnElement[bool]
NO_TURF = "none"
HOUSEHOLDS = Fixed(
    (
        ("any", _l("shares a household with somebody we know")),
        ("youth", _l("lives in a household with children or youth")),
        ("none", _l("is in no household that we know")),
    )
)


def _some_turfs() -> list[tuple[int, str]]:
    query = select(Turf.id, Turf.name).where(Turf.archived_at.is_(None)).order_by(func.lower(Turf.name)).limit(200)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _find_turf(turf_id: int) -> str | None:
    return db.session.scalars(select(Turf.name).where(Turf.id == turf_id)).first()


def _turf(config: Config, _frame: Frame) -> Condition:
    found = never_null(Contact.turf_id.in_(config.ids("turfs")))
    return or_(found, Contact.turf_id.is_(None)) if NO_TURF in config.many("turfs") else found


def _turf_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Turf.name).join(Contact, Contact.turf_id == Turf.id).where(Contact.id == contact_id)
    return db.session.scalars(query).first() or _("no turf")


def _household(config: Config, _frame: Frame) -> Condition:
    how = config.text("how")
    if how == "none":
        return not_(having(HouseholdMember.contact_id))
    if how == "youth":
        young = select(HouseholdMember.household_id).where(
            HouseholdMember.role.in_((HouseholdRole.YOUTH, HouseholdRole.CHILD))
        )
        with_children = select(Household.id).where(Household.young_children > 0)
        is_young = or_(HouseholdMember.household_id.in_(with_children), HouseholdMember.household_id.in_(young))
        return having(HouseholdMember.contact_id, is_young)
    shared = select(HouseholdMember.household_id).group_by(HouseholdMember.household_id).having(func.count() > 1)
    return having(HouseholdMember.contact_id, HouseholdMember.household_id.in_(shared))


def _household_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Household.name).join(HouseholdMember, HouseholdMember.household_id == Household.id)
    return ", ".join(db.session.scalars(query.where(HouseholdMember.contact_id == contact_id))) or _("none")


FILTERS = {
    "turf": SegmentFilter(
        "ties",
        _l("Turf"),
        (PickMany("turfs", _l("Turf"), Rows(_some_turfs, _find_turf, ((NO_TURF, _l("no turf")),))),),
        _turf,
        lambda config: _("belongs to the turf %(turfs)s", turfs=config.said("turfs")),
        _turf_evidence,
    ),
    "household": SegmentFilter(
        "ties",
        _l("Household"),
        (Pick("how", _l("Lives how"), HOUSEHOLDS, "any"),),
        _household,
        lambda config: config.said("how"),
        _household_evidence,
    ),
}
