"""The command that takes a file in without a browser."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from crm.accounts.queries import get_organization_by_slug
from crm.core.actor import Actor, system_actor
from crm.core.clock import shifted
from crm.core.command import command
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import in_organization
from crm.imports.cli.blueprint import bp
from crm.imports.cli.progress import work_to_the_end
from crm.imports.consents import Agreement
from crm.imports.mappings import columns_named
from crm.imports.models import ImportRun, ImportStatus, RowOutcome
from crm.imports.queries import find_unfinished, list_rows
from crm.imports.reading import Notice
from crm.imports.rejects import rejects_csv
from crm.imports.service import Asked, apply, begin, keep, look
from crm.imports.service.opening import MOST_BYTES, NeedsAction, Read, is_webinar
from crm.imports.stored import measure

WEBINAR_KEYS: tuple[str, ...] = (
    "topic",
    "webinar_id",
    "attended",
    "came",
    "left_early",
    "did_not_come",
    "session_rows",
    "panelists",
    "hosts",
    "other_attended",
)


@bp.cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--org", "org_slug", required=True, metavar="SLUG", help="The organization the people belong to.")
@click.option("--action", "action_id", type=int, metavar="ID", help="The action the file is about.")
@click.option(
    "--as",
    "as_kind",
    metavar="KIND",
    help="Read the file as this kind, as in --json: van_people, action_network_report, google_form, people… "
    "Told from the file when left out; a wrong one names those there are.",
)
@click.option(
    "--mapping",
    "mapping_name",
    default="",
    metavar="NAME",
    help="Set the columns as in this saved mapping. One saved for the same headers is used by itself.",
)
@click.option(
    "--consent-words", default="", metavar="TEXT", help="What everybody in the file agreed to, word for word."
)
@click.option("--consent-source", default="", metavar="TEXT", help="Where those words stood: a form, a sheet, a page.")
@click.option(
    "--consent-question",
    default="",
    metavar="TEXT",
    help="A question of the registration form (its column's header); who answered yes agreed to be texted.",
)
@click.option("--new", "all_new", is_flag=True, help="Take every row as a new person and match nobody.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
@command
def import_file(
    file: Path,
    org_slug: str,
    action_id: int | None,
    as_kind: str | None,
    mapping_name: str,
    consent_words: str,
    consent_source: str,
    consent_question: str,
    all_new: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in FILE: a Zoom report or any list of people (CSV, TSV, XLSX).

    A Zoom report without --action goes to the action of the same webinar, or makes one from its topic and start.
    With --action, sign-ups and guests' answers (Mobilize, Eventbrite, Facebook) count for that action and everybody on a
    sign-in sheet was there; without it, sign-ups go to the action of the same title and start, made when there is none.
    Any other list only brings people: it says nothing of who comes.
    Nobody may be texted by coming in through a file: say how they agreed with --consent-words and --consent-source, or
    with --consent-question; a list's columns sms_consent, consent_words and consent_source count row by row.
    The whole import can be undone for 30 days in the browser.
    \b
    Figures of --json: people (in the file) = created + matched + rejected
      rows       rows of people in the file (a webinar: one for each join)
      matched    people we knew = updated (something added) + unchanged
      review     of the created, those marked as possible duplicates
      rejected   left out; they stand with the reason in rejects_file
      batch_id   names the import for undo; null on a dry run
    """
    organization_id, now = _organization(org_slug)
    agreement = Agreement(consent_question.strip(), consent_words.strip(), consent_source.strip())
    with in_organization(organization_id), _opened(file) as source:
        actor, asked = system_actor(organization_id), Asked(as_kind, action_id, columns_named(mapping_name))
        if dry_run:
            result = _would_bring(actor, source, file.name, asked, agreement, all_new)
        else:
            result = _bring(actor, now, source, file, asked, agreement, all_new)
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _in_words(result, dry_run))


def _organization(slug: str) -> tuple[int, datetime]:
    """The id of the organization of that name, and what time it is there: a practice one's clock may be set."""
    organization = get_organization_by_slug(slug)
    return organization.id, shifted(organization.clock_offset_seconds)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        if file.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1_048_576
            raise Refused(
                N_("%(file)s is larger than the %(limit)s MB taken at once. Split it."), file=str(file), limit=limit
            )
        with file.open("rb") as source:
            yield source
    except OSError as error:
        raise Refused(N_("%(file)s cannot be opened: %(why)s."), file=str(file), why=error.strerror or error) from error


def _would_bring(
    actor: Actor, source: BinaryIO, name: str, asked: Asked, agreement: Agreement, all_new: bool
) -> dict[str, Any]:
    opened, counts = look(actor, source, name, asked, all_new=all_new)
    agreement.check(opened.report.questions if isinstance(opened, Read) else ())
    if isinstance(opened, Read):
        return _result(opened.report.kind.value, counts, opened.action.id if opened.action else None)
    return _result(opened.opened.kind.value, counts, asked.action_id)


def _bring(
    actor: Actor, now: datetime, source: BinaryIO, file: Path, asked: Asked, agreement: Agreement, all_new: bool
) -> dict[str, Any]:
    """Keep the file and apply it to its end; the same command again goes on with an import that was broken off."""
    run = find_unfinished(measure(source)[0])
    if run is None:
        run = _keep(actor, now, source, file, asked)
        if is_webinar(run.kind):
            apply(actor, now, run.id, agreement, all_new=all_new)
        else:
            begin(actor, now, run.id, agreement, all_new=all_new)
    if run.status is not ImportStatus.APPLIED:
        work_to_the_end(actor.organization_id, run.id)
    db.session.refresh(run)
    if run.status is ImportStatus.FAILED and run.error:
        raise Refused(str(Notice(run.error["message"], run.error["params"], run.error["line"])).replace("%", "%%"))
    if run.status is not ImportStatus.APPLIED:
        raise Refused(N_("The import broke off (the log says why). Run the command again: it goes on where it was."))
    result = _result(run.kind, run.counts, run.action_id)
    return result | {"batch_id": run.batch_id, "rejects_file": _write_rejects(run, file)}


def _keep(actor: Actor, now: datetime, source: BinaryIO, file: Path, asked: Asked) -> ImportRun:
    try:
        return keep(actor, now, source, file.name, asked)
    except NeedsAction as error:
        raise Refused(
            N_(
                "%(file)s is a report of a webinar that does not say which one or when it was. Name its action with "
                "--action ID (the number in the address of the action's page); --dry-run reads it without one."
            ),
            file=file.name,
        ) from error


def _result(kind: str, counts: dict[str, Any], action_id: int | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "kind": kind,
        "rows": counts["rows"],
        "people": counts["people"] + counts["left_out"],
        "created": counts["new"] + counts["review"],
        "updated": counts["updated"],
        "unchanged": counts["known"],
        "matched": counts["known"] + counts["updated"],
        "review": counts["review"],
        "rejected": counts["left_out"],
        "rejects_file": None,
        "batch_id": None,
        "invalid_phones": counts["invalid_phones"],
        "consented": counts.get("consented", 0),
    }
    if "topic" in counts:
        stated = counts["stated_registered"]
        result |= {"action_id": action_id, "registered": counts["registered"] if stated is None else stated}
        result |= {key: counts[key] for key in WEBINAR_KEYS}
    else:
        result["opted_out"] = counts["opted_out"]
    return result


def _write_rejects(run: ImportRun, file: Path) -> str | None:
    """Write the rows left out beside the file, or into the temporary folder when that one cannot be written to."""
    rows = list_rows(run.id, RowOutcome.LEFT_OUT)
    if not rows:
        return None
    text = rejects_csv(run, rows, str)
    name = f"{file.stem}.rejected.csv"
    for folder in (file.parent, Path(tempfile.gettempdir())):
        try:
            (folder / name).write_text(text, encoding="utf-8-sig", newline="")
        except OSError:
            continue
        return str((folder / name).resolve())
    return None


def _in_words(result: dict[str, Any], dry_run: bool) -> str:
    lines = [
        f"{result['rows']} rows, {result['people']} people: {result['created']} new "
        f"({result['review']} of them possible duplicates), {result['matched']} known "
        f"({result['updated']} with something added), {result['rejected']} left out."
    ]
    if "topic" in result:
        lines.append(
            f"{result['topic']}: {result['registered']} registered, {result['came']} came, "
            f"{result['left_early']} left early, {result['did_not_come']} did not come."
        )
    if result["rejects_file"]:
        lines.append(f"What was left out, with the reasons: {result['rejects_file']}")
    if dry_run:
        lines.append("Nothing was written.")
    else:
        lines.append(
            f"{result['consented']} agreed to be texted. Batch {result['batch_id']} can be undone for 30 days."
        )
    return "\n".join(lines)
