"""The database: one declarative base, one session, and what SQLite and PostgreSQL do differently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Enum, Integer, MetaData, String, Table, TypeDecorator, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class _Base(DeclarativeBase):
    """Names every constraint alike on both databases."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=_Base, session_options={"autoflush": True, "expire_on_commit": False})

if TYPE_CHECKING:

    class Model(_Base):
        """What every table derives from (for the type checker)."""

        __abstract__ = True
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware moment, stored in UTC; refuses a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, without the zone on SQLite, which has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        if value.tzinfo is not UTC:
            value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def json_column() -> JSON:
    """JSON, as JSONB where the database has it."""
    return JSON().with_variant(JSONB(), "postgresql")


def enum_column(enum: type[StrEnum], name: str) -> Enum:
    """A StrEnum stored as text with a CHECK named after it."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def token_column(length: int) -> String:
    """Folded ASCII text that is looked up by prefix: byte order on PostgreSQL, so that a range is a prefix."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def where(condition: str) -> dict[str, Any]:
    """What makes an index hold only the rows for which a condition is true, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class HasId:
    """An integer key that is never handed out twice."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


@event.listens_for(Table, "after_parent_attach")
def _never_reuse_ids(table: Table, _metadata: MetaData) -> None:
    if "id" in table.c:
        table.dialect_kwargs["sqlite_autoincrement"] = True


_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


@contextmanager
def reading_only() -> Iterator[None]:
    """Transactions begun inside only read: on SQLite they do not take the writer's lock."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


def is_reading_only() -> bool:
    """Whether this context said that its transactions only read."""
    return _read_only.get()


def set_read_only(value: bool) -> None:
    """Say for the rest of this context (a request) whether transactions only read."""
    _read_only.set(value)


def prepare_engine(engine: Engine, synchronous: str) -> None:
    """Give an SQLite engine WAL, foreign keys, a patient lock, and honest transactions; others stay as they are."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={'FULL' if synchronous.upper() == 'FULL' else 'NORMAL'}",
            "busy_timeout=10000",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _read_only.get() else "BEGIN IMMEDIATE")


def has_hash_joins() -> bool:
    """Whether the database can join whole tables at once; SQLite looks the rows of one up for each of the other."""
    return db.session.connection().dialect.name != "sqlite"


def plan_for_sets() -> None:
    """Let the rest of the transaction compare large sets of ids: PostgreSQL's usual memory holds a few hundred thousand
    of them, beyond which it looks each one up in a list; compiling a plan takes it longer than running it.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"))


@contextmanager
def unit_of_work() -> Iterator[None]:
    """What happens inside is committed together or not at all; the only place that commits changes."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def unit_of_its_own() -> Iterator[None]:
    """Commit what happens inside although the request only reads: the audit of views and exports (HOUSE, Commits).

    The reading ends before and begins anew after it; RuntimeError when something waits to be written already.
    """
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("a unit of its own inside another change")
    db.session.commit()
    token = _read_only.set(False)
    try:
        with unit_of_work():
            yield
    finally:
        _read_only.reset(token)
