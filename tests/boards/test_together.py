"""The coalition's board: each number is a plain recount, small ones of others are hidden, and no name crosses over."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.service import join_joint, offer_joint
from crm.boards.queries.fights import Phase, fights, phase_of, state_of
from crm.boards.queries.money import taken_together
from crm.boards.queries.overview import overview
from crm.boards.queries.together import CoalitionBoard, coalition_board
from crm.campaigns.models import CampaignStatus, Confidence, FigureStage, Lean, LedgerSide
from crm.campaigns.queries import ledger, list_campaigns, whip_count
from crm.campaigns.service import NewDemand, NewFigure, add_demand, deciders, standing
from crm.coalitions import service
from crm.coalitions.queries import get_coalition, list_offers
from crm.contacts.models import Contact
from crm.contacts.service import add_email, add_phone
from crm.core.actor import Actor, Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.core.small_numbers import SMALL
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.signins.service import record_sign_in
from tests.support.factories import Factory, sign_in

ZONE = "America/Denver"


@dataclass
class Side:
    """One member: who acts in it, and its campaign."""

    organization: Organization
    actor: Actor
    campaign_id: int


@dataclass
class Allies:
    """A coalition of two."""

    id: int
    ours: Side
    theirs: Side

    def board(self, make: Factory, side: Side | None = None) -> CoalitionBoard:
        """The board as one side sees it."""
        with in_organization((side or self.ours).organization.id):
            return coalition_board(get_coalition(self.id), make.now, ZONE)


@pytest.fixture
def allies(make: Factory, organization: Organization) -> Iterator[Allies]:
    """Two organizations that run one campaign; the second made its own after the first one's."""
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    lead, campaign = make.actor(organization), make.campaign(name="Care Not Cages", votes_needed=3)
    ours = Side(organization, lead, campaign.id)
    start = make.now.date() - timedelta(days=60)
    group = service.begin_coalition(lead, make.now, "Budgets for Care", campaign.id, start)
    other = make.organization(slug="second-street", name="Second Street")
    other.clock_offset_seconds = organization.clock_offset_seconds
    service.invite_by_slug(lead, make.now, group.id, other.slug)
    with in_organization(other.id):
        actor = make.actor(other)
        member = service.accept(actor, make.now, list_offers(make.now)[0], None)
    yield Allies(group.id, ours, Side(other, actor, member.campaign_id))


def live(make: Factory, side: Side, meetings: int, came: int) -> list[Contact]:
    """So many sit-downs and presences in a side's campaign, with people who have names, numbers and addresses."""
    with in_organization(side.organization.id):
        people = [make.contact(last_name=f"Geheim{side.organization.id}x{n}") for n in range(max(meetings, came))]
        action = make.action(campaign_id=side.campaign_id)
        for number, one in enumerate(people):
            add_phone(one.id, make.phone())
            add_email(one.id, f"geheim{side.organization.id}-{one.id}@example.org")
            if number < meetings:
                row = OneOnOne(contact_id=one.id, organizer_user_id=side.actor.user_id, campaign_id=side.campaign_id)
                row.met_at = row.logged_at = make.now - timedelta(days=number % 50)
                make.add(row)
            if number < came:
                present = {"method": SignInMethod.IMPORT, "outcome": SignInOutcome.PRESENT}
                record_sign_in(side.actor, make.now, one.id, action.id, arrived_at=action.starts_at, **present)
        return people


def row_of(board: CoalitionBoard, name: str) -> tuple[list[int | None], int, bool]:
    row = next(one for one in board.rows if one.name == name)
    return [cell.value for cell in row.cells], row.together, row.is_at_least


@given(counts=st.tuples(*[st.integers(0, 8)] * 4))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_are_a_plain_recount_and_small_ones_of_others_hidden(
    make: Factory, allies: Allies, counts: tuple[int, int, int, int]
) -> None:
    with db.session.begin_nested() as step:
        for side, met, came in ((allies.ours, *counts[:2]), (allies.theirs, *counts[2:])):
            live(make, side, met, came)
        recount = {}
        for side in (allies.ours, allies.theirs):
            with in_organization(side.organization.id):
                met = [row for row in db.session.scalars(select(OneOnOne)) if row.campaign_id == side.campaign_id]
                recount[side.organization.id] = (len(met), len(list(db.session.scalars(select(SignIn)))))
        for viewer, other in ((allies.ours, allies.theirs), (allies.theirs, allies.ours)):
            board = allies.board(make, viewer)
            for place, name in enumerate(("one_on_ones", "attended")):
                own, far = recount[viewer.organization.id][place], recount[other.organization.id][place]
                is_hidden = 0 < far < SMALL
                values, together, at_least = row_of(board, name)
                assert set(values) == {own, None if is_hidden else far} and at_least == is_hidden
                assert together == own + (1 if is_hidden else far)
        step.rollback()


def test_no_name_number_address_or_note_crosses(client: FlaskClient, make: Factory, allies: Allies) -> None:
    known = {side.organization.id: live(make, side, 7, 6) for side in (allies.ours, allies.theirs)}
    for viewer, other in ((allies.ours, allies.theirs), (allies.theirs, allies.ours)):
        with in_organization(other.organization.id):
            secrets = {word for one in known[other.organization.id] for word in (one.last_name, one.full_name)}
            secrets |= {other.actor.name, f"geheim{other.organization.id}-"}
        for role in (Role.LEAD, Role.PARTNER):
            with in_organization(viewer.organization.id):
                sign_in(client, make.user(viewer.organization, role))
            for address in (
                *("/boards", "/coalitions", f"/coalitions/{allies.id}", f"/coalitions/{allies.id}/members"),
                f"/coalitions/{allies.id}/people?measure=one_on_ones",
                f"/boards/{other.campaign_id}",
                f"/boards/{viewer.campaign_id}",
            ):
                answer = client.get(address)
                page = html.unescape(answer.text)
                assert not [word for word in secrets if word and word in page], (role, address)
                if role is Role.PARTNER and ("members" in address or "people" in address):
                    assert answer.status_code == 403
                if address == f"/boards/{other.campaign_id}":
                    assert answer.status_code == 404
                if address == f"/coalitions/{allies.id}":
                    assert answer.status_code == 200 and ("measure=one_on_ones" in page) == (role is not Role.PARTNER)
        with in_organization(viewer.organization.id):
            sign_in(client, make.user(viewer.organization, Role.ORGANIZER))
        opened = client.get(f"/coalitions/{allies.id}/people?measure=one_on_ones")
        assert 'id="counted">7<' in opened.text and opened.text.count('class="mark"') == 7
        assert client.get(f"/coalitions/{allies.id}/people?measure=wishes").status_code == 404


def seat(make: Factory, side: Side, name: str, lean: Lean | None) -> None:
    with in_organization(side.organization.id):
        today = make.now.date()
        target = deciders.add_target(side.actor, make.now, side.campaign_id, deciders.NewDecisionMaker(name))
        if lean is not None:
            said = standing.Evidence("A hidden remark", today, Confidence.PUBLIC)
            standing.report_lean(side.actor, make.now, target.id, lean, said, today)
        db.session.flush()


def test_counts_of_the_same_officials_are_compared_in_numbers(make: Factory, allies: Allies) -> None:
    seen = {
        "Ana Uno": (Lean.YES, Lean.YES),
        "Bo Dos": (Lean.YES, Lean.LEAN_YES),
        "Cy Tres": (Lean.NO, Lean.YES),
        "Di Cuatro": (Lean.YES, None),
        "Ed Cinco": (Lean.ABSENT, Lean.NO),
    }
    for name, (our, their) in seen.items():
        seat(make, allies.ours, name, our)
        seat(make, allies.theirs, name.upper(), their)
    seat(make, allies.theirs, "Only Theirs", Lean.YES)
    board = allies.board(make)
    found = board.agreement
    assert (found.seats, found.compared, found.agreed, found.near, found.apart) == (6, 4, 1, 1, 2)
    assert (found.sure, found.doubted) == (3, 2) and board.votes_needed == 3
    own = fights(list_campaigns(), make.now.date())
    assert [one.count for one in own] == [whip_count(one.campaign.id) for one in own]
    assert [(one.host, one.votes_moved, one.figures) for one in board.week] == [
        (allies.ours.organization.name, 5, 0),
        ("Second Street", 5, 0),
    ]
    assert len(board.fights) == 1 and board.fights[0].hosts == (allies.ours.organization.name, "Second Street")


def won(make: Factory, side: Side, title: str, cents: int, page: str = "4") -> None:
    figure = NewFigure(FigureStage.WON_VERIFIED, cents, "Adopted budget", page=page)
    with in_organization(side.organization.id):
        add_demand(side.actor, make.now, side.campaign_id, NewDemand(LedgerSide.INVEST, title), (figure,))
        db.session.flush()


def test_a_dollar_is_counted_once(make: Factory, allies: Allies) -> None:
    won(make, allies.ours, "Youth jobs", 500_00)
    won(make, allies.theirs, "YOUTH JOBS", 400_00)  # the same line, seen smaller
    won(make, allies.ours, "Counselors", 90_00, "7")
    won(make, allies.theirs, "People who listen", 90_00, "7")  # the same page and amount under another name
    won(make, allies.theirs, "Libraries", 10_00, "9")
    won(make, allies.ours, "Twice", 1_00, "11")
    won(make, allies.ours, "Twice", 2_00, "12")  # two lines of one ledger are two
    board = allies.board(make)
    assert board.taken.invest == 400_00 + 90_00 + 10_00 + 3_00 and board.taken.told_apart == 1
    assert board.taken_by[allies.ours.organization.id].invest == 593_00
    both = [ledger(allies.ours.campaign_id)] * 2
    assert taken_together([("a", both[0]), ("b", both[1])]).invest == 2 * 593_00  # other places, other money


def test_an_action_hosted_together_is_expected_together(make: Factory, allies: Allies) -> None:
    action = make.action(campaign_id=allies.ours.campaign_id, starts_at=make.now + timedelta(days=3), goal_attended=40)
    code = offer_joint(allies.ours.actor, make.now, action.id)
    assert allies.board(make).coming == ()
    with in_organization(allies.theirs.organization.id):
        join_joint(allies.theirs.actor, make.now, code).campaign_id = allies.theirs.campaign_id
        db.session.flush()
    (shared,) = allies.board(make).coming
    assert shared.is_ours and shared.goal == 40 and [one.yes for one in shared.hosts] == [0, 0]


def test_the_overview_knows_places_stages_and_filters(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    chicago = "ocd-division/country:us/state:il/place:chicago"
    make.campaign(name="Near", ocd_id=chicago, decision_on=make.now.date() + timedelta(days=12))
    make.campaign(name="Far", decision_on=make.now.date() + timedelta(days=300))
    make.campaign(name="Done", status=CampaignStatus.WON, decision_on=make.now.date() - timedelta(days=9))
    found = overview(make.now, ZONE)
    assert [one.campaign.name for one in found.all] == ["Near", "Far", "Done"]
    assert [(phase, len(rows)) for phase, rows in found.by_phase] == [
        (Phase.VOTE, 1),
        (Phase.BASE, 1),
        (Phase.WATCHING, 1),
    ]
    assert {tile.state: tile.campaigns for tile in found.tiles if tile.campaigns} == {"IL": 1, "CO": 2}
    assert len(found.tiles) == len({(one.row, one.column) for one in found.tiles}) == 52
    assert (found.states, found.won, found.soon) == (2, 1, 1)
    assert [one.campaign.name for one in overview(make.now, ZONE, phase="base").shown] == ["Far"]
    assert [one.campaign.name for one in overview(make.now, ZONE, state="il").shown] == ["Near"]
    sign_in(client, make.user(organization, Role.PARTNER))
    page = client.get("/boards?state=IL").text
    assert "Near" in page and "Far" not in page and 'aria-label="IL 1 campaign in Illinois"' in page
    assert "No campaign is there." in client.get("/boards?state=IL&phase=base").text


def test_the_part_of_the_way() -> None:
    assert phase_of(CampaignStatus.ACTIVE, "hearings", 200) is Phase.VOTE
    assert phase_of(CampaignStatus.LOST, "hearings", 2) is Phase.OVER
    assert [phase_of(CampaignStatus.ACTIVE, "", days) for days in (None, 300, 100, 5, -1)] == [
        Phase.BASE,
        Phase.BASE,
        Phase.POWER,
        Phase.VOTE,
        Phase.WATCHING,
    ]
    assert state_of("ocd-division/country:us/district:dc") == "DC" and state_of("ocd-division/country:us") == ""


def test_a_link_and_a_wall_show_sums_without_small_numbers_until_the_link_is_ended(
    client: FlaskClient, make: Factory, allies: Allies
) -> None:
    live(make, allies.ours, 3, 7)
    live(make, allies.theirs, 6, 2)
    sign_in(client, make.user(allies.ours.organization, Role.LEAD))
    made = client.post(f"/coalitions/{allies.id}/share", data={"label": "The press"}).text
    token = made.partition('id="made" readonly value="')[2].partition('"')[0].partition("/c/")[2]
    stranger = client.application.test_client()
    for path in (f"/c/{token}", f"/c/{token}/wall"):
        page = stranger.get(path)
        assert page.status_code == 200 and "at least 7" in page.text and "at least 8" in page.text
        assert "Geheim" not in page.text and "/people" not in page.text
    wall = client.get(f"/coalitions/{allies.id}/wall")
    assert "at least 7" in wall.text
    same = {"If-None-Match": wall.headers["ETag"]}
    assert client.get(f"/coalitions/{allies.id}/wall", headers=same).status_code == 304
    links = client.get(f"/coalitions/{allies.id}/share").text
    assert (
        client.post("/coalitions/shares/" + links.partition("/coalitions/shares/")[2].partition('"')[0]).status_code
        == 302
    )
    assert stranger.get(f"/c/{token}").status_code == stranger.get(f"/c/{token}/wall").status_code == 404
    sign_in(client, make.user(allies.theirs.organization, Role.LEAD))
    assert client.post(f"/coalitions/{allies.id}/share", data={"label": "Mine"}).status_code == 403
