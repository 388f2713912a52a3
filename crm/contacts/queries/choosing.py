"""Which people a bulk act is about: ids ticked on a list, or a question put to the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from crm.contacts.models import Contact
from crm.contacts.queries.people import current_ids, is_current
from crm.core.database import db

People = Iterable[int] | Select[Any]
"""Ids of people, or a select of one column of them (a segment)."""


def chosen_ids(people: People) -> list[int]:
    """The ids of these people in order; merged and archived records and other organizations' are left out."""
    if not isinstance(people, Select):
        return sorted(current_ids(people))
    return list(db.session.scalars(select(Contact.id).where(Contact.id.in_(people), is_current()).order_by(Contact.id)))
