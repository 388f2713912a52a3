"""The screens of people."""

from crm.contacts.routes import lists, people, segments
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "lists", "people", "segments"]
