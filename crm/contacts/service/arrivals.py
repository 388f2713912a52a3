"""What is done in the background once the people of a file are in."""

from __future__ import annotations

from crm.contacts.service.placing import place_later
from crm.contacts.service.settling import unsettle_fields


def after_import() -> None:
    """Read from addresses where people live, and read the values of custom fields by their kind."""
    place_later()
    unsettle_fields()
