"""Keeping an import: the file as it was dropped, what it would do, and the rows it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, find_webinar, get_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import insert_rows
from crm.imports.incoming import Incoming, aware, read_incoming
from crm.imports.matching import Verdict
from crm.imports.models import ImportRow, ImportRun, ImportStatus, RowOutcome
from crm.imports.queries import content_of, decisions_of, find_applied, landed_before
from crm.imports.reading import KIND_NAMES, Kind, PeopleReport, Phrase, UnreadableFile, WebinarReport, read_report
from crm.imports.service.counting import count_all
from crm.imports.service.planning import NEW, SAME, Planned, plan

KEPT_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read for one organization: the report, its people in one shape, and when and where it belongs."""

    report: WebinarReport | PeopleReport
    rows: list[Incoming]
    zone: ZoneInfo
    action: Action | None

    @property
    def webinar(self) -> WebinarReport | None:
        """The report of a webinar or meeting; None for a list of people."""
        return self.report if isinstance(self.report, WebinarReport) else None

    @property
    def starts_at(self) -> datetime | None:
        """When the webinar began or begins, in UTC; None where the file does not say."""
        return aware(self.webinar.started_at, self.zone) if self.webinar else None

    @property
    def minutes(self) -> int | None:
        """How long the webinar really took, else how long it was to take: half of it is what "came" means."""
        planned = self.action.minutes if self.action else None
        stated = self.webinar.duration_minutes if self.webinar else None
        if self.webinar and not self.webinar.is_scheduled:
            return stated or planned
        return planned or stated


def read_file(
    actor: Actor, data: bytes, filename: str, as_kind: str | None = None, action_id: int | None = None
) -> Read:
    """Read a file for the actor's organization and find its action; UnreadableFile, or NotFound for an unknown action."""
    organization = get_organization(actor.organization_id)
    local = zone(organization.time_zone)
    report = read_report(data, filename, as_kind)
    action = get_action(action_id) if action_id is not None else _find_action(report, local)
    return Read(report, read_incoming(report, local, organization.region), local, action)


def _find_action(report: WebinarReport | PeopleReport, local: ZoneInfo) -> Action | None:
    if isinstance(report, PeopleReport):
        return None
    starts_at = aware(report.started_at, local)
    if starts_at is None:
        raise UnreadableFile(
            N_(
                "This is %(kind)s, but it does not say which webinar or when it was. Open its action and drop it there."
            ),
            kind=Phrase(KIND_NAMES[report.kind]),
        )
    return find_webinar(report.webinar_id, starts_at, report.topic, local.key)


def look(
    actor: Actor,
    data: bytes,
    filename: str,
    as_kind: str | None = None,
    action_id: int | None = None,
    *,
    all_new: bool = False,
) -> tuple[Read, list[Planned], dict[str, Any]]:
    """Read a file and plan it, writing nothing: what it holds, what it would do, and the figures of both."""
    read = read_file(actor, data, filename, as_kind, action_id)
    sha256 = hashlib.sha256(data).hexdigest()
    planned = plan(read.rows, {}, landed_before(sha256), all_new=all_new)
    earlier = find_applied(sha256)
    counts = count_all(read.report, planned, read.minutes)
    return read, planned, counts | {"seen_before": earlier.id if earlier else None}


def preview(
    actor: Actor, now: datetime, data: bytes, filename: str, as_kind: str | None = None, action_id: int | None = None
) -> ImportRun:
    """Keep a file with what it would do; nothing but the import itself is written. UnreadableFile when it cannot be read."""
    read, planned, counts = look(actor, data, filename, as_kind, action_id)
    run = ImportRun(
        kind=read.report.kind.value,
        filename=clean_line(filename.replace("\\", "/").rsplit("/", 1)[-1], 255) or "file",
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        status=ImportStatus.PREVIEW,
        action_id=read.action.id if read.action else None,
        counts=counts,
        created_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(run)
    db.session.flush()
    keep_rows(run.id, planned, {})
    return run


def keep_rows(run_id: int, planned: Sequence[Planned], made: Mapping[int, int]) -> None:
    """Write the rows of an import anew; `made` gives the people that were made or found, by position."""
    db.session.execute(delete(ImportRow).where(ImportRow.run_id == run_id).execution_options(synchronize_session=False))
    organization_id = current_organization_id()
    rows = [
        {
            "organization_id": organization_id,
            "run_id": run_id,
            "position": one.row.position,
            "line": one.row.line,
            "shown_name": clean_line(one.row.name, 200),
            "outcome": one.outcome,
            "reason": one.row.left_out or one.found.reason,
            "contact_id": made.get(one.row.position) or one.contact_id,
            "candidate_id": one.candidate_id,
            "decision": one.decision,
            "details": _details(one),
        }
        for one in planned
    ]
    insert_rows(ImportRow, rows)


def _details(one: Planned) -> dict[str, Any]:
    """What a screen shows of a row beside its name; no answers to questions, which stand with the RSVP."""
    row = one.row
    details: dict[str, Any] = {
        "params": one.found.params,
        "emails": list(row.emails),
        "phones": list(row.phones),
        "raw_phone": clean_line(row.raw_phone, 80),
        "part": row.part.value,
        "attended": row.attended,
        "minutes": row.minutes,
        "language": row.language,
        "place": " ".join(row.fields[name] for name in ("city", "state", "postal_code") if name in row.fields),
    }
    if row.cells:
        details["cells"] = [cell[:1000] for cell in row.cells]
    if one.addition:
        added = [*one.addition.fields, *one.addition.custom]
        details["added"] = added + ["phone"] * bool(one.addition.phones) + ["email"] * bool(one.addition.emails)
    if one.found.verdict is Verdict.REVIEW and one.found.person is not None:
        details["candidate_line"] = max(0, -one.found.person.id)
    return details


def decide(actor: Actor, now: datetime, run_id: int, row_id: int, decision: str) -> ImportRow:
    """Say of a row that waits whether she is the same person or a new one ("" takes that back); Conflict once applied."""
    run = get_owned(ImportRun, run_id)
    row = get_owned(ImportRow, row_id)
    if row.run_id != run.id or row.candidate_id is None or decision not in (SAME, NEW, ""):
        raise NotFound(N_("There is nothing to decide about that row."))
    if run.status is not ImportStatus.PREVIEW:
        raise Conflict(N_("This import was applied or cancelled already."))
    row.decision = decision
    db.session.flush()
    _plan_again(actor, run)
    return row


def _plan_again(actor: Actor, run: ImportRun) -> None:
    """Count anew after a decision, since a row that follows may be the same person too."""
    read = read_file(actor, content_of(run.id) or b"", run.filename, run.kind, run.action_id)
    planned = plan(read.rows, decisions_of(run.id), landed_before(run.sha256))
    run.counts = run.counts | count_all(read.report, planned, read.minutes)
    outcomes = {one.row.position: one.outcome for one in planned}
    for outcome in RowOutcome:
        positions = [position for position, found in outcomes.items() if found is outcome]
        for start in range(0, len(positions), KEPT_AT_ONCE):
            part = positions[start : start + KEPT_AT_ONCE]
            db.session.execute(
                update(ImportRow)
                .where(ImportRow.run_id == run.id, ImportRow.position.in_(part), ImportRow.outcome != outcome)
                .values(outcome=outcome)
            )
    db.session.flush()


def cancel(actor: Actor, now: datetime, run_id: int) -> None:
    """Drop a file that was not applied; Conflict when it was."""
    done = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.status == ImportStatus.PREVIEW)
        .values(status=ImportStatus.CANCELLED, content=None)
    )
    if not getattr(done, "rowcount", 0):
        get_owned(ImportRun, run_id)
        raise Conflict(N_("This import was applied or cancelled already."))
    record(actor, "cancelled", "import", run_id, now)
    db.session.flush()


def kind_of(run: ImportRun) -> Kind:
    """The kind of file an import is."""
    return Kind(run.kind)
