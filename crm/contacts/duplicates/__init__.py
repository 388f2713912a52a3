"""Which records may be one person: pure comparing, without a database."""

from crm.contacts.duplicates.record import Record

__all__ = ["Record"]
