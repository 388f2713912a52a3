"""What a board counts is what it lists, within the organization, in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from crm.accounts.models import Organization
from crm.boards import queries
from crm.boards.queries.funnel import OTHER_LISTS, people_at
from crm.campaigns import service
from crm.campaigns.measures import measures
from crm.commitments.service import Answer, CommitmentKind, Outcome, close_commitment, record_answer
from crm.core.database import db, reading_only
from crm.core.errors import NotFound
from crm.core.scope import in_organization
from tests.boards.history import make_past, meet
from tests.support.factories import Factory

ZONE = "America/Denver"
STATEMENTS = 33
"""What one board with four goals may cost, however much it counts."""


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements run inside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_the_funnel_by_hand(make: Factory, organization: Organization) -> None:
    past = make_past(make, make.actor(organization))
    funnel = queries.funnel(past.campaign.id, make.now)
    assert funnel is not None and funnel.webinar.id == past.webinar.id
    assert funnel.counts == {"registered": 5, "came": 3, "texted": 2, "answered": 1, "met": 1, "to_meet": 2}
    for step in [*queries.STEPS, *OTHER_LISTS]:
        assert len(people_at(step, past.webinar.id)) == funnel.counts[step]
    assert people_at("answered", past.webinar.id) == [past.people[0].id]
    assert set(people_at("to_meet", past.webinar.id)) == {past.people[1].id, past.people[2].id}


def test_a_webinar_with_people_is_shown_before_an_empty_newer_one(make: Factory, organization: Organization) -> None:
    past = make_past(make, make.actor(organization))
    newer = make.action(campaign_id=past.campaign.id, starts_at=make.now - timedelta(hours=1))
    make.action(campaign_id=past.campaign.id, starts_at=make.now + timedelta(hours=1))
    shown = queries.funnel(past.campaign.id, make.now)
    chosen = queries.funnel(past.campaign.id, make.now, newer.id)
    assert shown and [one.id for one in shown.others] == [newer.id]
    assert chosen and chosen.webinar.id == newer.id and chosen.most == 0
    assert queries.funnel(make.campaign().id, make.now) is None


def test_measures_count_what_they_list(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    past = make_past(make, actor)
    other = make.actor(organization)
    meet(make, past, past.people[0], hours=3, actor=other)
    promise = record_answer(
        actor,
        make.now,
        past.people[3].id,
        Answer.YES,
        source="organizer",
        kind=CommitmentKind.SIGN,
        campaign_id=past.campaign.id,
        asked_by_user_id=actor.user_id,
    )
    close_commitment(actor, make.now, promise.id, Outcome.KEPT)
    since, until = make.now - timedelta(days=30), make.now + timedelta(seconds=1)
    wanted = {"one_on_ones": 3, "attended": 3, "commitments_kept": 4, "texts_replied": 1}
    for name, number in wanted.items():
        measure = measures.get(name)
        assert measure is not None
        for campaign_id in (past.campaign.id, None):
            assert measure.count(campaign_id, None, since, until) == number, name
            assert len(measure.happenings(campaign_id, None, since, until)) == number, name
        assert measure.count(make.campaign().id, None, since, until) == 0
        assert measure.count(None, None, since - timedelta(days=90), since) == 0
    met = measures.get("one_on_ones")
    assert met and met.count(None, actor.user_id, since, until) == 2
    assert met.count(None, other.user_id, since, until) == len(met.happenings(None, other.user_id, since, until)) == 1


def test_weeks_run_from_monday_by_local_time(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    past = make_past(make, actor)
    weeks = queries.weeks(past.campaign.id, date(2026, 11, 24), ZONE)
    assert [one.starts_on for one in weeks[-3:]] == [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]
    assert [one.count for one in weeks[-3:]] == [0, 0, 1] or sum(one.count for one in weeks) == 2
    assert len(weeks) == 14 and weeks[-1].is_running and not weeks[0].is_running


def test_another_organization_sees_nothing(make: Factory, organization: Organization) -> None:
    past = make_past(make, make.actor(organization))
    with in_organization(make.organization().id):
        with pytest.raises(NotFound):
            queries.board(past.campaign.id, make.now, ZONE)
        with pytest.raises(NotFound):
            people_at("came", past.webinar.id)
        assert queries.overview(make.now, ZONE).all == ()
        since, until = make.now - timedelta(days=60), make.now
        assert all(measure.count(None, None, since, until) == 0 for _name, measure in measures.items())
        assert all(measure.happenings(None, None, since, until) == [] for _name, measure in measures.items())


def test_a_board_costs_a_bounded_number_of_statements(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    past = make_past(make, actor)
    service.load_ledger_example(actor, make.now, past.campaign.id, "LED-SF-Y1")
    service.lay_out_milestones(actor, make.now, past.campaign.id, "school_police")
    for measure in ("one_on_ones", "attended", "commitments_kept", "texts_replied"):
        today = make.now.date()
        service.set_goal(actor, measure, 9, today, today, campaign_id=past.campaign.id)
    with counting() as few:
        queries.board(past.campaign.id, make.now, ZONE)
    for number in range(8):
        meet(make, past, make.contact(), hours=1 + number, actor=actor)
        service.load_ledger_example(actor, make.now, past.campaign.id, "LED-MKE-20")
    with counting() as many:
        queries.board(past.campaign.id, make.now, ZONE)
    assert len(many) == len(few) <= STATEMENTS
    with reading_only():
        queries.board(past.campaign.id, make.now, ZONE)
        with counting() as again:
            queries.board(past.campaign.id, make.now, ZONE)
    assert len(again) < len(many) - 8
    with counting() as one:
        queries.overview(make.now, ZONE)
    for _ in range(5):
        service.load_ledger_example(actor, make.now, make.campaign().id, "LED-MKE-20")
    with counting() as six:
        assert len(queries.overview(make.now, ZONE).all) == 6
    assert len(one) == len(six) == 6
