"""The screens of people."""

from crm.contacts.routes import people
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "people"]
