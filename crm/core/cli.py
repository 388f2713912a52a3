"""Commands of the installation itself: migrate, and run the worker."""

from __future__ import annotations

import click
from flask import Blueprint
from sqlalchemy.exc import OperationalError

from crm.core import schema, worker
from crm.core.command import fail

bp = Blueprint("core_cli", __name__, cli_group=None)


@bp.cli.command("upgrade")
@click.option("--revision", default="head", show_default=True, help="The migration to go to.")
def upgrade(revision: str) -> None:
    """Make or update the tables of the database (migrate)."""
    try:
        schema.upgrade(revision)
    except OperationalError as error:
        fail(f"The database cannot be reached: {str(error.orig).splitlines()[0]}")
    click.echo("The database is up to date.")


@bp.cli.command("worker")
@click.option("--once", is_flag=True, help="Go round once and stop (for cron and for tests).")
def run_worker(once: bool) -> None:
    """Send what waits to be sent and take in what arrived, until stopped with Ctrl-C."""
    worker.run(once=once)
