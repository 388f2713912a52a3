"""A one-on-one is written down whole, once, and its story is read by few."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from crm.accounts.models import Organization
from crm.accounts.service import change_role, choose_lead
from crm.audit.models import AuditEntry
from crm.campaigns.measures import measures
from crm.commitments.models import Commitment, Task
from crm.commitments.queries import find_rsvp, list_for_one_on_ones, open_tasks
from crm.commitments.service import Answer, CommitmentKind
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import NotAllowed, NotFound, Refused
from crm.core.scope import in_organization
from crm.one_on_ones import queries, service
from crm.one_on_ones.models import Assessment, Evidence, OneOnOne
from crm.one_on_ones.service import NewAsk, NewOneOnOne, NextStep, log_one_on_one
from tests.support.factories import Factory

STORY = "Her son was ticketed at school for a shoving match."


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> Actor:
    """An organizer."""
    return make.actor(organization, Role.ORGANIZER)


def _count(model: type) -> int:
    return db.session.scalars(select(func.count(model.id))).one()


def test_everything_is_written_at_once(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe, hearing, campaign = make.contact(), make.action(starts_at=now + timedelta(days=9)), make.campaign()
    row = log_one_on_one(
        rosa,
        now,
        NewOneOnOne(
            lupe.id,
            now,
            campaign_id=campaign.id,
            value=2,
            issues=["school_police", " "],
            story=STORY,
            asks=[
                NewAsk(CommitmentKind.ATTEND, Answer.YES, hearing.id),
                NewAsk(CommitmentKind.BRING_N, Answer.MAYBE, quantity=3),
                NewAsk(CommitmentKind.MAKE_CALLS, Answer.NO),
            ],
            next_step=NextStep("Prep testimony with Lupe", now.date() + timedelta(days=2)),
        ),
    )
    asked = list_for_one_on_ones([row.id])[row.id]
    assert [(ask.kind.value, ask.answer.value) for ask in asked] == [
        ("attend", "yes"),
        ("bring_n", "maybe"),
        ("make_calls", "no"),
    ]
    rsvp = find_rsvp(hearing.id, lupe.id)
    assert rsvp and rsvp.asked_by_user_id == rosa.user_id
    assert rosa.user_id and [task.title for task in open_tasks(rosa.user_id)] == ["Prep testimony with Lupe"]
    standing = queries.current_assessment(lupe.id)
    assert standing and (standing.value, standing.evidence, standing.previous) == (2, Evidence.SAID, None)
    assert db.session.scalars(select(type(lupe).last_contact_at).where(type(lupe).id == lupe.id)).one() == now
    assert row.issues == ["school_police"] and queries.last_met(lupe.id) == now
    assert [entry.verb for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.subject_id == row.id))] == [
        "logged"
    ]


def test_the_story_is_sealed_and_read_by_its_writer_and_the_leads(
    rosa: Actor, make: Factory, now: datetime, organization: Organization
) -> None:
    row = log_one_on_one(rosa, now, NewOneOnOne(make.contact().id, now, story=STORY))
    kept = db.session.execute(
        text("SELECT sealed_story FROM one_on_ones WHERE organization_id = :mine"), {"mine": organization.id}
    ).scalar_one()
    assert "ticketed" not in kept
    assert queries.read_story(rosa, row) == STORY
    assert queries.read_story(make.actor(organization, Role.LEAD), row) == STORY
    for role in (Role.ORGANIZER, Role.COORDINATOR, Role.ADMIN):
        with pytest.raises(NotAllowed):
            queries.read_story(make.actor(organization, role), row)


def test_a_story_opens_to_her_lead_alone_and_to_nobody_new_when_that_lead_goes(
    rosa: Actor, make: Factory, now: datetime, organization: Organization
) -> None:
    denise, imani, admin = (make.actor(organization, role) for role in (Role.LEAD, Role.LEAD, Role.ADMIN))
    person = make.contact().id
    every = [log_one_on_one(who, now, NewOneOnOne(person, now, story=STORY)) for who in (rosa, denise)]
    mine, of_lead = (row.id for row in every)
    every.append(log_one_on_one(rosa, now, NewOneOnOne(person, now)))
    assert rosa.user_id and denise.user_id
    choose_lead(admin, now, rosa.user_id, denise.user_id)
    opened = [queries.open_stories(who, every) for who in (rosa, denise, imani, admin)]
    assert opened == [{mine}, {mine, of_lead}, {of_lead}, set()]
    assert queries.read_stories(imani, every) == {of_lead: STORY}
    with pytest.raises(NotAllowed, match="her lead"):
        queries.read_story(imani, every[0])
    change_role(admin, now, denise.user_id, Role.ORGANIZER)
    former = replace(denise, role=Role.ORGANIZER)
    assert [queries.open_stories(who, every) for who in (rosa, former, imani)] == [{mine}, {of_lead}, {of_lead}]
    choose_lead(admin, now, rosa.user_id, None)
    assert queries.open_stories(imani, every) == {mine, of_lead}


def test_sent_twice_is_one(rosa: Actor, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    new = NewOneOnOne(
        make.contact().id,
        now,
        value=1,
        asks=[NewAsk(CommitmentKind.TESTIFY, Answer.YES)],
        next_step=NextStep("Call", now.date()),
        client_ref="3f2b",
    )
    first = log_one_on_one(rosa, now, new)
    assert log_one_on_one(rosa, now, new).id == first.id
    # At the same moment: the second looks before the first has written.
    looks = iter([None, first])
    monkeypatch.setattr(service, "find_by_client_ref", lambda _ref: next(looks))
    assert log_one_on_one(rosa, now, new).id == first.id
    assert [_count(model) for model in (OneOnOne, Assessment, Commitment, Task)] == [1, 1, 1, 1]


def test_what_is_refused_leaves_nothing(rosa: Actor, make: Factory, now: datetime) -> None:
    good = NewOneOnOne(make.contact().id, now, value=2)
    for bad in (
        replace(good, value=6),
        replace(good, value=0),
        replace(good, met_at=now + timedelta(days=1)),
        replace(good, asks=[NewAsk(CommitmentKind.TESTIFY, Answer.CONFIRMED)]),
        replace(good, story="SSN 123-45-6789"),
        replace(good, story="A-123456789", is_story_confirmed=True),
        replace(good, asks=[NewAsk(CommitmentKind.OTHER, Answer.YES, detail="123-45-6789")]),
        replace(good, next_step=NextStep("  ", now.date())),
    ):
        with pytest.raises(Refused):
            log_one_on_one(rosa, now, bad)
    with pytest.raises(NotFound):
        log_one_on_one(rosa, now, replace(good, contact_id=987654321))
    assert [_count(model) for model in (OneOnOne, Assessment, Commitment, Task)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "story",
    ["Her cousin has no papers", "Fue arrestado en mayo", "ICE came to the block", "born on 3 May", "on probation"],
)
def test_a_sensitive_story_is_saved_only_when_confirmed(rosa: Actor, make: Factory, now: datetime, story: str) -> None:
    new = NewOneOnOne(make.contact().id, now, story=story)
    with pytest.raises(service.SensitiveStory):
        log_one_on_one(rosa, now, new)
    row = log_one_on_one(rosa, now, replace(new, is_story_confirmed=True))
    assert queries.read_story(rosa, row) == story


@pytest.mark.parametrize(
    "story", [STORY, "Wants ice cream at the vigil and 3 counselors by 12/3.", "Call 720-555-0117"]
)
def test_a_plain_story_is_not_questioned(rosa: Actor, make: Factory, now: datetime, story: str) -> None:
    assert log_one_on_one(rosa, now, NewOneOnOne(make.contact().id, now, story=story)).sealed_story


def test_where_a_person_stands_keeps_its_history(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    for days, value in ((90, 4), (60, 3), (30, 2), (1, 2)):
        log_one_on_one(rosa, now, NewOneOnOne(lupe.id, now - timedelta(days=days), value=value))
    standing = queries.current_assessment(lupe.id)
    assert standing and (standing.value, standing.previous) == (2, 3)
    assert standing.since == now - timedelta(days=30)
    assert queries.assessments_of([lupe.id]) == {lupe.id: 2}
    assert queries.current_assessment(make.contact().id) is None


def test_goals_count_one_on_ones(rosa: Actor, make: Factory, now: datetime) -> None:
    campaign, lupe = make.campaign(), make.contact()
    for days, about in ((1, campaign.id), (2, None), (40, campaign.id)):
        log_one_on_one(rosa, now, NewOneOnOne(lupe.id, now - timedelta(days=days), campaign_id=about))
    measure = measures.get("one_on_ones")
    assert measure is not None
    since = now - timedelta(days=7)
    assert measure.count(None, rosa.user_id, since, now) == 2
    assert measure.count(campaign.id, None, since, now) == 1
    assert [found.contact_id for found in measure.happenings(campaign.id, None, since, now)] == [lupe.id]
    assert queries.contact_ids_met_since(since, rosa.user_id) == {lupe.id}


def test_a_merged_person_is_followed(rosa: Actor, make: Factory, now: datetime) -> None:
    kept = make.contact()
    gone = make.contact(merged_into_id=kept.id)
    assert log_one_on_one(rosa, now, NewOneOnOne(gone.id, now)).contact_id == kept.id


def test_another_organization_sees_none_of_it(rosa: Actor, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    row = log_one_on_one(rosa, now, NewOneOnOne(lupe.id, now, value=2, story=STORY))
    other = make.organization()
    with in_organization(other.id):
        stranger = make.actor(other, Role.ADMIN)
        assert queries.list_for_contact(lupe.id) == [] and queries.current_assessment(lupe.id) is None
        assert queries.count_between(None, None, now - timedelta(1), now + timedelta(1)) == 0
        with pytest.raises(NotFound):
            queries.get_one_on_one(row.id)
        with pytest.raises(NotFound):
            log_one_on_one(stranger, now, NewOneOnOne(lupe.id, now))
