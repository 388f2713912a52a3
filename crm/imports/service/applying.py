"""Apply an import: everything it does is noted in one batch, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from crm.actions.queries import Action
from crm.actions.service import NewAction, create_action, know_webinar
from crm.audit.service import Batch, BatchKind, open_batch, record
from crm.contacts.service import after_import
from crm.contacts.service.housing import part_lone
from crm.core import jobs
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.imports.consents import Agreement
from crm.imports.incoming import Incoming
from crm.imports.models import ImportRun, ImportStatus
from crm.imports.queries import are_others_at_work, decisions_of, landed_before
from crm.imports.service.counting import add_counts, count_file, count_list, count_webinar
from crm.imports.service.opening import ListFile, Read, is_webinar
from crm.imports.service.planning import Ground, Planned, plan
from crm.imports.service.presence import record_webinar
from crm.imports.service.rows import keep_rows
from crm.imports.service.runs import INSTANT_BYTES, JOB, open_run
from crm.imports.service.signups import record_signups
from crm.imports.service.writing import NO_AGREEMENT, Context, Landed, write_consents, write_people
from crm.imports.stored import drop_file

BATCH_COUNTS = ("created", "updated", "unchanged", "review", "left_out")


def apply(
    actor: Actor, now: datetime, run_id: int, agreement: Agreement = NO_AGREEMENT, *, all_new: bool = False
) -> ImportRun:
    """Do what the preview said; Conflict when the import was applied or cancelled, Refused for consent without words.

    People are matched anew, so that two imports of the same file do not make anybody twice. A large list only takes its
    place in the queue, and a small one too while another import of the organization is at work.
    """
    run = begin(actor, now, run_id, agreement, all_new=all_new)
    opened = None if run.size > INSTANT_BYTES and not is_webinar(run.kind) else open_run(actor, run)
    if isinstance(opened, Read):
        _apply_webinar(actor, now, run, opened)
    elif opened is None or are_others_at_work(run.id):
        jobs.enqueue(JOB, actor.organization_id, run.id)
    else:
        for rows in opened.batches():
            apply_rows(actor, now, run, rows)
        finish_list(actor, now, run, opened)
    return run


def begin(
    actor: Actor, now: datetime, run_id: int, agreement: Agreement = NO_AGREEMENT, *, all_new: bool = False
) -> ImportRun:
    """Claim an import for being applied: others of the same file wait for it, and of two at once one is a Conflict."""
    run = get_owned(ImportRun, run_id)
    agreement.check([question["text"] for question in run.counts.get("questions", ())])
    same_file = select(ImportRun.id).where(ImportRun.sha256 == run.sha256, ImportRun.status == ImportStatus.PREVIEW)
    db.session.execute(same_file.order_by(ImportRun.id).with_for_update()).all()
    claimed = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.status.in_((ImportStatus.PREVIEW, ImportStatus.READING)))
        .values(status=ImportStatus.QUEUED, cursor=0, done=0, held_by="", held_until=None)
    )
    if not getattr(claimed, "rowcount", 0):
        raise Conflict(N_("This import was applied or cancelled already."))
    db.session.refresh(run)
    run.batch_id = open_batch(actor, BatchKind.IMPORT, run.filename, now).id
    run.options = run.options | {"all_new": all_new, "user_id": actor.user_id, "so_far": {}}
    run.consent_question = agreement.question[:300]
    run.consent_words, run.consent_source = agreement.words[:1000], agreement.source[:300]
    db.session.flush()
    return run


def apply_rows(actor: Actor, now: datetime, run: ImportRun, rows: list[Incoming]) -> None:
    """Write a stretch of a list, and with it how far the import has come and what became of the rows."""
    if not rows:
        return
    ground = Ground(decisions_of(run.id, rows), landed_before(run.sha256, rows), bool(run.options.get("all_new")))
    planned = plan(rows, ground)
    batch = get_owned(Batch, run.batch_id)
    context = Context(actor, now, batch, agreement_of(run), batch.label, points=ground.points)
    landed = write_people(context, planned)
    _record_signups(actor, now, run, planned, landed, batch)
    counts = count_list(planned) | write_consents(context, planned, landed) | {"created": len(landed.created)}
    keep_rows(run.id, planned, landed.ids)
    run.cursor, run.done = rows[-1].line, run.done + len(rows)
    run.options = run.options | {"so_far": add_counts(run.options["so_far"], counts)}
    db.session.flush()


def _record_signups(
    actor: Actor, now: datetime, run: ImportRun, planned: Sequence[Planned], landed: Landed, batch: Batch
) -> None:
    signed_up = [
        (landed.ids[one.row.position], signup)
        for one in planned
        if one.row.signups and one.row.position in landed.ids
        for signup in one.row.signups
    ]
    if signed_up:
        record_signups(actor, now, run, signed_up, batch)


def finish_list(actor: Actor, now: datetime, run: ImportRun, opened: ListFile) -> None:
    """Say that a list was applied to its end."""
    counts = count_list([]) | {"created": 0, "consented": 0, "stopped": 0} | run.options["so_far"]
    counts |= count_file(opened.opened, counts)
    if len(run.counts.get("notices", ())) > len(counts["notices"]):
        counts["notices"] = run.counts["notices"]  # of a reading that was not broken off
    close(actor, now, run, counts)


def close(actor: Actor, now: datetime, run: ImportRun, counts: dict[str, Any], verb: str = "imported") -> None:
    """Keep the figures of an import that was applied, and drop its file."""
    counts |= {"matched": counts["known"] + counts["updated"], "unchanged": counts["known"]}
    run.counts = run.counts | counts
    run.options = {name: value for name, value in run.options.items() if name != "so_far"}
    run.status, run.applied_at, run.total = ImportStatus.APPLIED, now, run.done
    get_owned(Batch, run.batch_id).counts = {name: counts[name] for name in BATCH_COUNTS}
    drop_file(run.id)
    if run.batch_id is not None:
        part_lone(run.batch_id)
    after_import()
    record(actor, verb, "import", run.id, now, filename=run.filename, created=counts["created"])
    db.session.flush()


def agreement_of(run: ImportRun) -> Agreement:
    """What the people of a file agreed to, as it was said when the import was applied."""
    return Agreement(run.consent_question, run.consent_words, run.consent_source)


def _apply_webinar(actor: Actor, now: datetime, run: ImportRun, read: Read) -> None:
    """Write a webinar's report whole: its people, and what it says they did."""
    agreement = agreement_of(run)
    agreement.check(read.report.questions)
    ground = Ground(
        decisions_of(run.id, read.rows), landed_before(run.sha256, read.rows), bool(run.options.get("all_new"))
    )
    planned = plan(read.rows, ground)
    batch = get_owned(Batch, run.batch_id)
    action = _action(actor, now, read, batch)
    context = Context(actor, now, batch, agreement, read.report.topic or batch.label, read.report.topic, ground.points)
    landed = write_people(context, planned)
    record_webinar(actor, now, action, read, landed.ids, batch)
    counts = count_webinar(read.report, planned, read.minutes) | {"created": len(landed.created)}
    counts |= write_consents(context, planned, landed)
    keep_rows(run.id, planned, landed.ids)
    run.action_id, run.done = action.id, len(planned)
    close(actor, now, run, counts)


def _action(actor: Actor, now: datetime, read: Read, batch: Batch) -> Action:
    """The action of a report, made from its topic and start when there is none."""
    if read.action is not None:
        know_webinar(read.action, read.report.webinar_id)
        return read.action
    if read.starts_at is None:
        raise Refused(N_("The file does not say when it was. Open its action and drop it there."))
    new = NewAction(
        title=read.report.topic or N_("Webinar"),
        kind="webinar",
        starts_at=read.starts_at,
        minutes=read.report.duration_minutes or None,
        webinar_id=read.report.webinar_id or None,
        time_zone=read.zone.key,
    )
    return create_action(actor, now, new, batch.id)
