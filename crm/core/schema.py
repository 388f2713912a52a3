"""Bringing the database's tables up to date, through Alembic.

Alembic is imported where it is used: it takes a third of a second, which every start of the program would pay.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crm.core.database import db

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def alembic_config() -> Config:
    """Alembic's settings, for this project's migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(revision: str = "head") -> None:
    """Run the migrations that are missing; needs an application context."""
    from alembic import command

    command.upgrade(alembic_config(), revision)


def downgrade(revision: str) -> None:
    """Take migrations back, down to a revision; needs an application context."""
    from alembic import command

    command.downgrade(alembic_config(), revision)


def is_current() -> bool:
    """Whether the database has every migration."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
