"""Bringing the database's tables up to date, through Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from crm.core.database import db

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def alembic_config() -> Config:
    """Alembic's settings, for this project's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(revision: str = "head") -> None:
    """Run the migrations that are missing; needs an application context."""
    command.upgrade(alembic_config(), revision)


def downgrade(revision: str) -> None:
    """Take migrations back, down to a revision; needs an application context."""
    command.downgrade(alembic_config(), revision)


def is_current() -> bool:
    """Whether the database has every migration."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
