"""What the world told us about a number: that it is wrong, takes no texts, or is out of reach."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, update

from crm.contacts.models import ContactPoint, PointKind, PointStatus
from crm.core.database import db

# Asked of all the texts that come in: built once.
_PHONES: BindParameter[str] = bindparam("phones", expanding=True)
_REACHABLE = (
    update(ContactPoint)
    .where(
        ContactPoint.kind == PointKind.PHONE,
        ContactPoint.value.in_(_PHONES),
        ContactPoint.unreachable_since.is_not(None),
    )
    .values(unreachable_since=None)
)


def mark_phone_bad(e164: str) -> bool:
    """Note that a number does not work, for everyone who shares it; True when somebody has it."""
    return _mark(e164, status=PointStatus.BAD, is_textable=False)


def mark_phone_not_textable(e164: str) -> bool:
    """Note that a number takes calls and no texts, for everyone who shares it; True when somebody has it."""
    return _mark(e164, is_textable=False)


def mark_phone_unreachable(e164: str, since: datetime) -> bool:
    """Note that texts to a number come back as out of reach on several days; True when somebody has it."""
    return _mark(e164, unreachable_since=since)


def mark_phones_reachable(phones: Collection[str]) -> None:
    """Note that some numbers (E.164) are heard of again."""
    db.session.execute(_REACHABLE, {"phones": list(phones)}, execution_options={"synchronize_session": False})


def _mark(e164: str, **values: object) -> bool:
    points = update(ContactPoint).where(ContactPoint.kind == PointKind.PHONE, ContactPoint.value == e164)
    return bool(getattr(db.session.execute(points.values(**values)), "rowcount", 0))
