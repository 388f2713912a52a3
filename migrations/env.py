"""Runs migrations on the application's database, on SQLite with foreign keys off and checked at the end."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from crm.core.database import Model, db


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"foreign keys point nowhere after the migration: {broken[:5]}")


def _foreign_keys(connection: Connection, state: str) -> None:
    """Switch SQLite's foreign keys; the pragma does nothing inside a transaction, so it goes to the driver itself."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a live connection has one
    driver.execute(f"PRAGMA foreign_keys={state}")


def run(connection: Connection) -> None:
    """Run the migrations asked for on one connection, all in one transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        _foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite:
            _check_foreign_keys(connection)
    if is_sqlite:
        connection.commit()
        _foreign_keys(connection, "ON")


if current_app:
    with db.engine.connect() as live:
        run(live)
        live.commit()
