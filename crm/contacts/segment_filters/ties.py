"""Whom and what she belongs to: organizer, tags, lists, who brought whom, shared phones, and the last contact."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from crm.accounts.queries import list_users, names_of_users
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, ListMember, PointKind, StaticList, Tag, Tagging
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, PickMany, Rows
from crm.contacts.segments.periods import Period
from crm.contacts.segments.rows import counting, days, having, how_many
from crm.core.actor import STAFF
from crm.core.database import db
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

Condition = ColumnElement[bool]
MOST_OFFERED = 200
NOBODY = "nobody"
ANY_ALL_NONE = Fixed((("any", _l("any of")), ("all", _l("all of")), ("none", _l("none of"))))
ON_OR_OFF = Fixed((("on", _l("is on")), ("off", _l("is not on"))))
TALKED = Fixed((("yes", _l("somebody talked or wrote with her")), ("no", _l("nobody talked or wrote with her"))))


def find_user(user_id: int) -> str | None:
    """The name of a user, None when there is none."""
    return names_of_users({user_id}).get(user_id)


def _named(model: type[Tag] | type[StaticList]) -> Rows:
    def some() -> list[tuple[int, str]]:
        query = select(model.id, model.name).order_by(func.lower(model.name)).limit(MOST_OFFERED)
        return [(row.id, row.name) for row in db.session.execute(query)]

    def find(row_id: int) -> str | None:
        return db.session.scalars(select(model.name).where(model.id == row_id)).first()

    return Rows(some, find)


USERS = Rows(lambda: [(user.id, user.name) for user in list_users(*STAFF)], find_user)
OWNERS = Rows(USERS.some, USERS.find, ((NOBODY, _l("nobody yet")),))
TAGS, LISTS = _named(Tag), _named(StaticList)


def _owner(config: Config, _frame: Frame) -> Condition:
    mine = never_null(Contact.owner_user_id.in_(config.ids("owners")))
    return or_(mine, Contact.owner_user_id.is_(None)) if NOBODY in config.many("owners") else mine


def _owner_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    owner = db.session.scalars(select(Contact.owner_user_id).where(Contact.id == contact_id)).first()
    return (find_user(owner) if owner else None) or _("nobody yet")


def _tag(config: Config, _frame: Frame) -> Condition:
    ids, how = config.ids("tags"), config.text("how")
    if how == "all":
        return and_(*(having(Tagging.contact_id, Tagging.tag_id == tag_id) for tag_id in ids))
    found = having(Tagging.contact_id, Tagging.tag_id.in_(ids))
    return not_(found) if how == "none" else found


def _tag_words(config: Config) -> str:
    how = config.text("how")
    tags = config.said("tags", _("and") if how == "all" else "")
    return _("is not tagged %(tags)s", tags=tags) if how == "none" else _("is tagged %(tags)s", tags=tags)


def _tag_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id)
    query = query.where(Tagging.contact_id == contact_id, Tag.id.in_(config.ids("tags"))).order_by(Tag.name)
    return ", ".join(db.session.scalars(query)) or _("none of them")


def _list(config: Config, _frame: Frame) -> Condition:
    found = having(ListMember.contact_id, ListMember.list_id.in_(config.ids("lists")))
    return not_(found) if config.text("how") == "off" else found


def _list_words(config: Config) -> str:
    lists = config.said("lists")
    return (
        _("is not on the list %(lists)s", lists=lists)
        if config.text("how") == "off"
        else _("is on the list %(lists)s", lists=lists)
    )


def _list_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(ListMember.created_at).where(ListMember.contact_id == contact_id)
    added = days(db.session.scalars(query.where(ListMember.list_id.in_(config.ids("lists")))))
    return _("added %(days)s", days=added) if added else ""


def _brought(config: Config, _frame: Frame) -> Condition:
    brought = aliased(Contact)
    terms = (brought.merged_into_id.is_(None), brought.archived_at.is_(None))
    return counting(brought.recruited_by_id, config.text("how"), config.number("count"), *terms)


def _brought_words(config: Config) -> str:
    count = config.number("count")
    if config.text("how") == "at_most":
        return ngettext("brought at most %(num)s person to us", "brought at most %(num)s people to us", count)
    return ngettext("brought at least %(num)s person to us", "brought at least %(num)s people to us", count)


def _shares_phone(_config: Config, _frame: Frame) -> Condition:
    other, other_person = aliased(ContactPointLink), aliased(Contact)
    shared = (
        select(ContactPointLink.contact_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .join(other, other.point_id == ContactPointLink.point_id)
        .join(other_person, other_person.id == other.contact_id)
        .where(ContactPoint.kind == PointKind.PHONE, other.contact_id != ContactPointLink.contact_id)
        .where(ContactPointLink.past_at.is_(None), other.past_at.is_(None))
        .where(other_person.merged_into_id.is_(None), other_person.archived_at.is_(None))
    )
    return Contact.id.in_(shared)


def _talked(config: Config, frame: Frame) -> Condition:
    talked = never_null(
        and_(Contact.last_contact_at.is_not(None), config.within("when", Contact.last_contact_at, frame))
    )
    return not_(talked) if config.text("how") == "no" else talked


def _talked_words(config: Config) -> str:
    when = config.said("when")
    if config.text("how") == "no":
        return _("was not talked or written with%(when)s", when=when)
    return _("was last talked or written with%(when)s", when=when)


def _talked_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    last = db.session.scalars(select(Contact.last_contact_at).where(Contact.id == contact_id)).first()
    return days([last]) if last else _("never")


FILTERS = {
    "owner": SegmentFilter(
        "ties",
        _l("Organizer who stays in touch"),
        (PickMany("owners", _l("Organizer"), OWNERS),),
        _owner,
        lambda config: _("is looked after by %(owners)s", owners=config.said("owners")),
        _owner_evidence,
    ),
    "tag": SegmentFilter(
        "ties",
        _l("Tags"),
        (Pick("how", _l("Carries"), ANY_ALL_NONE, "any"), PickMany("tags", _l("Tags"), TAGS)),
        _tag,
        _tag_words,
        _tag_evidence,
    ),
    "list": SegmentFilter(
        "ties",
        _l("On a list"),
        (Pick("how", _l("On it or not"), ON_OR_OFF, "on"), PickMany("lists", _l("Lists"), LISTS)),
        _list,
        _list_words,
        _list_evidence,
    ),
    "last_contact": SegmentFilter(
        "ties",
        _l("Last contact"),
        (Pick("how", _l("What happened"), TALKED, "no"), Period("when", _l("When"))),
        _talked,
        _talked_words,
        _talked_evidence,
    ),
    "brought": SegmentFilter("ties", _l("Brought others to us"), how_many(), _brought, _brought_words),
    "shares_phone": SegmentFilter(
        "ties", _l("Shares a phone"), (), _shares_phone, lambda _config: _("shares a phone with somebody")
    ),
}
