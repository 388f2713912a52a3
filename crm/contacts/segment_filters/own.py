"""What an organization asks of its own and how it deals people out: its fields, its turf, and the places people live in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from crm.contacts.field_values import read_value
from crm.contacts.models import Contact, CustomField, FieldKind, Turf
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Line, Pick, PickMany, Rows
from crm.contacts.words import field_value
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.json_entries import json_filled, json_flag, json_holds, json_number, json_text
from crm.core.spoken import gettext as _
from crm.places.queries import contacts_in, divisions_of, label_of, read_place

Condition = ColumnElement[bool]
NO_TURF = "none"
HOW = Fixed(
    (
        ("is", _l("is")),
        ("is_not", _l("is not")),
        ("at_least", _l("is at least")),
        ("at_most", _l("is at most")),
        ("filled", _l("is filled in")),
        ("empty", _l("is empty")),
    )
)
LIVES = Fixed((("in", _l("lives in")), ("out", _l("does not live in"))))


def _some_fields() -> list[tuple[int, str]]:
    query = select(CustomField.id, CustomField.label).where(CustomField.archived_at.is_(None))
    return [(row.id, row.label) for row in db.session.execute(query.order_by(CustomField.position).limit(200))]


def _find_field(field_id: int) -> str | None:
    return db.session.scalars(select(CustomField.label).where(CustomField.id == field_id)).first()


def _some_turf() -> list[tuple[int, str]]:
    query = select(Turf.id, Turf.name).where(Turf.archived_at.is_(None)).order_by(func.lower(Turf.name)).limit(200)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _find_turf(turf_id: int) -> str | None:
    return db.session.scalars(select(Turf.name).where(Turf.id == turf_id)).first()


TURFS = Rows(_some_turf, _find_turf, ((NO_TURF, _l("no turf")),))


def _field_of(config: Config) -> CustomField:
    return db.session.scalars(select(CustomField).where(CustomField.id == config.number("field"))).one()


def _own_field(config: Config, _frame: Frame) -> Condition:
    field, how = _field_of(config), config.text("how")
    if how in ("filled", "empty"):
        is_filled = json_filled(Contact.custom, field.key)
        return is_filled if how == "filled" else not_(is_filled)
    value = read_value(field.kind, field.choices, config.text("value"))
    if value is None:
        raise Refused(N_("Write what it is."))
    if how in ("at_least", "at_most"):
        return never_null(_compared(field, value, how == "at_least"))
    found = never_null(_equal(field, value))
    return not_(found) if how == "is_not" else found


def _compared(field: CustomField, value: object, is_least: bool) -> Condition:
    if field.kind is FieldKind.NUMBER:
        number = json_number(Contact.custom, field.key)
        return number >= value if is_least else number <= value
    if field.kind is FieldKind.DATE:
        day = json_text(Contact.custom, field.key)
        return and_(day.like("____-__-__"), day >= str(value) if is_least else day <= str(value))
    raise Refused(N_("Only a number or a day can be at least or at most something."))


def _equal(field: CustomField, value: object) -> Condition:
    if field.kind is FieldKind.NUMBER:
        return json_number(Contact.custom, field.key) == value
    if isinstance(value, list):
        return or_(*(json_holds(Contact.custom, field.key, one) for one in value))
    if isinstance(value, bool):
        return json_flag(Contact.custom, field.key) == ("true" if value else "false")
    return func.lower(json_text(Contact.custom, field.key)) == str(value).lower()


def _own_field_words(config: Config) -> str:
    said = {"field": config.said("field"), "how": config.said("how")}
    if config.text("how") in ("filled", "empty"):
        return _("“%(field)s” %(how)s", **said)
    return _("“%(field)s” %(how)s %(value)s", value=config.text("value"), **said)


def _own_field_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    field = _field_of(config)
    custom = db.session.scalars(select(Contact.custom).where(Contact.id == contact_id)).first() or {}
    return field_value(field, custom.get(field.key)) or _("empty")


def _turf(config: Config, _frame: Frame) -> Condition:
    mine = never_null(Contact.turf_id.in_(config.ids("turf")))
    return or_(mine, Contact.turf_id.is_(None)) if NO_TURF in config.many("turf") else mine


def _turf_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Turf.name).join(Contact, Contact.turf_id == Turf.id).where(Contact.id == contact_id)
    return db.session.scalars(query).first() or _("no turf")


def _lives_in(config: Config, _frame: Frame) -> Condition:
    found = Contact.id.in_(contacts_in(read_place(config.text("place"))))
    return not_(found) if config.text("how") == "out" else found


def _lives_in_words(config: Config) -> str:
    place = config.text("place")
    return _("%(how)s %(place)s", how=config.said("how"), place=label_of(place) if place.startswith("ocd-") else place)


def _lives_in_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    known = divisions_of([contact_id]).get(contact_id, [])
    return "; ".join(one.label for one in known) or _("not known where she lives")


FILTERS = {
    "own_field": SegmentFilter(
        "person",
        _l("One of our fields"),
        (
            Pick("field", _l("Field"), Rows(_some_fields, _find_field)),
            Pick("how", _l("What of it"), HOW, "is"),
            Line("value", _l("Value"), 100, is_needed=False),
        ),
        _own_field,
        _own_field_words,
        _own_field_evidence,
    ),
    "turf": SegmentFilter(
        "ties",
        _l("Turf"),
        (PickMany("turf", _l("Turf"), TURFS),),
        _turf,
        lambda config: _("is in the turf %(turf)s", turf=config.said("turf")),
        _turf_evidence,
    ),
    "lives_in": SegmentFilter(
        "person",
        _l("Ward, district, city or county"),
        (Pick("how", _l("Lives there or not"), LIVES, "in"), Line("place", _l("Place, such as Ward 1 Chicago"), 200)),
        _lives_in,
        _lives_in_words,
        _lives_in_evidence,
    ),
}
