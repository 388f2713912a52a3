"""The screens of people."""

from crm.contacts.routes import bulk, fields, people, tags
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "bulk", "fields", "people", "tags"]
