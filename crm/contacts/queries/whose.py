"""Whose people a list shows, as conditions with a place for each value, so that a statement is made once for all of them."""

from __future__ import annotations

from typing import cast

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, select

from crm.contacts.models import Contact, ListMember, Tagging
from crm.core.scope import current_organization_id

PERSON = cast(Table, Contact.__table__)
_TAGGING, _MEMBER = cast(Table, Tagging.__table__), cast(Table, ListMember.__table__)
OURS: BindParameter[int] = bindparam("ours")

Chosen = dict[str, int]
"""What narrows a list, by name: an owner, a tag and a list, each by its id."""


def current_of(chosen: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """The conditions of the organization's current people who are narrowed by these names."""
    current = (PERSON.c.organization_id == OURS, PERSON.c.merged_into_id.is_(None), PERSON.c.archived_at.is_(None))
    return [*current, *(_narrowed(name) for name in chosen)]


def values_of(chosen: Chosen) -> dict[str, int]:
    """The values for the places of such a statement."""
    return {**chosen, "ours": current_organization_id()}


def _narrowed(name: str) -> ColumnElement[bool]:
    if name == "owner":
        return PERSON.c.owner_user_id == bindparam("owner")
    return PERSON.c.id.in_(_tagged() if name == "tag" else _listed())


def _tagged() -> Select[int]:
    query = select(_TAGGING.c.contact_id)
    return query.where(_TAGGING.c.tag_id == bindparam("tag"), _TAGGING.c.organization_id == OURS)


def _listed() -> Select[int]:
    query = select(_MEMBER.c.contact_id)
    return query.where(_MEMBER.c.list_id == bindparam("list"), _MEMBER.c.organization_id == OURS)
