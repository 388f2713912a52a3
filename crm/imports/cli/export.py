"""The command that takes data out without a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from crm.accounts.queries import get_organization_by_slug
from crm.core.actor import system_actor
from crm.core.clock import shifted, zone
from crm.core.command import command
from crm.core.database import reading_only
from crm.core.errors import N_, Refused
from crm.core.scope import in_organization
from crm.imports.cli.blueprint import bp
from crm.imports.exporting.scopes import Scope
from crm.imports.exporting.subjects import EVERYTHING, listed
from crm.imports.service.exports import Wish, pieces_for_program

WHAT = (*(subject.key for subject in listed()), EVERYTHING)


@bp.cli.command("export")
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization whose data goes out.")
@click.option("--what", required=True, type=click.Choice(WHAT), metavar="WHAT", help=f"One of: {', '.join(WHAT)}.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("json", "ndjson", "csv", "xlsx", "zip")),
    help="json when left out, zip for everything.",
)
@click.option("--action", "action_id", type=int, metavar="ID", help="Only the people of this action (signins).")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to standard output.")
@command
def export(org_slug: str, what: str, format_name: str | None, action_id: int | None, out: Path | None) -> None:
    """Write what an organization knows as JSON, CSV or XLSX, or everything in one ZIP.

    Rows come in the order of their numbers, as they are read: a million people need no more memory than a thousand.
    People merged into others or archived are not among contacts. Sealed notes stay sealed, and are counted in the
    README.txt of everything. That data went out is written to the audit log.
    """
    scope = Scope() if action_id is None else Scope("action", action_id)
    wish = Wish(what, format_name or ("zip" if what == EVERYTHING else "json"), scope)
    with reading_only():
        organization = get_organization_by_slug(org_slug)
        with in_organization(organization.id):
            now, local = shifted(organization.clock_offset_seconds), zone(organization.time_zone)
            pieces = pieces_for_program(system_actor(organization.id), now, wish, local)
            with _opened(out) as file:
                file.writelines(pieces)


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """The file to write to, or standard output; a file that cannot be written is refused in a sentence."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with out.open("wb") as file:
            yield file
    except OSError as error:
        raise Refused(N_("%(file)s cannot be written: %(why)s."), file=str(out), why=error.strerror or error) from error
