"""My day: what is owed, who is next and why, ticking off with and without JavaScript, in few queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from crm.accounts.models import Organization, User
from crm.campaigns.models import Goal
from crm.commitments.queries import open_tasks
from crm.commitments.service import Answer, NewTask, TaskKind, create_task, record_answer
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.leadership.queries import Reason, people_to_sit_down_with
from crm.one_on_ones.service import NewOneOnOne, log_one_on_one
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import Conversation, Direction, Message, MessageStatus
from crm.today.queries import my_week
from tests.support.factories import Factory, sign_in

MOST_QUERIES = 27
"""What Today may ask of the database, whatever there is to show."""


@pytest.fixture
def client(app: Flask, organization: Organization) -> FlaskClient:
    """A browser; between requests the test stays in the organization."""
    return app.test_client()


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> User:
    """An organizer."""
    return make.user(organization, Role.ORGANIZER, name="Rosa Delgado")


@pytest.fixture
def actor(rosa: User) -> Actor:
    """Rosa, as services see her."""
    return Actor(rosa.organization_id, rosa.id, rosa.name, rosa.role)


@pytest.fixture
def today_now() -> datetime:
    """The real moment, which requests live in."""
    return datetime.now(UTC)


def _came(make: Factory, contact_id: int, at: datetime, times: int = 1) -> None:
    for _time in range(times):
        action = make.action(starts_at=at)
        make.add(
            SignIn(
                contact_id=contact_id,
                action_id=action.id,
                outcome=SignInOutcome.PRESENT,
                method=SignInMethod.DOOR_TAP,
                arrived_at=at,
            )
        )


def _answered_by_text(make: Factory, actor: Actor, contact_id: int, at: datetime) -> None:
    phone = make.phone()
    conversation = make.add(Conversation(phone=phone, contact_id=contact_id))
    message = make.add(
        Message(
            conversation_id=conversation.id,
            contact_id=contact_id,
            direction=Direction.IN,
            phone=phone,
            body="yes",
            status=MessageStatus.RECEIVED,
            at=at,
        )
    )
    action = make.action(starts_at=at + timedelta(days=9))
    record_answer(actor, at, contact_id, Answer.YES, action_id=action.id, source="text", message_id=message.id)


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", _note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", _note)


def test_people_to_sit_down_with_and_why(
    actor: Actor, rosa: User, make: Factory, now: datetime, organization: Organization
) -> None:
    darnell, sofia, amina, theirs, busy, met = (make.contact(owner_user_id=rosa.id) for _ in range(6))
    theirs.owner_user_id = make.user(organization, Role.ORGANIZER).id
    _came(make, darnell.id, now - timedelta(days=3), times=2)
    _came(make, theirs.id, now - timedelta(days=3), times=4)
    _came(make, met.id, now - timedelta(days=3), times=4)
    _came(make, busy.id, now - timedelta(days=3))
    _answered_by_text(make, actor, sofia.id, now - timedelta(days=1))
    log_one_on_one(actor, now, NewOneOnOne(amina.id, now - timedelta(days=75)))
    log_one_on_one(actor, now, NewOneOnOne(met.id, now - timedelta(days=2)))
    create_task(actor, now, NewTask(busy.id, rosa.id, TaskKind.CALL, "Call", now.date(), "manual"))

    found = people_to_sit_down_with(rosa.id, now)
    assert [(person.contact_id, person.reason, person.times) for person in found] == [
        (sofia.id, Reason.ANSWERED_YES, 0),
        (darnell.id, Reason.CAME_NEVER_MET, 2),
        (amina.id, Reason.NOT_MET_LATELY, 0),
    ]
    log_one_on_one(actor, now, NewOneOnOne(sofia.id, now))
    assert sofia.id not in [person.contact_id for person in people_to_sit_down_with(rosa.id, now)]


def test_my_week_counts_against_my_goal(actor: Actor, rosa: User, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    for days in (0, 1, 9):
        log_one_on_one(actor, now, NewOneOnOne(lupe.id, now - timedelta(days=days)))
    today = now.date()
    week = my_week(rosa.id, today, "America/Denver")
    assert (week.pace.reached, week.pace.target, week.starts_on.weekday()) == (2, 6, 0)
    make.add(
        Goal(
            user_id=rosa.id,
            measure="one_on_ones",
            target=20,
            starts_on=today - timedelta(days=10),
            ends_on=today + timedelta(days=4),
        )
    )
    week = my_week(rosa.id, today, "America/Denver")
    assert (week.pace.reached, week.pace.target) == (3, 20)


def test_a_next_step_is_ticked_off_and_taken_back(
    client: FlaskClient, actor: Actor, rosa: User, make: Factory, today_now: datetime
) -> None:
    lupe = make.contact()
    due = today_now.date() - timedelta(days=3)
    task = create_task(actor, today_now, NewTask(lupe.id, rosa.id, TaskKind.CALL, "Call Lupe", due, "one_on_one"))
    sign_in(client, rosa)
    page = client.get("/today").text
    assert "Rosa" in page and "Call Lupe" in page and "Overdue" in page
    done = client.post(f"/tasks/{task.id}/complete", data={"next": "/today"})
    assert done.status_code == 302 and done.location == "/today"
    assert "Call Lupe" not in client.get("/today").text
    back = client.post(f"/tasks/{task.id}/reopen", data={"next": "/today"}, headers={"HX-Request": "true"})
    assert "Call Lupe" in back.text and "<html" not in back.text
    again = client.post(f"/tasks/{task.id}/complete", data={"next": "//evil.example"}, headers={"HX-Request": "true"})
    assert "Undo" in again.text
    assert client.post(f"/tasks/{task.id}/reopen", data={"next": "//evil.example"}).location == "/"
    assert [row.id for row in open_tasks(rosa.id)] == [task.id]


@pytest.mark.parametrize("role", [Role.TEXTER, Role.PARTNER])
def test_texters_and_partners_stay_out(
    client: FlaskClient, make: Factory, organization: Organization, role: Role
) -> None:
    sign_in(client, make.user(organization, role))
    assert client.get("/today").status_code == 403
    assert client.post("/tasks/1/complete").status_code == 403


def test_another_organization_ticks_nothing(
    client: FlaskClient, actor: Actor, rosa: User, make: Factory, today_now: datetime
) -> None:
    new = NewTask(make.contact().id, rosa.id, TaskKind.CALL, "Call Lupe", today_now.date(), "manual")
    task = create_task(actor, today_now, new)
    other = make.organization()
    with in_organization(other.id):
        stranger = make.user(other, Role.ADMIN)
    sign_in(client, stranger)
    assert "Call Lupe" not in client.get("/today").text
    assert client.post(f"/tasks/{task.id}/complete").status_code == 404


def test_a_full_day_takes_no_more_queries_than_an_empty_one(
    client: FlaskClient, actor: Actor, rosa: User, make: Factory, today_now: datetime
) -> None:
    sign_in(client, rosa)
    with _counted() as empty:
        assert client.get("/today").status_code == 200
    make.campaign()
    for number in range(12):
        who = make.contact(owner_user_id=rosa.id)
        title = f"Call {number}"
        create_task(actor, today_now, NewTask(who.id, rosa.id, TaskKind.CALL, title, today_now.date(), "manual"))
        _came(make, make.contact().id, today_now - timedelta(days=2))
        make.action(starts_at=today_now + timedelta(days=number + 1), goal_attended=10)
    sign_in(client, rosa)
    with _counted() as full:
        page = client.get("/today").text
    assert "All 12" in page and "never had a one-on-one" in page and "0 yes" in page
    assert len(empty) <= len(full) <= MOST_QUERIES
    assert page.count('class="task"') == 8
    assert client.get("/today?all=1").text.count('class="task"') == 12
