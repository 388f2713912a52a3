"""What can be asked of people by the files they came in with."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_, select

from crm.contacts.models import Contact
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, Rows
from crm.contacts.segments.rows import having
from crm.core.database import db
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _
from crm.imports.models import ImportRow, ImportRun, ImportStatus

Condition = ColumnElement[bool]
MOST_OFFERED = 100
HOW = Fixed((("new", _l("came in new with it")), ("named", _l("is named in it"))))


def _said(filename: str, at: datetime) -> str:
    return f"{filename} ({local_day(at, 'MMM d, y')})"


def _some() -> list[tuple[int, str]]:
    query = select(ImportRun.id, ImportRun.filename, ImportRun.created_at)
    query = query.where(ImportRun.status == ImportStatus.APPLIED).order_by(ImportRun.id.desc())
    return [(row.id, _said(row.filename, row.created_at)) for row in db.session.execute(query.limit(MOST_OFFERED))]


def _find(run_id: int) -> str | None:
    row = db.session.execute(select(ImportRun.filename, ImportRun.created_at).where(ImportRun.id == run_id)).first()
    return _said(row.filename, row.created_at) if row else None


def _came_in(config: Config, _frame: Frame) -> Condition:
    run_id = config.number("run")
    batch_id = select(ImportRun.batch_id).where(ImportRun.id == run_id).scalar_subquery()
    is_new = never_null(Contact.batch_id == batch_id)
    if config.text("how") == "new":
        return is_new
    return or_(is_new, having(ImportRow.contact_id, ImportRow.run_id == run_id))


def _words(config: Config) -> str:
    run = config.said("run")
    if config.text("how") == "new":
        return _("came in new with the file %(run)s", run=run)
    return _("is named in the file %(run)s", run=run)


FILTERS = {
    "import": SegmentFilter(
        "person",
        _l("Came in with a file"),
        (Pick("how", _l("New or named"), HOW, "named"), Pick("run", _l("File"), Rows(_some, _find))),
        _came_in,
        _words,
    ),
}
