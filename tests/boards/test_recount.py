"""After any changes, merges and undos every number of a board is what a plain recount of the rows says."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.boards import queries
from crm.boards.queries.changes import PROMISED, Changes
from crm.boards.queries.funnel import ON_THE_WAY, OTHER_LISTS, REGISTERED, STEPS, people_at
from crm.boards.queries.teams import by_organizer, by_turf, last_days
from crm.campaigns.models import LeanReport
from crm.campaigns.queries.goals import window
from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.contacts.models import Contact
from crm.core.database import db, reading_only
from crm.leadership.models import Decision, StageChange, StageStanding
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn
from crm.sms.models import Blast, Message
from tests.boards.happenings import World
from tests.support.factories import Factory

ZONE, EVERY = "America/Denver", 20


def check(world: World) -> None:
    """Compare every number with the rows themselves."""
    db.session.flush()
    with reading_only():  # as a page is read: numbers hold until a table that they come from changes
        board = queries.board(world.past.campaign.id, world.now, ZONE)
        organizers, turfs = (teams(world.past.campaign.id, board.today, ZONE) for teams in (by_organizer, by_turf))
    rows = Rows(world)
    assert board.funnel is not None
    assert board.funnel.counts == rows.funnel()
    assert {step: len(people_at(step, world.past.webinar.id)) for step in STEPS | OTHER_LISTS} == rows.funnel()
    assert set(people_at("answered", world.past.webinar.id)) == set(rows.answered())
    assert sum(week.count for week in board.weeks[-14:]) == rows.met_in_weeks(board.weeks[0].starts_on)
    assert board.changes == rows.changes()
    for one in board.goals:
        expected = rows.reached(one.goal.measure, one.goal.user_id, one.goal.turf_id)
        assert one.pace.reached == expected, (one.goal.measure, one.whose)
        assert len(one.measure.happenings(*_goal_window(one.goal), one.goal.turf_id)) == expected
    for found in (organizers, turfs):
        since, until = last_days(board.today, ZONE)
        for measure in ("one_on_ones", "attended", "commitments_kept"):
            wanted = sum(since <= at < until for _person, at, _who in rows.rows_of(measure))
            assert sum(team.counts[measure] for team in found) == wanted
    assert board.count.by_lean[world.lean] == 1 and board.changes.figures == world.figures


def _goal_window(goal: Any) -> tuple[Any, ...]:
    return goal.campaign_id, goal.user_id, *window(goal.starts_on, goal.ends_on, ZONE)


class Rows:
    """The rows as they stand, counted in plain Python."""

    def __init__(self, world: World) -> None:
        self.world, self.now = world, world.now
        campaign_id = world.past.campaign.id
        everything = {kind: list(db.session.scalars(select(kind))) for kind in (OneOnOne, SignIn, Commitment, Message)}
        self.met, self.signed_in, self.said, self.texts = everything.values()
        self.actions = {one.id for one in db.session.scalars(select(Action)) if one.campaign_id == campaign_id}
        self.people = {one.id: one for one in db.session.scalars(select(Contact))}
        self.blasts = {one.id for one in db.session.scalars(select(Blast)) if one.campaign_id == campaign_id}
        self.here = [one for one in self.signed_in if one.action_id in self.actions]
        self.ours = [one for one in self.met if one.campaign_id == campaign_id]
        self.kept = [
            one
            for one in self.said
            if one.outcome is Outcome.KEPT and (one.campaign_id == campaign_id or one.action_id in self.actions)
        ]

    def answered(self) -> dict[int, Any]:
        """Who wrote in a thread in which a text of the blast had gone out before, and when first."""
        wrote: dict[int, Any] = {}
        for out in self.texts:
            if out.blast_id not in self.blasts or out.sent_at is None:
                continue
            replies = [one.at for one in self.texts if one.phone == out.phone and one.direction.value == "in"]
            if replies and out.contact_id is not None:
                wrote[out.contact_id] = min([*replies, wrote.get(out.contact_id, replies[0])])
        return wrote

    def funnel(self) -> dict[str, int]:
        webinar = self.world.past.webinar
        of = [one for one in self.said if one.action_id == webinar.id and one.kind is CommitmentKind.ATTEND]
        registered = {one.contact_id for one in of if one.answer in REGISTERED}
        came = {one.contact_id for one in self.signed_in if one.action_id == webinar.id}
        since = {one.contact_id for one in self.met if one.met_at >= webinar.starts_at}
        texted = {one.contact_id for one in self.texts if one.blast_id in self.blasts and one.status in ON_THE_WAY}
        steps = {"registered": registered, "came": came, "texted": texted, "answered": set(self.answered())}
        steps |= {"met": since & (registered | came), "to_meet": came - since}
        return {step: len(people) for step, people in steps.items()}

    def met_in_weeks(self, first: date) -> int:
        since, until = window(first, first + timedelta(days=14 * 7 - 1), ZONE)
        return sum(since <= one.met_at < until for one in self.ours)

    def changes(self) -> Changes:
        since = self.now - timedelta(days=1)
        yeses = [one for one in self.said if one.kind is CommitmentKind.ATTEND and one.action_id in self.actions]
        return Changes(
            one_on_ones=sum(since < one.logged_at <= self.now for one in self.ours),
            yeses=sum(one.answer in PROMISED and since < one.answered_at <= self.now for one in yeses),
            kept=sum(since < one.closed_at <= self.now for one in self.kept),
            came=sum(since < one.arrived_at <= self.now for one in self.here),
            leans=int(self.reports > 0),
            figures=self.world.figures,
        )

    @property
    def reports(self) -> int:
        return len(list(db.session.scalars(select(LeanReport))))

    def rows_of(self, measure: str) -> list[tuple[int, Any, int | None]]:
        """Person, moment and whose it is, for each row that a measure counts."""
        owner = {key: one.owner_user_id for key, one in self.people.items()}
        kinds = {"signatures": CommitmentKind.SIGN, "testimonies": CommitmentKind.TESTIFY}
        if measure == "one_on_ones":
            return [(one.contact_id, one.met_at, one.organizer_user_id) for one in self.ours]
        if measure == "attended":
            return [(one.contact_id, one.arrived_at, owner[one.contact_id]) for one in self.here]
        if measure == "texts_replied":
            return [(person, at, None) for person, at in self.answered().items()]
        if measure == "leaders_stage3":
            return [(person, at, owner[person]) for person, at in self.climbed().items()]
        kept = [one for one in self.kept if measure not in kinds or one.kind is kinds[measure]]
        return [(one.contact_id, one.closed_at, one.asked_by_user_id) for one in kept]

    def climbed(self) -> dict[int, Any]:
        stands = {one.contact_id for one in db.session.scalars(select(StageStanding)) if one.stage >= 3}
        came = [one for one in db.session.scalars(select(StageChange)) if one.decision is Decision.MOVED]
        return {one.contact_id: one.at for one in came if one.before < 3 <= one.after and one.contact_id in stands}

    def reached(self, measure: str, user_id: int | None, turf_id: int | None) -> int:
        today = self.now.date()
        since, until = window(today - timedelta(days=20), today + timedelta(days=5), ZONE)
        rows = [row for row in self.rows_of(measure) if since <= row[1] < until]
        if user_id is not None:
            rows = [row for row in rows if row[2] == user_id]
        if turf_id is not None:
            rows = [row for row in rows if self.people[row[0]].turf_id == turf_id]
        once = measure in ("signatures", "texts_replied")
        return len(Counter(row[0] for row in rows)) if once else len(rows)


def play(make: Factory, organization: Organization, seed: int, changes: int, every: int) -> None:
    """Change and compare, and compare at the end."""
    world = World(make, organization, seed)
    for number in range(changes):
        world.step()
        if number % every == 0:
            check(world)
    check(world)


def test_a_board_is_a_plain_recount(make: Factory, organization: Organization) -> None:
    play(make, organization, 20261124, 90, EVERY)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_a_board_is_a_plain_recount_after_thousands_of_changes(
    make: Factory, organization: Organization, seed: int
) -> None:
    play(make, organization, seed, 500, 50)
