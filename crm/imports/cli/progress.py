"""Working at an import in the foreground, with a line of progress where somebody watches."""

from __future__ import annotations

import sys
import time

import click

from crm.core.database import db, reading_only, unit_of_work
from crm.imports.jobs import Worker
from crm.imports.models import AT_WORK, ImportRun
from crm.imports.queries import get_run
from crm.imports.service.opening import LARGE_BATCH

PAUSE_SECONDS = 1.0


def work_to_the_end(organization_id: int, run_id: int) -> None:
    """Do what is left of an import, or wait while another worker does it or another import comes first."""
    db.session.commit()
    worker = Worker(organization_id, run_id, _show if sys.stderr.isatty() else None, LARGE_BATCH)
    while not worker.work() and _is_at_work(run_id):
        time.sleep(PAUSE_SECONDS)
    if sys.stderr.isatty():
        click.echo("", err=True)


def _is_at_work(run_id: int) -> bool:
    with reading_only(), unit_of_work():
        run = get_run(run_id)
        db.session.refresh(run)
        return run.status in AT_WORK


def _show(run: ImportRun) -> None:
    of = f" of about {run.total:,}" if run.total else ""
    click.echo(f"\r{run.done:,}{of} rows", err=True, nl=False)
