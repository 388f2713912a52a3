"""Checks that watch every test: nothing left uncommitted, no commit on a read, no statement across organizations."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from crm.core.database import Model, db
from crm.core.scope import EVERYWHERE, InOrganization, _scope

COMMITS_ON_READ = frozenset({"timeline.show"})
"""Views that may commit although they are read: the audit of views and exports, each in a unit of its own."""

_flushing: ContextVar[bool] = ContextVar("flushing", default=False)
_TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)
_PREDICATE = re.compile(r"organization_id\)?\s*(?:=|IN\b)", re.IGNORECASE)


def owned_tables() -> set[str]:
    """The names of all organization-owned tables."""
    return {m.class_.__tablename__ for m in Model.registry.mappers if issubclass(m.class_, InOrganization)}


def is_narrowed(statement: str) -> bool:
    """Whether a statement on owned tables names the organization where it must: in WHERE, or among inserted values."""
    if statement.lstrip().upper().startswith("INSERT"):
        return "organization_id" in statement
    return bool(_PREDICATE.search(statement))


def _watch_statements(engine: Engine) -> None:
    owned = owned_tables()

    @event.listens_for(engine, "before_cursor_execute")
    def _check(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        if context is not None and context.execution_options.get("refreshes_loaded_row"):
            return
        if _scope.get() == EVERYWHERE or _flushing.get() or not owned & set(_TABLE.findall(statement)):
            return
        assert is_narrowed(statement), f"not narrowed to an organization: {statement}"


def _watch_sessions() -> None:
    @event.listens_for(Session, "before_flush")
    def _start(session: Session, *_rest: Any) -> None:
        _flushing.set(True)
        session.info["uncommitted"] = True

    @event.listens_for(Session, "after_flush_postexec")
    def _end(session: Session, *_rest: Any) -> None:
        _flushing.set(False)

    @event.listens_for(Session, "after_rollback")
    def _rolled_back(session: Session) -> None:
        _flushing.set(False)
        session.info.pop("uncommitted", None)

    @event.listens_for(Session, "before_commit")
    def _commit(session: Session) -> None:
        if has_request_context() and request.method == "GET" and request.endpoint not in COMMITS_ON_READ:
            raise AssertionError(f"{request.endpoint} commits although it is read")

    @event.listens_for(Session, "after_commit")
    def _committed(session: Session) -> None:
        session.info.pop("uncommitted", None)


def _clean(response: Response) -> Response:
    session = db.session()
    left = list(session.new) + list(session.dirty) + list(session.deleted)
    assert not left and not session.info.get("uncommitted"), f"{request.endpoint} left changes uncommitted: {left}"
    return response


def install(app: Flask) -> None:
    """Watch this application's database and requests."""
    with app.app_context():
        _watch_statements(db.engine)
    app.after_request(_clean)


_watch_sessions()
