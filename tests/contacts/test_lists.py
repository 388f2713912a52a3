"""Static lists: filled one by one and in bulk, undone as a whole, kept through merges."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.service import BatchKind, undo_batch
from crm.contacts.models import ListMember
from crm.contacts.queries.lists import list_additions, list_lists, list_members
from crm.contacts.service.lists import add_to_list, create_list, delete_list, remove_from_list, rename_list
from crm.contacts.service.merging import merge
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A lead."""
    return make.actor(organization)


def test_a_list_has_a_name_of_its_own(actor: Actor, now: datetime) -> None:
    drivers = create_list(actor, now, " Drivers\t ")
    assert drivers.name == "Drivers"
    for name in ("", "drivers"):
        with pytest.raises(Refused, match="name"):
            create_list(actor, now, name)
    other = create_list(actor, now, "Doors")
    with pytest.raises(Refused, match="already"):
        rename_list(actor, now, other.id, "DRIVERS")
    assert rename_list(actor, now, other.id, "DOORS").name == "DOORS"


def test_a_bulk_add_is_one_act_that_can_be_undone(
    actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    first, second, third = (make.contact() for _ in range(3))
    gone = make.contact(archived_at=now)
    with in_organization(make.organization().id):
        theirs = make.contact()
    row = create_list(actor, now, "Drivers")
    one = add_to_list(actor, now, row.id, [first.id])
    assert one is not None
    many = add_to_list(actor, now, row.id, [third.id, second.id, first.id, first.id, gone.id, theirs.id, 987654])
    assert many is not None and many.kind is BatchKind.LIST
    assert many.counts == {"added": 2, "known": 1}
    assert add_to_list(actor, now, row.id, [first.id]) is None
    members = list_members(row.id)
    assert {member.card.id for member in members.rows} == {first.id, second.id, third.id}
    assert {(member.added_by, member.added_at) for member in members.rows} == {(actor.name, now)}
    assert [(addition.batch.id, addition.people) for addition in list_additions(row.id)] == [(many.id, 2), (one.id, 1)]
    assert undo_batch(many.id, actor, now) == {"removed": 2}
    assert [member.card.id for member in list_members(row.id).rows] == [first.id]
    with pytest.raises(Conflict):
        undo_batch(many.id, actor, now)


def test_an_undo_leaves_off_who_was_taken_off(
    actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    people = [make.contact().id for _ in range(3)]
    row = create_list(actor, now, "Drivers")
    batch = add_to_list(actor, now, row.id, people)
    assert batch is not None
    assert remove_from_list(actor, now, row.id, [people[0], 987654]) == 1
    assert remove_from_list(actor, now, row.id, [people[0]]) == 0
    again = add_to_list(actor, now, row.id, people[:1])
    assert again is not None and undo_batch(batch.id, actor, now) == {"removed": 2}
    assert list_members(row.id).total == 1


def test_lists_are_counted_by_people_who_are_still_here(
    actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    people = [make.contact() for _ in range(3)]
    row = create_list(actor, now, "Drivers")
    create_list(actor, now, "Attic")
    add_to_list(actor, now, row.id, [person.id for person in people])
    people[0].archived_at = now
    db.session.flush()
    assert [(one.name, one.people) for one in list_lists()] == [("Attic", 0), ("Drivers", 2)]
    assert list_members(row.id).total == 2
    delete_list(actor, now, row.id)
    assert db.session.scalars(select(ListMember)).all() == []
    with pytest.raises(NotFound):
        add_to_list(actor, now, row.id, [people[1].id])


def test_a_joined_record_is_on_the_lists_of_both(
    actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    winner, loser = make.contact(), make.contact()
    both, hers = create_list(actor, now, "Both"), create_list(actor, now, "Hers")
    add_to_list(actor, now, both.id, [winner.id, loser.id])
    add_to_list(actor, now, hers.id, [loser.id])
    batch = merge(actor, now, winner.id, loser.id, {})
    assert [[m.card.id for m in list_members(row.id).rows] for row in (both, hers)] == [[winner.id], [winner.id]]
    undo_batch(batch.id, actor, now)
    assert [list_members(row.id).total for row in (both, hers)] == [2, 1]
