"""What contacts gives to every template (phones, languages and needs in words) and to the rooms below and above."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import BatchKind, undo_handlers
from crm.contacts import cards, jobs
from crm.contacts.service.merging import undo_merge
from crm.contacts.service.merging_rows import REPOINTER
from crm.contacts.service.repointing import repointers
from crm.contacts.service.tagging import undo_tagging
from crm.contacts.words import field_kind_name, field_label, language_name, need_name
from crm.core.phones import format_national


def install(app: Flask) -> None:
    """Give templates the filters phone, language_name and need; fill the person page; say how bulk acts are undone."""
    app.jinja_env.filters.update(
        phone=format_national,
        language_name=language_name,
        need=need_name,
        field_kind=field_kind_name,
        field_label=field_label,
    )
    repointers.register("contacts", REPOINTER)
    undo_handlers.register(BatchKind.MERGE.value, undo_merge)
    undo_handlers.register(BatchKind.TAGGING.value, undo_tagging)
    cards.install()
    jobs.install()
