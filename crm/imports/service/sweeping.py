"""Rows of files that could not be taken die after 30 days (data policy): they are people's data that nobody mended."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from crm.accounts.queries import list_organizations
from crm.core.clock import shifted
from crm.core.database import db, unit_of_work
from crm.core.errors import N_, NotFound
from crm.core.periodic import Every
from crm.core.scope import in_organization
from crm.imports.models import ImportRow, ImportRun, RowOutcome

KEPT = timedelta(days=30)
INTERVAL = timedelta(hours=1)


def refuse_dead_rejects(run: ImportRun, now: datetime) -> None:
    """NotFound when the rows that an import left out are gone."""
    if now > (run.applied_at or run.created_at) + KEPT:
        raise NotFound(N_("Rows that could not be taken are kept for 30 days, and those are over."))


def drop_dead_rejects(now: datetime) -> int:
    """Remove the organization's rows that were left out more than 30 days ago; returns how many."""
    old = select(ImportRun.id).where(func.coalesce(ImportRun.applied_at, ImportRun.created_at) < now - KEPT)
    rows = delete(ImportRow).where(ImportRow.outcome == RowOutcome.LEFT_OUT, ImportRow.run_id.in_(old))
    return int(getattr(db.session.execute(rows), "rowcount", 0))


def sweep(_now: datetime) -> int:
    """Remove them in every organization by its own clock; returns how many rows went."""
    gone = 0
    for organization in list_organizations():
        with in_organization(organization.id), unit_of_work():
            gone += drop_dead_rejects(shifted(organization.clock_offset_seconds))
    return gone


sweep_rejects = Every(INTERVAL, sweep)
