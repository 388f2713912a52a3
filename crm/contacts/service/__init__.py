"""The verbs that change people."""

from crm.contacts.service.arrivals import after_import
from crm.contacts.service.change import (
    note_attended,
    note_contacted,
    suggest_duplicate,
    suggest_duplicates,
    update_contact,
)
from crm.contacts.service.create import NewContact, create_contact, create_contacts, create_from_columns
from crm.contacts.service.points import add_email, add_phone
from crm.contacts.service.reachability import mark_phone_bad, mark_phone_not_textable
from crm.contacts.service.undo import Undone, undo_created

__all__ = [
    "NewContact",
    "Undone",
    "add_email",
    "add_phone",
    "after_import",
    "create_contact",
    "create_contacts",
    "create_from_columns",
    "mark_phone_bad",
    "mark_phone_not_textable",
    "note_attended",
    "note_contacted",
    "suggest_duplicate",
    "suggest_duplicates",
    "undo_created",
    "update_contact",
]
