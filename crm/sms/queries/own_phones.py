"""The number of one's own to which a text may go before it goes to many."""

from __future__ import annotations

from sqlalchemy import select

from crm.core.database import db
from crm.sms.models import OwnPhone


def find_own_phone(user_id: int | None) -> OwnPhone | None:
    """The number that a user typed, confirmed or not; None when she typed none."""
    return db.session.scalars(select(OwnPhone).where(OwnPhone.user_id == user_id)).one_or_none()
