"""Apply an import: everything it does is written together, noted in one batch, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from crm.actions.queries import Action
from crm.actions.service import NewAction, create_action, know_webinar
from crm.audit.service import Batch, BatchKind, open_batch, record
from crm.contacts.service import NewContact, create_contacts, suggest_duplicate
from crm.contacts.service.create import tag_people
from crm.contacts.service.fill import fill_in
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.imports.consents import Agreement, consents_of
from crm.imports.incoming import Incoming
from crm.imports.matching import CLOSE_NAME, SAME_NAME, SEVERAL, SHARED_MAILBOX
from crm.imports.models import ImportRun, ImportStatus, RowOutcome
from crm.imports.queries import content_of, decisions_of, landed_before, people_by_id
from crm.imports.service.counting import count_all
from crm.imports.service.planning import LANGUAGES, Planned, plan
from crm.imports.service.presence import record_webinar
from crm.imports.service.runs import Read, keep_rows, read_file
from crm.sms.queries.gate import closed_phones
from crm.sms.service.consent import OptOutReason, opt_out, record_consents

DUPLICATE_REASONS = {
    SHARED_MAILBOX: N_("same e-mail, other first name"),
    CLOSE_NAME: N_("same phone and last name"),
    SAME_NAME: N_("same name"),
    SEVERAL: N_("several people could be meant"),
}
NO_AGREEMENT = Agreement()


@dataclass(slots=True)
class Landed:
    """Where the rows of a file landed: the person of each position, and the rows of those who were made."""

    ids: dict[int, int] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)


def apply(
    actor: Actor, now: datetime, run_id: int, agreement: Agreement = NO_AGREEMENT, *, all_new: bool = False
) -> ImportRun:
    """Do what the preview said; Conflict when the import was applied or cancelled, Refused for consent without words.

    People are matched anew, so that two imports of the same file do not make anybody twice.
    """
    run = get_owned(ImportRun, run_id)
    data, before = _take(run, now)
    read = read_file(actor, data, run.filename, run.kind, run.action_id)
    agreement.check(read.webinar.questions if read.webinar else ())
    planned = plan(read.rows, decisions_of(run.id), before, all_new=all_new)
    batch = open_batch(actor, BatchKind.IMPORT, run.filename, now)
    action = _action(actor, now, read, batch)
    landed = _write_people(actor, now, read, planned, batch)
    if action is not None and read.webinar is not None:
        record_webinar(actor, now, action, read, landed.ids, batch)
    consented = _write_consents(actor, now, read, planned, landed, agreement, batch)
    _finish(run, read, planned, landed, batch, action)
    run.consent_question, run.consent_words, run.consent_source = _said(agreement)
    run.counts = run.counts | {"consented": consented}
    record(actor, "imported", "import", run.id, now, filename=run.filename, created=len(landed.created))
    db.session.flush()
    return run


def _take(run: ImportRun, now: datetime) -> tuple[bytes, dict[int, int]]:
    """Claim the import for this act: others of the same file wait for it, and of two at once one is a Conflict."""
    same_file = select(ImportRun.id).where(ImportRun.sha256 == run.sha256, ImportRun.status == ImportStatus.PREVIEW)
    db.session.execute(same_file.order_by(ImportRun.id).with_for_update()).all()
    before = landed_before(run.sha256)
    claimed = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.status == ImportStatus.PREVIEW)
        .values(status=ImportStatus.APPLIED, applied_at=now)
    )
    data = content_of(run.id)
    if not getattr(claimed, "rowcount", 0) or data is None:
        raise Conflict(N_("This import was applied or cancelled already."))
    return data, before


def _action(actor: Actor, now: datetime, read: Read, batch: Batch) -> Action | None:
    """The action of a report, made from its topic and start when there is none; a list of people has none of its own."""
    if read.webinar is None or read.action is not None:
        if read.action is not None and read.webinar is not None:
            know_webinar(read.action, read.webinar.webinar_id)
        return read.action
    if read.starts_at is None:
        raise Refused(N_("The file does not say when it was. Open its action and drop it there."))
    new = NewAction(
        title=read.webinar.topic or N_("Webinar"),
        kind="webinar",
        starts_at=read.starts_at,
        minutes=read.webinar.duration_minutes or None,
        webinar_id=read.webinar.webinar_id or None,
        time_zone=read.zone.key,
    )
    return create_action(actor, now, new, batch.id)


def _write_people(actor: Actor, now: datetime, read: Read, planned: Sequence[Planned], batch: Batch) -> Landed:
    landed = Landed()
    fresh = [one for one in planned if one.comes_in_new]
    source = read.webinar.topic if read.webinar else batch.label
    landed.created = create_contacts(actor, now, [_contact(one.row, source) for one in fresh], batch.id)
    by_line: dict[int, int] = {}
    for one, contact_id in zip(fresh, landed.created, strict=True):
        landed.ids[one.row.position] = by_line[one.row.line] = contact_id
    for one in planned:
        known = one.contact_id or (by_line.get(one.same_line) if one.same_line else None)
        if known is not None:
            landed.ids[one.row.position] = known
    additions = [one.addition for one in planned if one.addition is not None]
    fill_in(now, additions, batch)
    tag_people([(landed.ids[o.row.position], t) for o in planned if o.contact_id for t in o.row.tags], batch.id)
    for one in fresh:
        _suggest(one, landed, by_line, batch)
    return landed


def _suggest(one: Planned, landed: Landed, by_line: Mapping[int, int], batch: Batch) -> None:
    """Mark a person who came in undecided as a possible duplicate of the one she resembles."""
    if one.outcome is not RowOutcome.REVIEW or one.found.person is None:
        return
    person = one.found.person
    other = person.id if person.id > 0 else by_line.get(-person.id)
    mine = landed.ids[one.row.position]
    if other is not None and other != mine:
        suggest_duplicate(mine, other, [DUPLICATE_REASONS[one.found.reason]], batch.id)


def _contact(row: Incoming, source: str) -> NewContact:
    return NewContact(
        first_name=row.first or ("" if row.last or row.emails or row.raw_phone else row.shown),
        middle_name=row.middle,
        last_name=row.last,
        preferred_language=row.language if row.language in LANGUAGES else None,
        phone=" ; ".join(row.phones) or row.raw_phone,
        email=row.emails[0] if row.emails else "",
        source=source,
        tags=row.tags,
        custom=dict(row.custom),
        suffix=row.fields.get("suffix", ""),
        street=row.fields.get("street", ""),
        city=row.fields.get("city", ""),
        state=row.fields.get("state", ""),
        postal_code=row.fields.get("postal_code", ""),
    )


def _write_consents(
    actor: Actor,
    now: datetime,
    read: Read,
    planned: Sequence[Planned],
    landed: Landed,
    agreement: Agreement,
    batch: Batch,
) -> int:
    """Write down who agreed, and close the numbers a list says have opted out; returns how many acts are new."""
    rows = [one.row for one in planned if one.row.position in landed.ids]
    without = {landed.ids[row.position] for row in rows if not row.phones}
    known = people_by_id(without) if agreement != NO_AGREEMENT else {}
    people = [
        (row, landed.ids[row.position], known[landed.ids[row.position]].primary_phone)
        if landed.ids[row.position] in known
        else (row, landed.ids[row.position], "")
        for row in rows
    ]
    topic = read.webinar.topic if read.webinar else ""
    consented = record_consents(actor, now, list(consents_of(people, agreement, topic, now)), batch.id)
    stopped = {phone for row in rows if row.sms_consent == "opted_out" for phone in row.phones}
    for phone in sorted(stopped - set(closed_phones(stopped))):
        opt_out(now, phone, OptOutReason.IMPORT, words=batch.label, actor=actor)
    return consented


def _said(agreement: Agreement) -> tuple[str, str, str]:
    return agreement.question[:300], agreement.words[:1000], agreement.source[:300]


def _finish(
    run: ImportRun, read: Read, planned: Sequence[Planned], landed: Landed, batch: Batch, action: Action | None
) -> None:
    """Keep what became of each row and the figures, and drop the file."""
    counts: dict[str, Any] = count_all(read.report, planned, read.minutes)
    matched = counts["known"] + counts["updated"]
    counts |= {"created": len(landed.created), "matched": matched, "unchanged": counts["known"]}
    keep_rows(run.id, planned, landed.ids)
    run.counts = run.counts | counts
    run.content = None
    run.batch_id = batch.id
    run.action_id = action.id if action else None
    batch.counts = {name: counts[name] for name in ("created", "updated", "unchanged", "review", "left_out")}
