"""Conditions on the rows that other rooms hold about people, and the days such rows tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, not_, select, true

from crm.contacts.models import Contact
from crm.contacts.segments.inputs import Fixed, Number, Pick
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _

SHOWN_DAYS = 5
HAD = Fixed((("yes", _l("had one")), ("no", _l("had none"))))
HOW_MANY = Fixed((("at_least", _l("at least")), ("at_most", _l("at most"))))


def how_many(least: int = 0, default: int = 1) -> tuple[Pick, Number]:
    """The two inputs of a count: at least or at most so many."""
    return Pick("how", _l("At least or at most"), HOW_MANY, "at_least"), Number(
        "count", _l("Times"), least, 500, default
    )


def having(contact_id: Any, *terms: ColumnElement[bool]) -> ColumnElement[bool]:
    """That a row with these terms names the person; a set of ids that the database makes once for the statement."""
    return Contact.id.in_(select(contact_id).where(contact_id.is_not(None), *terms))


def counting(contact_id: Any, how: str, count: int, *terms: ColumnElement[bool]) -> ColumnElement[bool]:
    """That at least or at most so many rows with these terms name the person."""
    if how == "at_most":
        return not_(_at_least(contact_id, count + 1, terms))
    return _at_least(contact_id, count, terms)


def _at_least(contact_id: Any, count: int, terms: tuple[ColumnElement[bool], ...]) -> ColumnElement[bool]:
    if count <= 0:
        return true()
    if count == 1:
        return having(contact_id, *terms)
    many = select(contact_id).where(contact_id.is_not(None), *terms).group_by(contact_id)
    return Contact.id.in_(many.having(func.count() >= count))


def days(moments: Iterable[datetime]) -> str:
    """The newest days of some moments, the oldest of them first: "Sep 3, Sep 17, Oct 1"; "" for none."""
    newest = sorted(moments)[-SHOWN_DAYS:]
    return ", ".join(local_day(moment, "MMM d, y") for moment in newest)


def days_or_never(moments: Iterable[datetime]) -> str:
    """The newest days of some moments, or that there are none."""
    return days(moments) or _("never")
