"""The screens of people."""

from crm.contacts.routes import (
    bulk,
    comparing,
    duplicates,
    fields,
    households,
    lists,
    people,
    same_person,
    segments,
    tags,
)
from crm.contacts.routes.blueprint import bp

__all__ = [
    "bp",
    "bulk",
    "comparing",
    "duplicates",
    "fields",
    "households",
    "lists",
    "people",
    "same_person",
    "segments",
    "tags",
]
