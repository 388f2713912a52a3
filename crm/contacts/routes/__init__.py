"""The screens of people."""

from crm.contacts.routes import bulk, people, tags
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "bulk", "people", "tags"]
