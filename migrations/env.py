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


def run(connection: Connection) -> None:
    """Run the migrations asked for on one connection, all in one transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
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
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


if current_app:
    with db.engine.connect() as live:
        run(live)
        live.commit()
