"""Commands on people."""

from __future__ import annotations

import click
from flask import Blueprint

from crm.accounts.queries import get_organization_by_slug
from crm.contacts.service.placing import place_some
from crm.core.clock import utc_now
from crm.core.command import command
from crm.core.database import unit_of_work
from crm.core.scope import in_organization

bp = Blueprint("contacts_cli", __name__, cli_group=None)


@bp.cli.command("place")
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization whose people are placed.")
@command
def place(org_slug: str) -> None:
    """Write down in which state, county or city people live, from their addresses.

    What people said themselves is not touched. Safe to run again.
    """
    changed, after = 0, 0
    organization_id = get_organization_by_slug(org_slug).id
    next_id: int | None = after
    while next_id is not None:
        with in_organization(organization_id), unit_of_work():
            next_id, some = place_some(utc_now(), next_id)
            changed += some
    click.echo(f"Placed {changed} people whose place was not known or has changed.")
