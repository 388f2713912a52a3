"""What the audit log is about, as the rooms that own it name and show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crm.core.registry import Registry

NamesOf = Callable[[set[int | None]], dict[int, str]]


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """One type of subject: the names of some by id, and the address of one (an endpoint and its argument)."""

    names: NamesOf | None = None
    endpoint: str = ""
    argument: str = ""
    everyone: Callable[[], dict[int, str]] | None = None


subjects: Registry[AuditSubject] = Registry("subject of the audit")
"""By the subject_type of entries; "user" also names who acted, and lists who may be chosen."""


def names_of(subject_type: str, ids: set[int | None]) -> dict[int, str]:
    """The names of some subjects of a type, in one read; those that nobody names are left out."""
    subject = subjects.get(subject_type)
    return subject.names(ids) if subject and subject.names and ids - {None} else {}


def everyone_who_acts() -> dict[int, str]:
    """The users of the organization by id."""
    users = subjects.get("user")
    return users.everyone() if users and users.everyone else {}
