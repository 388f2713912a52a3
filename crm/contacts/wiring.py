"""What contacts gives to every template (phones, languages and needs in words) and to the rooms below and above."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import BatchKind, undo_handlers
from crm.audit.subjects import AuditSubject, subjects
from crm.contacts import cards, handing_over, jobs, relations
from crm.contacts.forms.households import role_name
from crm.contacts.queries import names_of
from crm.contacts.queries.closeness import household_ties, recruiting_ties, relationship_ties
from crm.contacts.segment_filters import FILTERS
from crm.contacts.segments.filters import bring
from crm.contacts.service.lists import undo_listing
from crm.contacts.service.merging import undo_merge
from crm.contacts.service.merging_rows import REPOINTER
from crm.contacts.service.repointing import repointers
from crm.contacts.service.tagging import undo_tagging
from crm.contacts.service.turf import undo_assigning
from crm.contacts.ties import tie_sources
from crm.contacts.words import field_kind_name, field_label, language_name, need_name, say_reason
from crm.core.phones import format_national


def install(app: Flask) -> None:
    """Give templates the filters phone, language_name and need; fill the person page; say how bulk acts are undone;
    bring the filters of segments."""
    app.jinja_env.filters.update(
        phone=format_national,
        language_name=language_name,
        need=need_name,
        field_kind=field_kind_name,
        field_label=field_label,
        reason=say_reason,
    )
    bring(FILTERS)
    app.jinja_env.globals.update(household_role=role_name)
    subjects.register("contact", AuditSubject(names_of, "timeline.show", "contact_id"))
    repointers.register("contacts", REPOINTER)
    undo_handlers.register(BatchKind.MERGE.value, undo_merge)
    undo_handlers.register(BatchKind.TAGGING.value, undo_tagging)
    undo_handlers.register(BatchKind.LIST.value, undo_listing)
    undo_handlers.register(BatchKind.ASSIGNING.value, undo_assigning)
    undo_handlers.register(BatchKind.HAND_OVER.value, undo_assigning)
    tie_sources.register("households", household_ties)
    tie_sources.register("recruiting", recruiting_ties)
    tie_sources.register("relationships", relationship_ties)
    handing_over.install()
    cards.install()
    relations.install()
    jobs.install()
