"""The commands that text the people of a tag and say where their texts are, for operators and for trials."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from crm.accounts.queries import get_organization, get_organization_by_slug
from crm.actions.queries import get_action
from crm.contacts.queries.tags import find_tag
from crm.core.actor import system_actor
from crm.core.clock import shifted, zone
from crm.core.command import command
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.scope import current_organization_id, in_organization
from crm.sms.cli.blueprint import bp
from crm.sms.merge_fields import composed, fields, with_name, with_stop
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.blasts import get_blast, is_finished, owner_of, reasons_of, statuses_of
from crm.sms.queries.costs import cost_cents
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of
from crm.sms.service.preparing import count_prepared, prepare_here
from crm.sms.service.writing_blasts import queue_blast, write_blast


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked to send."""

    tag: str
    body: str
    body_es: str
    at: str
    action_id: int | None
    typed: tuple[str, ...]
    keeps_caps: bool


@bp.cli.command("text")
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization that texts.")
@click.option("--tag", required=True, metavar="TAG", help="Text the people with this tag.")
@click.option("--body", required=True, metavar="TEXT", help="What it says; {first_name} and {org} are filled in.")
@click.option("--body-es", default="", metavar="TEXT", help="What it says to those who read Spanish.")
@click.option(
    "--at", default="", metavar="ISO", help="When it may go first: 2026-12-03T17:30, in the organization's zone."
)
@click.option(
    "--action", "action_id", type=int, metavar="ID", help="The action it is about; fills {event}, {date}, {time}…"
)
@click.option("--set", "typed", multiple=True, metavar="FIELD=TEXT", help="What fills a field: --set link=https://…")
@click.option("--within-caps", is_flag=True, help="Also leave out whom the organization's caps say to text no more.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
@command
def text_people(
    org_slug: str,
    tag: str,
    body: str,
    body_es: str,
    at: str,
    action_id: int | None,
    typed: tuple[str, ...],
    within_caps: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Text the people with a tag: those who may be texted, each once, each in her language.

    The text waits for each person's hours and is sent by the worker. Where the text does not name the organization or
    say how to stop, both are added, since no text to many may go without them.
    \b
    Figures of --json: everybody with the tag is queued or excluded
      blast      names the blast for `flask blast`; null on a dry run
      queued     texts that wait to be sent
      excluded   people left out, by reason
      segments   parts that are billed, of all texts together
      cost       about what they cost, in dollars
    """
    asked = Asked(tag, body, body_es, at, action_id, typed, within_caps)
    with in_organization(get_organization_by_slug(org_slug).id):
        result = _text(asked, dry_run)
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _in_words(result))


@bp.cli.command("blast")
@click.argument("blast_id", type=int, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
@command
def show_blast(blast_id: int, as_json: bool) -> None:
    """Say where the texts of blast ID are; everybody it was for is in exactly one status."""
    with in_organization(owner_of(blast_id)):
        blast = get_blast(blast_id)
        statuses = statuses_of(blast)
        result = {
            "blast": blast.id,
            "status": blast.status.value,
            "finished": is_finished(blast),
            "statuses": statuses,
            "excluded": blast.excluded,
            "reasons": reasons_of(blast),
        }
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    counted = ", ".join(f"{count} {status}" for status, count in statuses.items()) or "nobody"
    click.echo(f"Blast {blast.id}, {blast.status.value}: {counted}.")


def _text(asked: Asked, dry_run: bool) -> dict[str, Any]:
    organization = get_organization(current_organization_id())
    now, actor = shifted(organization.clock_offset_seconds), system_actor(organization.id)
    bodies, added = _bodies(asked, (organization.short_name, organization.name))
    plan = _plan(asked, bodies, _moment(asked.at, zone(organization.time_zone), now), now)
    values = values_of(plan, "", now)
    reach = reach_of(plan, values, now)
    _refuse(reach.problems)
    for words in added:
        click.echo(f"Added to the text: {words}", err=True)
    if dry_run:
        return _result(None, reach.going, reach.excluded, reach.segments)
    blast = queue_blast(actor, now, write_blast(actor, now, plan, values, str(uuid.uuid4()), reach.going).id)
    db.session.commit()
    prepare_here(blast.id, now)
    counted = count_prepared(blast.id)
    return _result(blast.id, counted["queued"], blast.excluded, counted["segments"])


def _bodies(asked: Asked, names: tuple[str, str]) -> tuple[dict[str, str], list[str]]:
    """The texts by language, and what was added to them; without a Spanish one everybody gets the same."""
    bodies: dict[str, str] = {}
    added: list[str] = []
    for language, body in (("en", asked.body.strip()), ("es", (asked.body_es or asked.body).strip())):
        if not body:
            raise Refused(N_("There is nothing to send: write it after --body."))
        bodies[language] = with_stop(with_name(body, names), language if asked.body_es else "en")
        if bodies[language] != composed(body):
            added.append(bodies[language].replace(composed(body), "…", 1))
    return bodies, list(dict.fromkeys(added))


def _plan(asked: Asked, bodies: dict[str, str], send_at: datetime | None, now: datetime) -> BlastPlan:
    tag = find_tag(asked.tag.strip())
    if tag is None:
        raise NotFound(N_("Nobody is tagged “%(tag)s”. The tags are listed under People, Tags."), tag=asked.tag)
    action = get_action(asked.action_id) if asked.action_id is not None else None
    return BlastPlan(
        Audience(AudienceKind.TAG, tag.id),
        bodies,
        typed=_typed(asked.typed),
        send_at=send_at,
        action_id=action.id if action else None,
        ask_action_id=action.id if action and action.starts_at > now else None,
        keeps_caps=asked.keeps_caps,
    )


def _typed(given: tuple[str, ...]) -> dict[str, dict[str, str]]:
    typed = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or name.strip() not in fields():
            raise Refused(N_("“%(given)s” fills no field. Write --set link=https://example.org"), given=one)
        typed[name.strip()] = value.strip()
    return {language: dict(typed) for language in ("en", "es")}


def _moment(at: str, local: ZoneInfo, now: datetime) -> datetime | None:
    if not at.strip():
        return None
    try:
        moment = datetime.fromisoformat(at.strip())
    except ValueError as error:
        raise Refused(N_("“%(at)s” is no time. Write it as 2026-12-03T17:30"), at=at) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=local)
    if moment < now:
        raise Refused(N_("That time has passed. Choose a later one, or leave --at out to send now."))
    return moment


def _refuse(problems: list[Refused]) -> None:
    for problem in problems:
        raise problem


def _result(blast_id: int | None, queued: int, excluded: dict[str, int], segments: int) -> dict[str, Any]:
    cost = cost_cents(segments) / 100
    return {"blast": blast_id, "queued": queued, "excluded": dict(excluded), "segments": segments, "cost": cost}


def _in_words(result: dict[str, Any]) -> str:
    blast_id = result["blast"]
    goes = f"Blast {blast_id} goes" if blast_id else "It would go"
    lines = [f"{goes} to {result['queued']} people: {result['segments']} segments, about ${result['cost']:.2f}."]
    lines += [f"Left out: {count}, {reason}." for reason, count in result["excluded"].items()]
    lines.append(f"See how it goes: flask --app wsgi blast {blast_id}" if blast_id else "Nothing was written.")
    return "\n".join(lines)
