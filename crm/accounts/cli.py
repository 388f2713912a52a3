"""Commands for whoever runs the system: making organizations and users."""

from __future__ import annotations

import secrets
import sys

import click
from flask import Blueprint

from crm.accounts import service
from crm.accounts.queries import get_organization_by_slug
from crm.core.actor import Role
from crm.core.command import command

bp = Blueprint("accounts_cli", __name__, cli_group=None)


@bp.cli.command("create-org")
@click.argument("slug")
@click.argument("name")
@click.option("--practice", is_flag=True, help="Simulated phones and a clock that can be set; never reaches the world.")
@click.option("--time-zone", default="America/Denver", show_default=True, help="IANA name of the organization's zone.")
@click.option("--short-name", default="", help="The name said in texts, at most 14 letters keeps texts short.")
@command
def create_org(slug: str, name: str, practice: bool, time_zone: str, short_name: str) -> None:
    """Make an organization.

    SLUG names it in commands and addresses (puente-abierto); NAME is shown to people.
    """
    row = service.create_organization(slug, name, practice, time_zone, short_name)
    click.echo(f"Made {row.name} ({row.slug}){', a practice organization' if practice else ''}.")


@bp.cli.command("create-user")
@click.argument("email")
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization the user works in.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the user may do.")
@click.option("--name", default="", help="The name colleagues and members see.")
@click.option("--password", default=None, help="A password, or - to read it from standard input; made up if left out.")
@command
def create_user(email: str, org_slug: str, role: str, name: str, password: str | None) -> None:
    """Make a user who signs in with EMAIL."""
    made_up = password is None
    if password == "-":  # noqa: S105 - the conventional name of standard input
        password = sys.stdin.readline().rstrip("\n")
    password = password or secrets.token_urlsafe(12)
    user = service.create_user(get_organization_by_slug(org_slug), email, Role(role), name, password)
    click.echo(f"Made {user.email}, {user.role.value} of {org_slug}." + (f" Password: {password}" if made_up else ""))
