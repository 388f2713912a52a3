"""Who of our people is close to whom: written down once a pair, a way to somebody who decides, and true after a merge."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.campaigns.models import Closeness
from crm.campaigns.queries.paths import ways_to
from crm.campaigns.service import deciders
from crm.contacts.models import Relationship, RelationshipKind
from crm.contacts.queries.closeness import list_relationships
from crm.contacts.service import NewContact, create_contacts
from crm.contacts.service.merging import merge
from crm.contacts.service.relationships import part, relate
from crm.core.actor import Role
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


def test_a_pair_is_written_once_and_read_from_both_sides(make: Factory, organization: Organization) -> None:
    actor, now = make.actor(organization), make.now
    ana, bea, cleo = (make.contact(first_name=name, last_name="").id for name in ("Ana", "Bea", "Cleo"))
    relate(actor, now, ana, bea, RelationshipKind.FRIEND, 1)
    relate(actor, now, bea, ana, RelationshipKind.INFLUENCES, 3)
    relate(actor, now, cleo, ana, RelationshipKind.KNOWS, 2)
    assert [(one.name, one.words, one.strength) for one in list_relationships(ana)] == [
        ("Bea", "influences %(name)s", 3),
        ("Cleo", "knows %(name)s", 2),
    ]
    assert [one.words for one in list_relationships(bea)] == ["listens to %(name)s"]
    for other, strength in ((ana, 2), (bea, 9)):
        with pytest.raises(Refused):
            relate(actor, now, ana, other, RelationshipKind.FRIEND, strength)
    target = deciders.add_target(actor, now, make.campaign().id, deciders.NewDecisionMaker("Uno"))
    deciders.add_acquaintance(actor, now, target.decision_maker_id, ana, Closeness.KNOWS)
    ways = ways_to(target.decision_maker_id)
    assert [(one.name, one.tie.words if one.tie else "") for one in ways] == [
        ("Ana", ""),
        ("Bea", "influences %(name)s"),
        ("Cleo", "knows %(name)s"),
    ]
    assert part(actor, now, list_relationships(cleo)[0].id) == cleo and len(list_relationships(ana)) == 1


def test_when_two_records_become_one_nobody_is_her_own_friend(make: Factory, organization: Organization) -> None:
    actor, now = make.actor(organization), make.now
    ana, twin, bea, cleo = (make.contact(first_name=name, last_name="X").id for name in ("Ana", "Ana", "Bea", "Cleo"))
    for first, other, kind in (
        (ana, twin, RelationshipKind.FRIEND),
        (ana, bea, RelationshipKind.FAMILY),
        (bea, twin, RelationshipKind.KNOWS),
        (cleo, twin, RelationshipKind.INFLUENCES),
    ):
        relate(actor, now, first, other, kind, 2)
    merge(actor, now, ana, twin)
    db.session.expire_all()
    held = [(one.name.split()[0], one.words) for one in list_relationships(ana)]
    assert sorted(held) == [("Bea", "is family of %(name)s"), ("Cleo", "influences %(name)s")]


def test_on_her_page_a_friend_is_found_and_written_down(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    actor, now = make.actor(organization), make.now
    people = [NewContact(first_name=first, last_name="Ruiz") for first in ("Ana", "Beatriz")]
    ana, bea = create_contacts(actor, now, people)
    with in_organization(make.organization().id):
        stranger = make.contact(first_name="Elsewhere").id
    db.session.commit()
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = f"/people/{ana}/relationships"
    assert "Beatriz" in client.get(f"{page}?q=beatr").text and "Nobody is found" in client.get(f"{page}?q=zzz").text
    form = {"other_id": bea, "kind": "family", "strength": "3"}
    assert "is family of Ana Ruiz" in client.post(page, data=form, follow_redirects=True).text
    for wrong in ({"kind": "enemy"}, {"other_id": "x"}, {"strength": "7"}):
        assert client.post(page, data=form | wrong).status_code == 422
    assert client.post(page, data=form | {"other_id": stranger}).status_code == 404
    with in_organization(organization.id):
        row_id = db.session.scalars(select(Relationship.id)).one()
        with pytest.raises(NotFound):
            relate(actor, now, ana, stranger, RelationshipKind.FRIEND, 1)
    client.post(f"/relationships/{row_id}/remove")
    assert "Nobody yet" in client.get(page).text
