"""Reading the simulated phones of a practice organization."""

from __future__ import annotations

from sqlalchemy import func, select

from crm.core.database import db
from crm.sms.models import SimulatedText


def list_phones(limit: int = 50) -> list[str]:
    """The simulated phones that sent or received something, the latest first."""
    latest = func.max(SimulatedText.id)
    query = select(SimulatedText.phone).group_by(SimulatedText.phone).order_by(latest.desc()).limit(limit)
    return list(db.session.scalars(query))


def list_texts(phone: str, limit: int = 100) -> list[SimulatedText]:
    """What stands on one simulated phone, the oldest first."""
    query = select(SimulatedText).where(SimulatedText.phone == phone).order_by(SimulatedText.id.desc()).limit(limit)
    return list(reversed(list(db.session.scalars(query))))
