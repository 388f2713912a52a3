"""An organizer leaves: everything she holds is counted, goes to colleagues, comes back when that is undone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.handovers import handovers
from crm.accounts.models import Organization, User
from crm.accounts.service import change_role, choose_lead, hand_over, restore_user, suspend_user
from crm.accounts.signals import user_left
from crm.audit.service import undo_batch
from crm.campaigns.models import Goal
from crm.commitments.service import Answer, CommitmentKind, NewTask, TaskKind, create_task, record_answer
from crm.contacts.queries.turf import list_stints
from crm.contacts.service import turf
from crm.contacts.service.turf import TurfWords
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from crm.sms.models import Conversation
from tests.support.factories import Factory, sign_in


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """An admin."""
    return make.actor(organization, Role.ADMIN)


@pytest.fixture
def crew(organization: Organization, make: Factory) -> dict[str, User]:
    """Rosa, who leaves, and two who stay."""
    return {name: make.user(organization, Role.ORGANIZER, name=name) for name in ("Rosa", "Ana", "Ben")}


class World:
    """What Rosa holds: West with two people, one person in no turf, a task, promise and conversation about one of West."""

    def __init__(self, actor: Actor, make: Factory, now: datetime, rosa: User) -> None:
        self.west = turf.create_turf(actor, now, TurfWords("West"), rosa.id)
        self.in_west = [make.contact(turf_id=self.west.id, owner_user_id=rosa.id) for _n in range(2)]
        self.loose = make.contact(owner_user_id=rosa.id)
        person = self.in_west[0].id
        day = now.date() + timedelta(days=3)
        self.task = create_task(actor, now, NewTask(person, rosa.id, TaskKind.CALL, "Call her", day, "test"))
        self.done = create_task(actor, now, NewTask(person, rosa.id, TaskKind.CALL, "Called", day, "test"))
        self.done.status = self.done.status.DONE
        self.lone_task = create_task(actor, now, NewTask(None, rosa.id, TaskKind.OTHER, "Print", day, "test"))
        ask = {"kind": CommitmentKind.SPEAK, "source": "test", "asked_by_user_id": rosa.id}
        self.promise = record_answer(actor, now, person, Answer.YES, **ask)
        self.talk = make.add(Conversation(phone=make.phone(), contact_id=person, assigned_to_id=rosa.id))
        campaign = make.campaign(lead_user_id=rosa.id)
        window = {"starts_on": day - timedelta(days=30), "measure": "one_on_ones", "target": 5, "user_id": rosa.id}
        self.goal = make.add(Goal(campaign_id=campaign.id, ends_on=day, **window))
        self.old_goal = make.add(Goal(campaign_id=campaign.id, ends_on=day - timedelta(days=20), **window))
        self.campaign = campaign

    def holders(self) -> list[int | None]:
        """Who has each of it."""
        db.session.flush()
        db.session.expire_all()
        people = [contact.owner_user_id for contact in (*self.in_west, self.loose)]
        tasks = [task.assignee_user_id for task in (self.task, self.done, self.lone_task)]
        goals = [goal.user_id for goal in (self.goal, self.old_goal)]
        talk = [self.promise.asked_by_user_id, self.talk.assigned_to_id, self.campaign.lead_user_id]
        return [self.west.organizer_user_id, *people, *tasks, *goals, *talk]


@pytest.fixture
def world(actor: Actor, make: Factory, now: datetime, crew: dict[str, User]) -> World:
    """Everything Rosa holds."""
    return World(actor, make, now, crew["Rosa"])


def held(user: User, now: datetime) -> dict[str, list[tuple[str, int]]]:
    parts = {room: one.list_parts(user.id, now) for room, one in handovers.items()}
    return {room: [(part.name, part.count) for part in some] for room, some in parts.items() if some}


def test_everything_she_holds_is_counted(world: World, crew: dict[str, User], now: datetime) -> None:
    assert held(crew["Rosa"], now) == {
        "people": [("West", 2), ("", 1)],
        "tasks": [("", 2)],
        "promises": [("", 1)],
        "conversations": [("", 1)],
        "campaigns": [("", 1)],
        "goals": [("", 1)],
    }
    assert held(crew["Ana"], now) == {}


def test_turf_goes_to_one_the_rest_to_another_and_what_is_about_people_follows(
    world: World, actor: Actor, crew: dict[str, User], now: datetime
) -> None:
    rosa, ana, ben = (crew[name].id for name in ("Rosa", "Ana", "Ben"))
    before = world.holders()
    choice = {("people", f"turf:{world.west.id}"): ana}
    batch = hand_over(actor, now, rosa, ben, choice)
    west, people, tasks = [ana], [ana, ana, ben], [ana, rosa, ben]
    assert world.holders() == [*west, *people, *tasks, ben, rosa, ana, ana, ben]
    assert [stint.name for stint in list_stints(world.west.id)] == ["Ana", "Rosa"]
    counts = {"people": 3, "tasks": 2, "promises": 1, "conversations": 1, "campaigns": 1, "goals": 1}
    assert batch.counts == counts
    assert held(crew["Rosa"], now) == {}
    undo_batch(batch.id, actor, now)
    assert world.holders() == before and list_stints(world.west.id)[0].name == "Rosa"


def test_what_changed_since_stays(world: World, actor: Actor, crew: dict[str, User], now: datetime) -> None:
    rosa, ana, ben = (crew[name].id for name in ("Rosa", "Ana", "Ben"))
    batch = hand_over(actor, now, rosa, ana)
    turf.give_people(actor, now, [world.loose.id], ben)
    undo_batch(batch.id, actor, now)
    assert world.holders()[1:4] == [rosa, rosa, ben]


def test_only_a_colleague_who_may_takes_over(
    world: World, actor: Actor, crew: dict[str, User], make: Factory, organization: Organization, now: datetime
) -> None:
    rosa, texter = crew["Rosa"].id, make.user(organization, Role.TEXTER).id
    suspend_user(actor, now, crew["Ben"].id)
    other = make.organization()
    with in_organization(other.id):
        stranger = make.user(other).id
    for user_id in (0, rosa, texter, crew["Ben"].id, stranger):
        with pytest.raises(Refused):
            hand_over(actor, now, rosa, user_id)
    with pytest.raises(NotFound):
        hand_over(actor, now, stranger, rosa)
    assert world.holders()[0] == rosa


def test_one_who_is_suspended_is_out_at_once(
    client: FlaskClient, actor: Actor, crew: dict[str, User], now: datetime
) -> None:
    heard: list[int] = []

    def hear(user: User, at: datetime) -> None:
        heard.append(user.id)

    sign_in(client, crew["Rosa"])
    assert client.get("/people").status_code == 200
    with user_left.connected_to(hear), in_organization(actor.organization_id):
        suspend_user(actor, now, crew["Rosa"].id)
        suspend_user(actor, now, crew["Rosa"].id)
    db.session.commit()
    assert heard == [crew["Rosa"].id] and client.get("/people").location.startswith("/sign-in")
    with in_organization(actor.organization_id):
        restore_user(actor, now, crew["Rosa"].id)
    db.session.commit()
    assert client.get("/people").location.startswith("/sign-in")


def test_somebody_stays_admin(actor: Actor, make: Factory, organization: Organization, now: datetime) -> None:
    assert actor.user_id
    with pytest.raises(Refused, match="yourself"):
        suspend_user(actor, now, actor.user_id)
    with pytest.raises(Refused, match="only admin"):
        change_role(actor, now, actor.user_id, Role.LEAD)
    second = make.user(organization, Role.ADMIN)
    assert change_role(actor, now, actor.user_id, Role.LEAD).role is Role.LEAD
    with pytest.raises(Refused, match="only admin"):
        suspend_user(actor, now, second.id)


def test_the_screen_hands_over_and_suspends(
    client: FlaskClient, world: World, actor: Actor, crew: dict[str, User], make: Factory
) -> None:
    rosa, ana = crew["Rosa"].id, crew["Ana"].id
    sign_in(client, db.session.get_one(User, actor.user_id))
    assert f"/users/{rosa}/hand-over" in client.get("/users").text
    page = client.get(f"/users/{rosa}/hand-over").text
    assert "West" in page and "Next steps that are open" in page
    bad = client.post(f"/users/{rosa}/hand-over", data={"to": "0", "suspend": "y"})
    assert bad.status_code == 422 and "Choose a colleague who works here" in bad.text
    assert client.post(f"/users/{rosa}/hand-over", data={"to": str(ana), "suspend": "y"}).status_code == 302
    after = client.get(f"/users/{rosa}/hand-over").text
    assert "holds nothing" in after and "/people/undo/" in after
    with in_organization(actor.organization_id):
        assert world.holders()[0] == ana and db.session.get_one(User, rosa).is_suspended
    client.post(f"/users/{rosa}/suspend", data={"suspend": "no"})
    client.post(f"/users/{rosa}/role", data={"role": "texter"})
    assert client.post(f"/users/{rosa}/role", data={"role": "king"}).status_code == 422
    db.session.expire_all()
    with in_organization(actor.organization_id):
        user = db.session.get_one(User, rosa)
        assert (user.is_suspended, user.role) == (False, Role.TEXTER)


def test_a_lead_hands_over_and_does_not_suspend(
    client: FlaskClient, world: World, actor: Actor, crew: dict[str, User], make: Factory, organization: Organization
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    rosa, ana = crew["Rosa"].id, crew["Ana"].id
    assert client.post(f"/users/{rosa}/suspend").status_code == 403
    client.post(f"/users/{rosa}/hand-over", data={"to": str(ana), "suspend": "y"})
    with in_organization(actor.organization_id):
        assert world.holders()[0] == ana and not db.session.get_one(User, rosa).is_suspended
    sign_in(client, crew["Ana"])
    assert client.get("/users").status_code == 403


def test_whom_she_leads_goes_to_another_lead_by_an_admin_alone(
    actor: Actor, crew: dict[str, User], make: Factory, organization: Organization, now: datetime
) -> None:
    denise, imani = (make.user(organization, Role.LEAD) for _n in range(2))
    led = [*crew.values(), imani]
    for user in led:
        choose_lead(actor, now, user.id, denise.id)
    for wrong in (denise.id, crew["Ana"].id, actor.user_id, 0):
        with pytest.raises(Refused, match="who is a lead"):
            choose_lead(actor, now, denise.id, wrong)
    with pytest.raises(Refused, match="is no lead"):
        hand_over(actor, now, denise.id, crew["Ana"].id)
    hand_over(Actor(organization.id, imani.id, imani.name, Role.LEAD), now, denise.id, imani.id)
    assert {user.lead_user_id for user in led} == {denise.id}
    batch = hand_over(actor, now, denise.id, crew["Ana"].id, {("led", ""): imani.id})
    assert batch.counts == {"led": 4} and [user.lead_user_id for user in led] == [imani.id] * 3 + [None]
    undo_batch(batch.id, actor, now)
    db.session.expire_all()
    assert {user.lead_user_id for user in led} == {denise.id}


def test_the_users_page_says_who_leads_whom(
    client: FlaskClient, actor: Actor, crew: dict[str, User], make: Factory, organization: Organization
) -> None:
    rosa, admin, denise = crew["Rosa"].id, actor.user_id, make.user(organization, Role.LEAD, name="Denise Cole").id
    sign_in(client, db.session.get_one(User, admin))
    for bad in ("", "x", str(rosa), "99999999999"):
        assert client.post(f"/users/{rosa}/lead", data={"lead": bad}).status_code == 422, bad
    assert client.post(f"/users/{rosa}/lead", data={"lead": str(denise)}).status_code == 302
    page = client.get("/users").text
    assert "read by every lead here" in page and f'<option value="{denise}" selected>Lead: Denise Cole' in page
    assert "Colleagues whose notes she reads" in client.get(f"/users/{denise}/hand-over").text
    client.post(f"/users/{denise}/suspend")
    assert client.get("/users").text.count("Needs a lead") == 1
    sign_in(client, make.user(organization, Role.LEAD))
    assert client.post(f"/users/{rosa}/lead", data={"lead": "0"}).status_code == 403
    assert "led by Denise Cole" in client.get("/users").text
