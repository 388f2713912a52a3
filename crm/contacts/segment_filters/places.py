"""In which ward, district, city, county or state people live, by Open Civic Data ids."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_

from crm.contacts.models import Contact
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Line, Pick
from crm.core.spoken import gettext as _
from crm.places.queries import contacts_in, divisions_of, label_of, read_place

Condition = ColumnElement[bool]
LIVES = Fixed((("in", _l("lives in")), ("out", _l("does not live in"))))


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
    "lives_in": SegmentFilter(
        "person",
        _l("Ward, district, city or county"),
        (Pick("how", _l("Lives there or not"), LIVES, "in"), Line("place", _l("Place, such as Ward 1 Chicago"), 200)),
        _lives_in,
        _lives_in_words,
        _lives_in_evidence,
    ),
}
