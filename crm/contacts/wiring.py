"""What contacts gives to every template: phones, languages and needs in words."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import undo_handlers
from crm.contacts.service.merging import undo_merge
from crm.contacts.service.merging_rows import REPOINTER
from crm.contacts.service.repointing import repointers
from crm.contacts.words import language_name, need_name
from crm.core.phones import format_national


def install(app: Flask) -> None:
    """Give templates the filters phone, language_name and need."""
    repointers.register("contacts", REPOINTER)
    undo_handlers.register("merge", undo_merge)
    app.jinja_env.filters.update(phone=format_national, language_name=language_name, need=need_name)
