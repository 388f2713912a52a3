"""Changing, repeating, cancelling and sharing actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionShift, ActionStatus
from crm.actions.service import (
    NewShift,
    Repetition,
    add_shift,
    as_new,
    cancel_action,
    change_action,
    close_action,
    join_joint,
    offer_joint,
    remove_shift,
    repeat_action,
)
from crm.commitments.models import Answer, Task
from crm.commitments.service import answer_rsvp
from crm.core.actor import Role
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from crm.signins.models import SignInMethod
from crm.signins.service import record_sign_in
from crm.turnout.queries.joint import HostTotals, joint_totals
from tests.support.factories import Factory, sign_in

DENVER = ZoneInfo("America/Denver")


def local(action: Action) -> str:
    """When an action begins by the clock on the wall."""
    return action.starts_at.astimezone(DENVER).strftime("%b %d %H:%M")


def test_a_series_keeps_its_hour_when_clocks_change(organization: Organization, make: Factory) -> None:
    actor = make.actor(organization)
    first = make.action(starts_at=datetime(2027, 3, 3, 18, tzinfo=DENVER), kind="member_meeting")
    made = repeat_action(actor, make.now, first.id, Repetition("weekly", 4))
    assert [local(one) for one in made] == ["Mar 10 18:00", "Mar 17 18:00", "Mar 24 18:00"]
    assert len({one.code for one in (first, *made)}) == 4 and {one.series_key for one in made} == {first.series_key}
    later = replace(as_new(made[0]), starts_at=made[0].starts_at + timedelta(hours=1), place="Library")
    changed = change_action(actor, make.now, made[0].id, later, following=True)
    assert [local(one) for one in changed] == ["Mar 10 19:00", "Mar 17 19:00", "Mar 24 19:00"]
    assert {one.place for one in made} == {"Library"} and first.place == "" and first.revision == 0
    only = change_action(actor, make.now, made[1].id, replace(as_new(made[1]), title="Elections"))
    assert [one.id for one in only] == [made[1].id] and made[1].revision == 1, "a title moves nobody's calendar"
    assert cancel_action(actor, make.now, made[1].id, following=True) == [made[1], made[2]]
    assert made[0].status is ActionStatus.CONFIRMED


def test_months_keep_their_weekday(organization: Organization, make: Factory) -> None:
    first = make.action(starts_at=datetime(2026, 10, 29, 18, tzinfo=DENVER))
    made = repeat_action(make.actor(organization), make.now, first.id, Repetition("monthly", 4))
    assert [local(one)[:6] for one in made] == ["Nov 26", "Dec 31", "Jan 28"], "the fifth Thursday, or the last"
    for bad in (Repetition("daily", 3), Repetition("weekly", 1), Repetition("weekly", 60)):
        with pytest.raises(Refused):
            repeat_action(make.actor(organization), make.now, make.action().id, bad)


def test_who_comes_is_told_by_a_next_step(organization: Organization, make: Factory) -> None:
    actor, action = make.actor(organization), make.action(starts_at=make.now + timedelta(days=3), short_title="Hearing")
    for answer in (Answer.YES, Answer.MAYBE, Answer.NO):
        answer_rsvp(actor, make.now, action.id, make.contact().id, answer, source="call")
    change_action(actor, make.now, action.id, replace(as_new(action), ask="speak"))
    assert not list(db.session.scalars(select(Task)))
    change_action(actor, make.now, action.id, replace(as_new(action), place="Room 3"))
    cancel_action(actor, make.now, action.id)
    titles = [task.title for task in db.session.scalars(select(Task).order_by(Task.id))]
    assert titles == ["Tell 2 people that Hearing has changed", "Tell 2 people that Hearing is cancelled"]
    over = make.action()
    close_action(actor, make.now, over.id)
    with pytest.raises(Conflict, match="closed"):
        cancel_action(actor, make.now, over.id)


def test_shifts_are_added_and_taken_away(organization: Organization, make: Factory, client: FlaskClient) -> None:
    actor, action = make.actor(organization), make.action(starts_at=make.now + timedelta(days=3), kind="house_meeting")
    sign_in(client, make.user(organization))
    hours = {"role": "Door", "role_es": "Puerta", "starts_at": "17:30", "ends_at": "18:30", "capacity": "2"}
    client.post(f"/actions/{action.id}/shifts", data=hours)
    shift = db.session.scalars(select(ActionShift)).one()
    assert shift.starts_at is not None and shift.starts_at.astimezone(DENVER).strftime("%H:%M") == "17:30"
    refused = client.post(f"/actions/{action.id}/shifts", data={"role": ""}, follow_redirects=True)
    assert "Say what somebody does on this shift." in refused.text
    with pytest.raises(Conflict):
        remove_shift(actor, make.now, action.id, shift.id, taken=1)
    for bad in (NewShift("x", capacity=0), NewShift("x", "", shift.ends_at, shift.starts_at)):
        with pytest.raises(Refused):
            add_shift(actor, make.now, action.id, bad)
    client.post(f"/actions/{action.id}/shifts/{shift.id}/remove")
    assert not list(db.session.scalars(select(ActionShift.id)))


def test_the_form_changes_an_action_and_loses_nothing(
    organization: Organization, make: Factory, client: FlaskClient
) -> None:
    sign_in(client, make.user(organization))
    typed = {
        "title": "Assembly",
        "kind": "assembly",
        "starts_at": "2027-01-05T18:00",
        "minutes": "90",
        "is_public": "y",
    }
    typed |= {"languages": ["en", "es"], "offers": ["ride", "childcare"], "capacity": "40"}
    client.post("/actions/new", data=typed | {"repeats": "weekly", "times": "3"})
    actions = list(db.session.scalars(select(Action).order_by(Action.starts_at)))
    assert [one.starts_at.astimezone(DENVER).day for one in actions] == [5, 12, 19]
    assert all((one.offers, one.capacity) == (["ride", "childcare"], 40) for one in actions)
    page = client.get(f"/actions/{actions[0].id}/edit").text
    assert 'value="2027-01-05T18:00"' in page and "2 later ones of the series" in page
    bad = client.post(f"/actions/{actions[0].id}/edit", data=typed | {"title": "", "place": "Library"})
    assert bad.status_code == 422 and "Give the action a title." in bad.text and "Library" in bad.text
    client.post(f"/actions/{actions[0].id}/edit", data=typed | {"place": "Library", "following": "y"})
    db.session.expire_all()
    assert [one.place for one in actions] == ["Library"] * 3 and [one.revision for one in actions] == [1, 1, 1]
    listed = client.get("/actions?kind=rally").text
    assert "Assembly" not in listed and "Assembly" in client.get("/actions?kind=assembly").text
    client.post(f"/actions/{actions[0].id}/call-off")
    db.session.expire_all()
    assert actions[0].status is ActionStatus.CANCELLED


def test_two_organizations_host_together_and_see_totals_alone(make: Factory, client: FlaskClient) -> None:
    ours, theirs = make.organization(name="Puente"), make.organization(name="Second Street")
    with in_organization(ours.id):
        host = make.actor(ours)
        action = make.action(title="Town hall", starts_at=make.now + timedelta(days=2), capacity=3, kind="town_hall")
        code = offer_joint(host, make.now, action.id)
        for name in ("Ana", "Beto"):
            answer_rsvp(host, make.now, action.id, make.contact(first_name=name).id, Answer.YES, source="call")
    with in_organization(theirs.id):
        guest = make.actor(theirs)
        with pytest.raises(NotFound):
            join_joint(guest, make.now, "0123456789abcdef")
        joined = join_joint(guest, make.now, f" {code.upper()} ")
        assert (
            join_joint(guest, make.now, code) is joined and joined.title == "Town hall" and joined.code != action.code
        )
        with pytest.raises(Conflict):
            offer_joint(guest, make.now, joined.id)
        zelda = make.contact(first_name="Zelda")
        answer_rsvp(guest, make.now, joined.id, zelda.id, Answer.YES, source="call")
        last = answer_rsvp(guest, make.now, joined.id, make.contact().id, Answer.YES, source="call")
        assert last.answer is Answer.WAITLIST, "the seats are those of all hosts together"
        record_sign_in(guest, make.now, zelda.id, joined.id, method=SignInMethod.DOOR_TAP)
        assert joint_totals(joined) == [HostTotals("Second Street", True, 1, 1), HostTotals("Puente", False, None, 0)]
    with in_organization(ours.id):
        moved = action.starts_at + timedelta(hours=2)
        change_action(host, make.now, action.id, replace(as_new(action), starts_at=moved, place="Gym"))
        assert joint_totals(action)[0] == HostTotals("Puente", True, 2, 0)
        sign_in(client, make.user(ours, Role.LEAD))
    page = client.get(f"/actions/{action.id}").text
    assert "Second Street" in page and "Zelda" not in page and code in page
    with in_organization(theirs.id):
        db.session.expire_all()
        assert (joined.starts_at, joined.place, joined.revision) == (moved.astimezone(UTC), "Gym", 1)
        sign_in(client, make.user(theirs, Role.LEAD))
    page = client.get(f"/actions/{joined.id}/turnout").text
    assert "Zelda" in page and "Ana" not in page and client.get(f"/actions/{action.id}").status_code == 404
