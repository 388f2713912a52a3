"""When everybody was searched for duplicates, and whether it is time again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from crm.audit.queries import has_batch_between
from crm.audit.service import BatchKind
from crm.contacts.models import Contact, DuplicateScan
from crm.core.clock import zone
from crm.core.database import db

NIGHT = range(2, 5)
"""The hours at the organization's place in which the nightly search begins."""
BETWEEN_NIGHTS = timedelta(hours=20)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SETTLED = timedelta(minutes=1)
"""An import that wrote nothing for so long has ended."""
GIVEN_UP = timedelta(hours=1)
"""A search that has not ended after this long was cut off."""


def find_last_scan() -> DuplicateScan | None:
    """The search that began last, or None."""
    return db.session.scalars(select(DuplicateScan).order_by(DuplicateScan.started_at.desc()).limit(1)).first()


def is_scan_due(now: datetime, zone_name: str) -> bool:
    """Whether to search now: an import ended since the last search, or it is night and none began since yesterday."""
    last = find_last_scan()
    if last is not None and last.finished_at is None:
        return now - last.started_at > GIVEN_UP
    since = last.started_at if last is not None else LONG_AGO
    if has_batch_between(BatchKind.IMPORT, since, now - SETTLED):
        return True
    is_night = now.astimezone(zone(zone_name)).hour in NIGHT and now - since > BETWEEN_NIGHTS
    return is_night and db.session.scalars(select(Contact.id).limit(1)).first() is not None
