"""Whose rows: every statement on an organization-owned table is narrowed to the organization in scope."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, ForeignKey, FromClause, Select, Table, UnaryExpression, bindparam, event, select
from sqlalchemy.orm import (
    LoaderCriteriaOption,
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql.operators import custom_op

from crm.core.clock import utc_now
from crm.core.database import HasId, UtcDateTime, db
from crm.core.errors import N_, NotFound

EVERYWHERE = 0
END_OF_IDS = 2**31
"""Ids are smaller: both databases keep them in 32 bits, and PostgreSQL asks about no greater number."""
_scope: ContextVar[int | None] = ContextVar("organization", default=None)


class InOrganization:
    """A row of one organization, narrowed by the scope; nothing else is kept of it."""

    organization_id: Mapped[int] = mapped_column()


class OrganizationOwned(InOrganization, HasId):
    """A row of one organization, with when it was written and by whom."""

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


Owned = TypeVar("Owned", bound=OrganizationOwned)


@contextmanager
def in_organization(organization_id: int) -> Iterator[None]:
    """Inside, only this organization's rows exist."""
    token = _scope.set(organization_id)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """Inside, rows of every organization are seen; each use is listed with its reason in a test."""
    if not reason:
        raise ValueError("crossing organizations needs a reason")
    token = _scope.set(EVERYWHERE)
    try:
        yield
    finally:
        _scope.reset(token)


def set_organization(organization_id: int | None) -> int | None:
    """Put the rest of this context (a request) into an organization, or into none; returns where it was before."""
    before = _scope.get()
    _scope.set(organization_id)
    return before


def current_organization_id() -> int:
    """The organization in scope; an error outside of one, since a row must belong to somebody."""
    organization_id = _scope.get()
    if not organization_id:
        raise RuntimeError("no organization in scope")
    return organization_id


def scoped(table: Table) -> FromClause:
    """The table as this organization sees it, for Core statements, which the session does not narrow by itself."""
    return select(table).where(table.c.organization_id == current_organization_id()).subquery(table.name)


def is_ours(table: Table) -> ColumnElement[bool]:
    """That a row is this organization's, for Core statements whose rows another index finds.

    The plus keeps SQLite from reading the whole organization by its index instead, as it does of tables that it has no
    statistics of: those that were empty a moment ago.
    """
    return _plain(table) == current_organization_id()


def of_organization(table: Table) -> ColumnElement[bool]:
    """The same for a statement that is made once for all: the organization is its value "ours"."""
    return _plain(table) == bindparam("ours")


def _plain(table: Table) -> UnaryExpression[int]:
    return UnaryExpression(table.c.organization_id, operator=custom_op("+"))


def find_owned(model: type[Owned], row_id: int | None) -> Owned | None:
    """This organization's row with that id, or None; also for a number that no id can be, such as one typed by hand."""
    if row_id is None or not 0 < row_id < END_OF_IDS:
        return None
    found: Owned | None = db.session.scalars(_by_id(cast(Hashable, model)), {"row_id": row_id}).one_or_none()
    return found


@cache
def _by_id(model: Any) -> Select[Any]:
    """The statement that finds a row of a table, made once for each."""
    return select(model).where(model.id == bindparam("row_id"))


def get_owned(model: type[Owned], row_id: int | None) -> Owned:
    """This organization's row with that id; NotFound otherwise, also for another organization's."""
    row = find_owned(model, row_id)
    if row is None:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    return row


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    organization_id = _scope.get()
    if state.is_column_load:
        state.update_execution_options(refreshes_loaded_row=True)
        return
    if organization_id == EVERYWHERE or not state.is_orm_statement:
        return
    if organization_id is None:
        _refuse_owned(state)
    elif not state.is_insert:
        state.statement = state.statement.options(_criteria(organization_id))


def _refuse_owned(state: ORMExecuteState) -> None:
    if any(issubclass(mapper.class_, InOrganization) for mapper in state.all_mappers):
        raise RuntimeError("no organization in scope")


@lru_cache(maxsize=256)
def _criteria(organization_id: int) -> LoaderCriteriaOption:
    """What narrows a statement to one organization; made once, since every statement takes it."""
    return with_loader_criteria(
        InOrganization,
        lambda cls: cls.organization_id == organization_id,
        include_aliases=True,
    )


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    organization_id = _scope.get()
    for row in session.new:
        if not isinstance(row, InOrganization):
            continue
        given = cast("int | None", row.organization_id)
        if given is None:
            row.organization_id = current_organization_id()
        elif organization_id not in (EVERYWHERE, given):
            raise RuntimeError(f"{type(row).__name__} belongs to another organization")
