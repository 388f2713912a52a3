"""How she stands in our books: since when, and in which other segment."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, not_, select

from crm.contacts.models import Contact, Segment
from crm.contacts.segments.compile import people_condition
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.grammar import from_document
from crm.contacts.segments.inputs import Fixed, Pick, Rows
from crm.contacts.segments.periods import Period
from crm.contacts.segments.rows import days
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.spoken import gettext as _

Condition = ColumnElement[bool]
DEEPEST = 5
IN_OR_OUT = Fixed((("in", _l("is in")), ("out", _l("is not in"))))


def _some_segments() -> list[tuple[int, str]]:
    query = select(Segment.id, Segment.name).order_by(func.lower(Segment.name)).limit(200)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _find_segment(segment_id: int) -> str | None:
    return db.session.scalars(select(Segment.name).where(Segment.id == segment_id)).first()


def _segment(config: Config, frame: Frame) -> Condition:
    segment_id = config.number("segment")
    if segment_id in frame.inside:
        raise Refused(N_("These segments ask for each other in a circle. Choose another."))
    if len(frame.inside) > DEEPEST:
        raise Refused(N_("Too many segments stand inside each other."))
    document = db.session.scalars(select(Segment.document).where(Segment.id == segment_id)).one()
    inner = Frame(frame.now, frame.zone, (*frame.inside, segment_id))
    found = people_condition(from_document(document), inner)
    return not_(found) if config.text("how") == "out" else found


def _segment_words(config: Config) -> str:
    name = config.said("segment")
    if config.text("how") == "out":
        return _("is not in the segment “%(name)s”", name=name)
    return _("is in the segment “%(name)s”", name=name)


def _created_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    return days(db.session.scalars(select(Contact.created_at).where(Contact.id == contact_id)))


FILTERS = {
    "created": SegmentFilter(
        "person",
        _l("When she came into our books"),
        (Period("when", _l("When"), days=30),),
        lambda config, frame: config.within("when", Contact.created_at, frame),
        lambda config: _("came into our books%(when)s", when=config.said("when")),
        _created_evidence,
    ),
    "segment": SegmentFilter(
        "segments",
        _l("In another segment"),
        (
            Pick("how", _l("In it or not"), IN_OR_OUT, "in"),
            Pick("segment", _l("Segment"), Rows(_some_segments, _find_segment)),
        ),
        _segment,
        _segment_words,
    ),
}
