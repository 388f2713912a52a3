"""Commands on people."""

from __future__ import annotations

import json
from typing import Any

import click
from flask import Blueprint

from crm.accounts.queries import get_organization_by_slug
from crm.contacts.duplicates import Pair
from crm.contacts.queries.records import labels_of
from crm.contacts.service.placing import place_some
from crm.contacts.service.scanning import find_duplicates
from crm.core.clock import utc_now
from crm.core.command import command
from crm.core.database import reading_only, unit_of_work
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


@bp.cli.command("duplicates")
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization whose people are compared.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
@command
def duplicates(org_slug: str, as_json: bool) -> None:
    """Search everybody for records that may be one person; nothing is written.

    \b
    --json prints {"pairs": [{"a", "b", "score", "certain", "reasons"}, …]}, the likeliest first:
      a, b      the external ids of an import where there are any, else our own
      score     how likely the two are one person, 0 to 1
      certain   true where the program would join by itself; the others it would ask about
    Every pair of a cluster is printed. Pairs that somebody said are two people are left out.
    """
    with in_organization(get_organization_by_slug(org_slug).id), reading_only():
        pairs = sorted(find_duplicates(), key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
        names = labels_of({int(key) for pair in pairs for key in (pair.one, pair.other)})
    if as_json:
        click.echo(json.dumps({"pairs": [_as_object(pair, names) for pair in pairs]}, ensure_ascii=False))
        return
    certain = sum(pair.likeness.is_certain for pair in pairs)
    click.echo(f"{len(pairs)} pairs may be one person each, {certain} of them are certain.")
    for pair in pairs:
        sure = "certain" if pair.likeness.is_certain else f"{pair.likeness.score:.0%}"
        reasons = " · ".join(pair.likeness.reasons)
        click.echo(f"{names[int(pair.one)]} and {names[int(pair.other)]} ({sure}): {reasons}")


def _as_object(pair: Pair, names: dict[int, str]) -> dict[str, Any]:
    return {
        "a": names[int(pair.one)],
        "b": names[int(pair.other)],
        "score": pair.likeness.score,
        "certain": pair.likeness.is_certain,
        "reasons": list(pair.likeness.reasons),
    }
