"""The screens of people."""

from crm.contacts.routes import (
    bulk,
    duplicates,
    fields,
    households,
    lists,
    people,
    permissions,
    relationships,
    same_person,
    segments,
    tags,
    turf,
)
from crm.contacts.routes.blueprint import bp

__all__ = [
    "bp",
    "bulk",
    "duplicates",
    "fields",
    "households",
    "lists",
    "people",
    "permissions",
    "relationships",
    "same_person",
    "segments",
    "tags",
    "turf",
]
