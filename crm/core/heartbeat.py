"""The worker's sign of life, so that /readyz can say whether texts would leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import HasId, Model, UtcDateTime, db

FRESH = timedelta(seconds=30)


class WorkerHeartbeat(HasId, Model):
    """When a worker last went round."""

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def beat(name: str, now: datetime) -> None:
    """Note that this worker is alive."""
    row = db.session.scalars(select(WorkerHeartbeat).where(WorkerHeartbeat.name == name)).one_or_none()
    if row is None:
        db.session.add(WorkerHeartbeat(name=name, at=now))
    else:
        row.at = now
    db.session.flush()


def is_worker_alive(now: datetime) -> bool:
    """Whether any worker went round in the last 30 seconds."""
    latest = db.session.scalars(select(WorkerHeartbeat.at).order_by(WorkerHeartbeat.at.desc()).limit(1)).first()
    return latest is not None and now - latest < FRESH
