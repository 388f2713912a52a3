"""Who comes: the forecast from what happened, the lists of who is unconfirmed or unasked, captains."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.commitments.models import Answer
from crm.commitments.service import AnswerRow, answer_rsvp, confirm_rsvp, record_answers
from crm.contacts.service import NewContact, create_contacts
from crm.contacts.service.lists import add_to_list, create_list
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.service import NewSignIn, record_sign_ins
from crm.turnout.queries import forecast
from crm.turnout.queries.captains import list_captains
from crm.turnout.queries.forecasting import outcomes
from crm.turnout.queries.people import count_lists, list_guests
from crm.turnout.service.captains import give_people, name_captain
from crm.turnout.service.counting import count_what_is_over
from crm.turnout.words import day_word, sentence
from tests.support.factories import Factory, sign_in


def people(actor: Actor, make: Factory, number: int) -> list[int]:
    """So many people."""
    return create_contacts(actor, make.now, [NewContact(first_name=f"Person {n}") for n in range(number)])


def gathering(actor: Actor, make: Factory, ids: list[int], weeks: int, came: int, walk_ins: int = 0) -> Action:
    """A house meeting so many weeks ago: all but the last few said yes five days before it, and so many came."""
    action = make.action(kind="house_meeting", starts_at=make.now - timedelta(weeks=weeks))
    said = ids[: len(ids) - walk_ins]
    answered = [AnswerRow(one, action.id, Answer.YES, action.starts_at - timedelta(days=5), "call") for one in said]
    record_answers(actor, make.now, answered)
    here = [*said[:came], *ids[len(ids) - walk_ins :]] if walk_ins else said[:came]
    rows = [NewSignIn(one, action.id, SignInOutcome.PRESENT, SignInMethod.DOOR_TAP, action.starts_at) for one in here]
    record_sign_ins(actor, make.now, action.id, rows)
    return action


def test_the_forecast_learns_from_what_is_over(organization: Organization, make: Factory) -> None:
    actor = make.actor(organization)
    ids = people(actor, make, 60)
    for weeks in range(1, 7):
        gathering(actor, make, ids, weeks, came=36, walk_ins=6)
    coming = make.action(
        kind="house_meeting", starts_at=make.now + timedelta(days=6), goal_attended=60, time_zone="America/Denver"
    )
    record_answers(actor, make.now, [AnswerRow(one, coming.id) for one in ids])
    first = forecast(coming.id, make.now)
    assert (first.yes, first.expected, first.rests_on) == (60, 30, 0)
    while count_what_is_over(make.now):
        pass
    assert len(outcomes(0)) == 6 and outcomes(0)[0].counts["yes"] == (54, 36) and outcomes(0)[0].walk_ins == 6
    assert outcomes(3)[0].counts["yes"] == (54, 36) and not outcomes(10)
    now = forecast(coming.id, make.now)
    assert now.rests_on == 6 and 39 <= now.expected <= 47 and now.low < now.expected < now.high
    assert now.high - now.low < first.high - first.low
    assert now.more_yeses_needed == pytest.approx((60 - now.expected) / 0.72, abs=3)
    today = make.now.date()
    said = sentence(now, today)
    assert said.startswith(f"60 yes, expect {now.expected} ({now.low} to {now.high}) of 60; need ")
    assert said.endswith("more yeses by Saturday.") and day_word(today, today) == "today"


def test_a_fresh_confirmation_counts_for_more(organization: Organization, make: Factory) -> None:
    actor, action = make.actor(organization), make.action(starts_at=make.now + timedelta(hours=30))
    ids = people(actor, make, 40)
    rows = [answer_rsvp(actor, make.now, action.id, one, Answer.YES, source="call") for one in ids]
    before = forecast(action.id, make.now)
    for row in rows[:20]:
        confirm_rsvp(actor, make.now, row.id, "call")
    after = forecast(action.id, make.now)
    assert (before.expected, after.expected, after.confirmed, after.yes) == (20, 25, 20, 40)
    with pytest.raises(NotFound):
        forecast(0, make.now)


def test_the_forecast_is_quick_among_a_hundred_thousand_answers(organization: Organization, make: Factory) -> None:
    actor = make.actor(organization)
    ids = people(actor, make, 2_000)
    action = make.action(starts_at=make.now + timedelta(days=2), goal_attended=900)
    record_answers(actor, make.now, [AnswerRow(one, action.id) for one in ids])
    counts = 0

    def count(*_: object) -> None:
        nonlocal counts
        counts += 1

    event.listen(db.engine, "before_cursor_execute", count)
    began = time.perf_counter()
    forecast(action.id, make.now)
    took = time.perf_counter() - began
    event.remove(db.engine, "before_cursor_execute", count)
    assert counts <= 4 and took < 0.25, (counts, took)


def test_who_is_unconfirmed_and_whom_nobody_asked(
    organization: Organization, make: Factory, client: FlaskClient
) -> None:
    user = make.user(organization)
    actor = Actor(organization.id, user.id, user.name, user.role)
    action = make.action(starts_at=make.now + timedelta(days=1))
    sure, unsure, unasked, asked = (make.contact(first_name=name) for name in ("Sure", "Unsure", "Quiet", "Asked"))
    for person in (sure, unsure):
        answer_rsvp(actor, make.now, action.id, person.id, Answer.YES, source="call")
    record_answers(actor, make.now, [AnswerRow(p.id, action.id, Answer.INVITED) for p in (unasked, asked)])
    assert [g.person.called for g in list_guests(action, "unasked")] == ["Asked", "Quiet"]
    sign_in(client, user)
    client.post(f"/actions/{action.id}/turnout/{sure.id}", data={"say": "confirmed", "how": "text"})
    client.post(f"/actions/{action.id}/turnout/{asked.id}", data={"say": "asked"})
    db.session.expire_all()
    assert count_lists(action) == {
        "yes": 2,
        "unconfirmed": 1,
        "unasked": 1,
        "maybe": 0,
        "waitlist": 0,
        "invited": 2,
        "no": 0,
    }
    page = client.get(f"/actions/{action.id}/turnout?show=unconfirmed").text
    assert "Unsure" in page and "Quiet" not in page
    assert "Unsure" not in client.get(f"/actions/{action.id}/turnout?show=unasked").text
    story = client.get(f"/actions/{action.id}/turnout?show=yes").text
    assert "Confirmed (1)" in story and "by text" in story and user.name in story and "on the phone" in story
    assert client.post(f"/actions/{action.id}/turnout/{sure.id}", data={"say": "nonsense"}).status_code == 404


def test_captains_have_lists_and_goals(organization: Organization, make: Factory, client: FlaskClient) -> None:
    user, other = make.user(organization), make.user(organization)
    actor = Actor(organization.id, user.id, user.name, user.role)
    action = make.action(starts_at=make.now + timedelta(days=4))
    ids = people(actor, make, 5)
    chosen = create_list(actor, make.now, "Hearing crew")
    add_to_list(actor, make.now, chosen.id, ids[:4])
    sign_in(client, user)
    named = {"user_id": user.id, "goal": "3", "people": f"list:{chosen.id}"}
    assert client.post(f"/actions/{action.id}/captains", data=named).status_code == 302
    captain = name_captain(actor, make.now, action.id, other.id, 2)
    assert give_people(actor, make.now, action.id, captain.id, ids) == 1, "who is on another captain's list stays there"
    answer_rsvp(actor, make.now, action.id, ids[0], Answer.YES, source="call")
    answer_rsvp(actor, make.now, action.id, ids[1], Answer.NO, source="call")
    first, second = list_captains(action.id)
    assert (first.goal, first.people, first.answered, first.yes) == (3, 4, 2, 1)
    assert (second.goal, second.people, second.yes) == (2, 1, 0)
    db.session.commit()
    page = client.get(f"/actions/{action.id}/turnout?captain={first.id}").text
    assert "Person 3" in page and "No answer yet" in page and "Person 4" not in page
    for bad in ({"user_id": user.id, "goal": "0"}, {"user_id": user.id, "goal": "2", "people": "list:999"}):
        answer = client.post(f"/actions/{action.id}/captains", data=bad, follow_redirects=True)
        assert "Nothing was changed." in answer.text
    with pytest.raises(Refused):
        name_captain(actor, make.now, action.id, user.id, 0)
    client.post(f"/actions/{action.id}/captains/{first.id}/dismiss")
    assert [one.id for one in list_captains(action.id)] == [second.id]
