"""In which ward, district, city or county she lives, by Open Civic Data id."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_

from crm.contacts.models import Contact
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Line, Pick
from crm.core.spoken import gettext as _
from crm.places.queries import contacts_in, divisions_of, label_of, read_place

LIVES = Fixed((("in", _l("lives in it")), ("out", _l("does not live in it, as far as we know"))))


def _lives_in(config: Config, _frame: Frame) -> ColumnElement[bool]:
    found = Contact.id.in_(contacts_in(read_place(config.text("place"))))
    return not_(found) if config.text("how") == "out" else found


def _check_place(config: Config) -> None:
    """Refused for a place that nobody knows, and for one that may be several."""
    read_place(config.text("place"))


def _words(config: Config) -> str:
    place = label_of(read_place(config.text("place")))
    if config.text("how") == "out":
        return _("does not live in %(places)s", places=place)
    return _("lives in %(places)s", places=place)


def _evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    known = divisions_of([contact_id]).get(contact_id, [])
    return "; ".join(one.label for one in known) or _("not known where she lives")


FILTERS = {
    "lives_in": SegmentFilter(
        "person",
        _l("Ward, district, city or county"),
        (
            Pick("how", _l("Lives there or not"), LIVES, "in"),
            Line("place", _l("Place, such as Ward 1 Chicago, or its Open Civic Data id"), 200),
        ),
        _lives_in,
        _words,
        _evidence,
        _check_place,
    ),
}
