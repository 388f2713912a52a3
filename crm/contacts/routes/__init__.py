"""The screens of people."""

from crm.contacts.routes import duplicates, households, people, same_person
from crm.contacts.routes.blueprint import bp

__all__ = ["bp", "duplicates", "households", "people", "same_person"]
