"""What the organization asks of people beyond what every organization asks: its own fields, by their kind."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Float, and_, case, cast, func, select

from crm.contacts.models import Contact, CustomField, FieldKind
from crm.contacts.queries.fields import find_field, list_fields
from crm.contacts.segment_filters.person import match_words, matches
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import MISSING, Fixed, Line, Pick
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.i18n import bilingual
from crm.core.json_entries import json_holds, json_text
from crm.core.spoken import gettext as _

Condition = ColumnElement[bool]
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
MATCHES = Fixed(
    (
        ("is", _l("is, or has chosen")),
        ("begins", _l("begins with")),
        ("contains", _l("contains")),
        ("at_least", _l("is at least, or not before (a number or a day as 2026-11-24)")),
        ("at_most", _l("is at most, or not after (a number or a day as 2026-11-24)")),
        ("yes", _l("is yes")),
        ("no", _l("is no")),
        ("filled", _l("is filled in")),
        ("empty", _l("is empty")),
    )
)


class Fields:
    """The organization's own fields by key; the label in the language of whoever looks."""

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""
        return [(field.key, _label(field)) for field in list_fields()]

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such field."""
        field = find_field(value)
        return _label(field) if field else None


def _label(field: CustomField) -> str:
    return bilingual(field.label, field.label_es)


def _value(key: str) -> ColumnElement[str]:
    return func.coalesce(json_text(Contact.custom, key), "")


def _compared(field: CustomField, how: str, text: str) -> Condition:
    """That a number or a day is at least or at most the one given; what is neither is not."""
    value = _value(field.key)
    if field.kind is FieldKind.NUMBER:
        bound = float(text)
        number = case((value.regexp_match(NUMBER), cast(value, Float)), else_=None)
        return never_null(number >= bound if how == "at_least" else number <= bound)
    return value >= text if how == "at_least" else and_(value <= text, value != "")


def _check_text(config: Config) -> None:
    """Refused where a text is missing, and where a number is compared with something else."""
    text, how, field = config.text("text"), config.text("match"), find_field(config.text("field"))
    if not text and how not in ("yes", "no", "filled", "empty"):
        raise Refused(MISSING)
    is_number = field is not None and field.kind is FieldKind.NUMBER
    if is_number and how in ("at_least", "at_most") and not re.match(NUMBER, text):
        raise Refused(N_("Write a number to compare with."))


def _custom(config: Config, _frame: Frame) -> Condition:
    key, how, text = config.text("field"), config.text("match"), config.text("text")
    field = find_field(key)
    if how in ("at_least", "at_most") and field is not None:
        return _compared(field, how, text)
    if how in ("yes", "no"):
        return _value(key).in_(("1", "true") if how == "yes" else ("0", "false"))
    if how == "is" and field is not None and field.kind is FieldKind.MANY_CHOICES:
        return json_holds(Contact.custom, key, text)
    return matches(_value(key), how, text)


def _words(config: Config) -> str:
    field, how, text = config.said("field"), config.text("match"), config.text("text")
    more = {
        "at_least": _("has %(field)s at %(text)s or more", field=field, text=text),
        "at_most": _("has %(field)s at %(text)s or less", field=field, text=text),
        "yes": _("has yes for %(field)s", field=field),
        "no": _("has no for %(field)s", field=field),
    }
    return more.get(how) or match_words(field, how, text)


def _evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    custom = db.session.scalars(select(Contact.custom).where(Contact.id == contact_id)).first() or {}
    value = custom.get(config.text("field"), "")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value) or _("empty")


FILTERS = {
    "custom": SegmentFilter(
        "person",
        _l("A field of your own"),
        (
            Pick("field", _l("Field"), Fields()),
            Pick("match", _l("What of it"), MATCHES, "filled"),
            Line("text", _l("Text, number or day"), 100, is_needed=False),
        ),
        _custom,
        _words,
        _evidence,
        _check_text,
    ),
}
