"""Saying by hand what the columns of a dropped list hold, before it is applied: the preview is then made anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.core import jobs
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.imports.mappings import get_mapping, save_mapping
from crm.imports.models import ImportRun, ImportStatus
from crm.imports.reading import CHOICES, CUSTOM, LEAVE, OpenedList
from crm.imports.service.opening import ListFile
from crm.imports.service.rows import drop_rows
from crm.imports.service.runs import INSTANT_BYTES, JOB, open_run, read_whole


def open_columns(actor: Actor, run: ImportRun) -> OpenedList:
    """Open the list of an import that waits for a person, as its columns are understood now; Conflict when it does not."""
    if run.status is not ImportStatus.PREVIEW:
        raise Conflict(N_("This import was applied or cancelled already."))
    opened = open_run(actor, run)
    if not isinstance(opened, ListFile):
        raise Refused(N_("The columns of this report are known; there is nothing to set."))
    return opened.opened


def remap(actor: Actor, now: datetime, run_id: int, columns: Mapping[str, str], save_as: str = "") -> ImportRun:
    """Set what columns hold, by their keys, and plan the import anew; with a name the mapping is kept for other files.

    Refused for a column the file does not have or a use that there is not.
    """
    run = get_owned(ImportRun, run_id)
    opened = open_columns(actor, run)
    known = {column.key for column in opened.columns}
    for key, use in columns.items():
        if key not in known or use not in {*CHOICES, CUSTOM, LEAVE}:
            raise Refused(N_("The column %(column)s cannot be set to that. Choose one of the list."), column=key[:80])
    mapping = {key: use for key, use in (run.options.get("mapping") or {}).items() if key in known} | dict(columns)
    if save_as:
        save_mapping(actor, now, save_as, opened, mapping)
    return plan_again(actor, run, mapping)


def use_mapping(actor: Actor, run_id: int, name: str) -> ImportRun:
    """Take the columns from a mapping that was saved; those the file does not have are passed over."""
    run = get_owned(ImportRun, run_id)
    known = {column.key for column in open_columns(actor, run).columns}
    return plan_again(actor, run, {key: use for key, use in get_mapping(name).columns.items() if key in known})


def plan_again(actor: Actor, run: ImportRun, mapping: Mapping[str, str]) -> ImportRun:
    """Forget what was planned and read the file again with other columns: a large one in the background."""
    run.options = run.options | {"mapping": dict(mapping), "as_kind": run.kind}
    run.status = ImportStatus.READING
    run.cursor = run.done = run.total = 0
    drop_rows(run.id)
    db.session.flush()
    if run.size <= INSTANT_BYTES:
        read_whole(run, open_run(actor, run))
    else:
        jobs.enqueue(JOB, actor.organization_id, run.id)
    return run
