"""Reading the files that were asked for: one's own, those that wait for one's approval, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.queries import names_of_users
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import DomainError
from crm.imports.exporting.scopes import EVERYONE, Group, Scope, group_of
from crm.imports.models import Export, ExportStatus

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """One file that was asked for, as a page shows it; `group` is None when it no longer is there."""

    row: Export
    asked_by: str
    decided_by: str
    group: Group | None
    is_open: bool


def list_own(actor: Actor, now: datetime) -> list[Asked]:
    """The files an actor asked for, the newest first."""
    query = select(Export).where(Export.created_by_id == actor.user_id).order_by(Export.id.desc()).limit(SHOWN)
    return _shown(list(db.session.scalars(query)), now)


def list_to_decide(actor: Actor, now: datetime) -> list[Asked]:
    """The files others wait for, that this lead or admin may approve, the oldest first."""
    if not actor.is_lead:
        return []
    query = select(Export).where(Export.status == ExportStatus.REQUESTED, Export.created_by_id != actor.user_id)
    return _shown(list(db.session.scalars(query.order_by(Export.id).limit(SHOWN))), now)


def list_lately(now: datetime) -> list[Asked]:
    """The files that went out of the organization last, whoever took them."""
    query = select(Export).where(Export.status == ExportStatus.TAKEN)
    return _shown(list(db.session.scalars(query.order_by(Export.taken_at.desc(), Export.id.desc()).limit(SHOWN))), now)


def count_to_decide(actor: Actor) -> int:
    """How many files of others wait for this lead or admin."""
    if not actor.is_lead:
        return 0
    query = select(func.count(Export.id)).where(
        Export.status == ExportStatus.REQUESTED, Export.created_by_id != actor.user_id
    )
    return db.session.scalars(query).one()


def list_ready(actor: Actor, now: datetime) -> list[Asked]:
    """The files that a second person approved for the actor and that can still be fetched."""
    query = select(Export).where(
        Export.created_by_id == actor.user_id, Export.status == ExportStatus.APPROVED, Export.expires_at >= now
    )
    return _shown(list(db.session.scalars(query.where(Export.decided_by_id.is_not(None)).order_by(Export.id))), now)


def _shown(rows: list[Export], now: datetime) -> list[Asked]:
    names = names_of_users({user_id for row in rows for user_id in (row.created_by_id, row.decided_by_id)})
    return [
        Asked(
            row,
            names.get(row.created_by_id or 0, ""),
            names.get(row.decided_by_id or 0, ""),
            _group(row, now),
            row.status in (ExportStatus.APPROVED, ExportStatus.TAKEN)
            and row.expires_at is not None
            and now <= row.expires_at,
        )
        for row in rows
    ]


def _group(row: Export, now: datetime) -> Group | None:
    scope = Scope(**row.scope)
    if scope.kind == EVERYONE:
        return None
    try:
        return group_of(scope, row.created_by_id, now)
    except DomainError:
        return None
