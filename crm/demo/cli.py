"""The command that loads the demo organization."""

from __future__ import annotations

import click
from flask import Blueprint

from crm.core.clock import utc_now
from crm.core.command import command
from crm.demo.service import load_demo

bp = Blueprint("demo_cli", __name__, cli_group=None)


@bp.cli.command("demo")
@command
def demo() -> None:
    """Load the demo organization, Puente Abierto: invented people to practice with.

    Its texts go to simulated phones only. Running it again changes nothing and prints the sign-ins once more.
    """
    loaded = load_demo(utc_now())
    click.echo(
        "Loaded the demo organization, Puente Abierto." if loaded.is_new else "The demo organization is there already."
    )
    click.echo(f"Sign in with the password {loaded.password} as:")
    for email, name, role in loaded.users:
        click.echo(f"  {email:<28} {name}, {role}")
