"""Commands of the installation itself: migrate, run the worker, and run the jobs."""

from __future__ import annotations

import click
from flask import Blueprint, current_app
from sqlalchemy.exc import OperationalError

from crm.core import jobs, schema, serving, worker
from crm.core.command import command, fail
from crm.core.database import unit_of_work
from crm.core.errors import DomainError
from crm.core.registry import at_start
from crm.core.resealing import reseal_all
from crm.core.sealing import newest_key

bp = Blueprint("core_cli", __name__, cli_group=None)


@bp.cli.command("upgrade")
@click.option("--revision", default="head", show_default=True, help="The migration to go to.")
def upgrade(revision: str) -> None:
    """Make or update the tables of the database (migrate)."""
    _upgrade(revision)
    click.echo("The database is up to date.")


def _upgrade(revision: str = "head") -> None:
    try:
        schema.upgrade(revision)
    except OperationalError as error:
        fail(f"The database cannot be reached: {str(error.orig).splitlines()[0]}")


@bp.cli.command("worker")
@click.option("--once", is_flag=True, help="Go round once and stop (for cron and for tests).")
def run_worker(once: bool) -> None:
    """Send what waits to be sent and take in what arrived, until stopped with Ctrl-C."""
    worker.run(once=once)


@bp.cli.command("reseal")
@command
def reseal() -> None:
    """Seal every note and token anew with the first of SEALING_KEYS, in service; run it again until nothing is left."""
    closed = 0
    for one in reseal_all():
        click.echo(f"{one.column}: {one.done} sealed anew, {one.closed} that no key opens.")
        closed += one.closed
    if closed:
        fail("Keep every key: some texts were sealed with one that is not in SEALING_KEYS.")
    click.echo(f"Everything is sealed with {newest_key()}. The other keys may go when no link in a text needs them.")


@bp.cli.command("jobs")
def run_jobs() -> None:
    """Do what runs in the background (imports, undoing them, scans), until stopped with Ctrl-C."""
    jobs.run()


@bp.cli.command("serve")
def serve() -> None:
    """Run everything on this machine: tables, demo organization, web server, worker and jobs; Ctrl-C stops it all."""
    try:
        port = serving.read_port(current_app.config["PORT"])
        serving.refuse_busy_port(port)
    except DomainError as error:
        fail(str(error))
    _upgrade()
    lines: list[str] = []
    for step in at_start.values():
        with unit_of_work():
            lines += step()
    processes = serving.start_all(current_app._get_current_object(), port)  # type: ignore[attr-defined]
    try:
        if serving.is_ready(port, processes):
            click.echo("\n".join(["", f"  Reinvest runs at http://localhost:{port}", *lines, "  Ctrl-C stops it.", ""]))
        status = processes.wait()
    finally:
        processes.stop()
    click.echo("Stopped.")
    raise SystemExit(status)
