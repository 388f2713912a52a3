"""What contacts gives to every template (phones, languages and needs in words) and to segments (its filters)."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import undo_handlers
from crm.contacts.segment_filters import FILTERS
from crm.contacts.segments.filters import bring
from crm.contacts.service.lists import undo_listing
from crm.contacts.words import language_name, need_name
from crm.core.phones import format_national


def install(app: Flask) -> None:
    """Give templates the filters phone, language_name and need, and bring the filters of segments."""
    bring(FILTERS)
    undo_handlers.register("list", undo_listing)
    app.jinja_env.filters.update(phone=format_national, language_name=language_name, need=need_name)
