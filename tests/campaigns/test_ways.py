"""The ways from our people to somebody who decides: shortest first, surest first, each once, asked in two taps."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.campaigns.models import Closeness
from crm.campaigns.queries.paths import links_to, ways_to
from crm.campaigns.service import deciders
from crm.campaigns.service.deciders import HowKnown, NewDecisionMaker, NewStaff
from crm.commitments.models import Task
from crm.contacts.models import Household, HouseholdMember, MemberStatus
from crm.contacts.queries.lists import ids_on_list
from crm.core.actor import Role, system_actor
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.leadership.models import Leading
from tests.support.factories import Factory, sign_in


def test_the_shortest_way_comes_first_and_through_whom(make: Factory, organization: Organization) -> None:
    actor, now = system_actor(organization.id), make.now
    target = deciders.add_target(actor, now, make.campaign().id, NewDecisionMaker("Ana Uno"))
    maker_id = target.decision_maker_id
    kim = deciders.add_staff(actor, now, maker_id, NewStaff("Kim Ejemplo", "Chief of staff"))
    herself, aide, home, led, brought, silent, gone, stranger = (
        make.contact(first_name=name, last_name="")
        for name in ["Hera", "Aide", "Home", "Led", "Brought", "Silent", "Gone", "Stranger"]
    )
    silent.member_status, gone.archived_at = MemberStatus.DO_NOT_CONTACT, now
    make.add(Leading(leader_contact_id=aide.id, member_contact_id=led.id, since=now))
    make.add(Leading(leader_contact_id=gone.id, member_contact_id=stranger.id, since=now))
    brought.recruited_by_id = herself.id
    house = make.add(Household(name="One door"))
    for one in (aide, home, silent):
        make.add(HouseholdMember(household_id=house.id, contact_id=one.id))
    for one, how in (
        (aide, HowKnown(Closeness.KNOWS_STAFF, 3, kim.id, "Same church")),
        (herself, HowKnown(Closeness.KNOWS, 1)),
        (led, HowKnown(Closeness.KNOWS_STAFF, 1)),
        (gone, HowKnown(Closeness.KNOWS, 3)),
    ):
        deciders.add_acquaintance(actor, now, maker_id, one.id, how)
    ways = ways_to(maker_id)
    assert [(one.name, one.steps, one.strength) for one in ways] == [
        ("Hera", 1, 1),
        ("Aide", 2, 3),
        ("Led", 2, 1),
        ("Brought", 2, 1),
        ("Home", 3, 3),
    ]
    assert ways[1].link.staff is kim and ways[4].link.name == "Aide" and ways[3].tie
    deciders.remove_staff(actor, now, kim.id)
    db.session.expire_all()
    assert [(one.is_staff, one.staff) for one in links_to(maker_id) if one.name == "Aide"] == [(True, None)]
    other = deciders.add_target(actor, now, make.campaign(name="Other").id, NewDecisionMaker("Bea Dos"))
    hers = deciders.add_staff(actor, now, other.decision_maker_id, NewStaff("Not hers"))
    with pytest.raises(Refused):
        deciders.add_acquaintance(actor, now, maker_id, led.id, HowKnown(Closeness.KNOWS_STAFF, 2, hers.id))


def test_those_who_reach_her_are_asked_in_two_taps(
    client: FlaskClient, make: Factory, organization: Organization, now: datetime
) -> None:
    actor, organization_id = system_actor(organization.id), organization.id
    campaign = make.campaign()
    target = deciders.add_target(actor, now, campaign.id, NewDecisionMaker("Ana Uno"))
    people = [make.contact(first_name=f"P{number}", last_name="Prueba") for number in range(6)]
    for one in people:
        deciders.add_acquaintance(actor, now, target.decision_maker_id, one.id, Closeness.KNOWS)
    ids, target_id, page = [one.id for one in people], target.id, f"/campaigns/{campaign.id}/deciders"
    user = make.user(organization, Role.ORGANIZER)
    user_id = user.id
    sign_in(client, user)
    shown = client.get(f"{page}?who={target_id}").text
    assert "Ask these 4" in shown and shown.count('name="contact_id"') == 4
    asked = client.post(f"/campaigns/targets/{target_id}/ask", data={"contact_id": ids[:4]})
    client.post(f"/campaigns/targets/{target_id}/ask", data={"contact_id": ids[:4]})
    script = client.get(asked.location).text
    assert "You know somebody who can move Ana Uno." in script and "They are on a list" in script
    with in_organization(organization_id):
        tasks = list(db.session.scalars(select(Task).where(Task.origin == "decider_way").order_by(Task.id)))
        assert [one.contact_id for one in tasks] == ids[:4] and {one.assignee_user_id for one in tasks} == {user_id}
        assert tasks[0].title == "Ask P0 Prueba to reach Ana Uno: knows her"
        assert ids_on_list(int(asked.location.rpartition("=")[2])) == ids[:4]
    assert client.post(f"/campaigns/targets/{target_id}/ask", data={"contact_id": "0"}).status_code == 422
    added = client.post(f"/campaigns/targets/{target_id}/staff", data={"staff-name": "Kim <b>", "staff-role": "Aide"})
    assert added.status_code == 302 and "Kim &lt;b&gt;" in client.get(f"{page}?who={target_id}").text
    assert client.post(f"/campaigns/targets/{target_id}/staff", data={"staff-name": " "}).status_code == 422
