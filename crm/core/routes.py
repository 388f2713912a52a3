"""Health: whether web and database are well, and whether the worker is alive."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from crm.core.access import public
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.heartbeat import is_worker_alive

bp = Blueprint("core", __name__)


@bp.get("/healthz")
@public
def healthz() -> tuple[dict[str, Any], int]:
    """200 when the database answers, 503 otherwise."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"web": "ok", "database": "unreachable"}, 503
    return {"web": "ok", "database": "ok"}, 200


@bp.get("/readyz")
@public
def readyz() -> tuple[dict[str, Any], int]:
    """200 when web, database and worker are all well, 503 otherwise."""
    answer, status = healthz()
    if status == 200:
        alive = is_worker_alive(utc_now())
        answer["worker"] = "ok" if alive else "silent"
        status = 200 if alive else 503
    return answer, status
