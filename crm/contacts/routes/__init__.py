"""The screens of people."""

from crm.contacts.routes import bulk, fields, lists, people, segments, tags
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "bulk", "fields", "lists", "people", "segments", "tags"]
