"""What imports bring to the rooms below: how an import is undone, and the files of an action on its page."""

from __future__ import annotations

from flask import Flask, render_template

from crm.audit.service import undo_handlers
from crm.audit.subjects import AuditSubject, subjects
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.core import jobs
from crm.core.access import may
from crm.core.actor import TEXTING
from crm.core.registry import worker_steps
from crm.core.slots import fill
from crm.imports.export_cards import action_link, export_name, today_card
from crm.imports.jobs import find_abandoned, work
from crm.imports.models import ImportStatus, RowOutcome
from crm.imports.pages import field_words, kind_words, outcome_words, said
from crm.imports.queries import list_runs_of_action
from crm.imports.segment_filters import FILTERS
from crm.imports.service import undo_import
from crm.imports.service.merging import REPOINTER
from crm.imports.service.runs import JOB
from crm.imports.service.sweeping import sweep_rejects


def _files_of(action: object) -> str:
    runs = list_runs_of_action(getattr(action, "id", 0))
    return render_template("imports/action_files.html", action=action, runs=runs, ImportStatus=ImportStatus)


def _drop(action: object) -> str:
    return render_template("imports/action_drop.html", action=action) if may(*TEXTING) else ""


def install(app: Flask) -> None:
    """Register the undo, fill the action page's slots, give templates the words of imports."""
    repointers.register("imports", REPOINTER)
    bring(FILTERS)
    undo_handlers.register("import", undo_import)
    jobs.handlers.register(JOB, work)
    jobs.sweeps.register(JOB, find_abandoned)
    fill("action_buttons", "imports", _drop)
    fill("action_files", "imports", _files_of)
    fill("action_files", "exports", action_link)
    fill("today_cards", "exports", today_card)
    worker_steps.register("imports.sweep_rejects", sweep_rejects)
    subjects.register("export", AuditSubject(names=None))
    subjects.register("import", AuditSubject(names=None, endpoint="imports.show", argument="run_id"))
    app.jinja_env.globals.update(
        export_name=export_name,
        said=said,
        import_kind=kind_words,
        outcome_words=outcome_words,
        field_words=field_words,
        RowOutcome=RowOutcome,
    )
