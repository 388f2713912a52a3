"""Of whom a file out is: everyone, one's own people, or those of an action, a tag, a list, a segment, a file or a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, union

from crm.actions.queries import get_action
from crm.contacts.models import Contact, ListMember, Tag, Tagging
from crm.contacts.queries.lists import get_list
from crm.contacts.queries.search import search_ids
from crm.contacts.queries.segments import get_segment, people_in, steps_of
from crm.core.database import plan_for_sets
from crm.core.errors import N_, NotFound
from crm.core.scope import get_owned
from crm.imports.exporting.attendance import people_at
from crm.imports.exporting.reading import AnySelect
from crm.imports.models import ImportRow
from crm.imports.queries import get_run

EVERYONE = "everyone"
MOST_FOUND = 1_000
"""People of one search that go into a file: who looks for more wants a segment."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows: a kind of group and which one; `text` is what was searched for."""

    kind: str = EVERYONE
    id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of a scope, and what it is called: a sentence with %(name)s."""

    people: AnySelect | None
    words: str
    name: str = ""


def group_of(scope: Scope, user_id: int | None, now: datetime) -> Group:
    """Whom a scope means; NotFound for a kind or a thing that is not there."""
    find = _KINDS.get(scope.kind)
    if find is None:
        raise NotFound(N_("There is no such group of people."))
    return find(scope, user_id, now)


def _everyone(_scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    return Group(None, N_("Everyone"))


def _mine(_scope: Scope, user_id: int | None, _now: datetime) -> Group:
    return Group(select(Contact.id).where(Contact.owner_user_id == user_id), N_("My people"))


def _of_action(scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    action = get_action(scope.id)
    return Group(people_at(action.id), N_("Who registered for or came to “%(name)s”"), action.title)


def _with_tag(scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    tag = get_owned(Tag, scope.id)
    people = select(Tagging.contact_id).where(Tagging.tag_id == tag.id)
    return Group(people, N_("Who carries the tag “%(name)s”"), tag.name)


def _of_file(scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    run = get_run(scope.id or 0)
    listed = select(ImportRow.contact_id.label("contact_id")).where(
        ImportRow.run_id == run.id, ImportRow.contact_id.is_not(None)
    )
    made = select(Contact.id.label("contact_id")).where(Contact.batch_id == run.batch_id, Contact.batch_id.is_not(None))
    people = select(union(listed, made).subquery().c.contact_id)
    return Group(people, N_("The people of the file “%(name)s”"), run.filename)


def _on_list(scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    row = get_list(scope.id or 0)
    people = select(ListMember.contact_id).where(ListMember.list_id == row.id)
    return Group(people, N_("Who is on the list “%(name)s”"), row.name)


def _in_segment(scope: Scope, _user_id: int | None, now: datetime) -> Group:
    row = get_segment(scope.id or 0)
    plan_for_sets()
    return Group(people_in(steps_of(row), now), N_("Who is in the segment “%(name)s”"), row.name)


def _found(scope: Scope, _user_id: int | None, _now: datetime) -> Group:
    ids = search_ids(scope.text, MOST_FOUND)
    return Group(select(Contact.id).where(Contact.id.in_(ids)), N_("Who is found by “%(name)s”"), scope.text)


_KINDS: dict[str, Callable[[Scope, int | None, datetime], Group]] = {
    EVERYONE: _everyone,
    "mine": _mine,
    "action": _of_action,
    "tag": _with_tag,
    "file": _of_file,
    "list": _on_list,
    "segment": _in_segment,
    "found": _found,
}
KINDS = tuple(_KINDS)
