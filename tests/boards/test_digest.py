"""The week in words: once on Monday at eight, in the reader's language, with nobody ranked; and the board on one sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.boards.jobs import tell_weeks, week_due
from crm.boards.models import Digest
from crm.campaigns import service as campaigns
from crm.campaigns.models import CampaignStatus
from crm.contacts.models import Turf
from crm.core.actor import Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import Refused
from tests.boards.history import make_past
from tests.support.factories import Factory, sign_in


def test_a_week_is_due_on_monday_at_eight_where_the_organization_is() -> None:
    eight = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert week_due(eight, "America/Denver") == date(2026, 11, 16)
    assert week_due(eight - timedelta(seconds=1), "America/Denver") == date(2026, 11, 9)
    assert week_due(eight, "America/New_York") == date(2026, 11, 16)
    assert week_due(eight + timedelta(days=6, hours=20), "America/Denver") == date(2026, 11, 16)


def test_each_gets_her_week_once_in_her_language(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    lead, organizer = make.user(organization), make.user(organization, Role.ORGANIZER, name="Zoila Aparte")
    past = make_past(make, make.actor(organization))
    past.campaign.lead_user_id = lead.id
    db.session.commit()
    assert tell_weeks(utc_now()) >= 2
    assert tell_weeks(utc_now()) == 0
    assert db.session.scalar(select(func.count(Digest.id)).where(Digest.user_id == lead.id)) == 1
    sign_in(client, lead)
    today = client.get("/today").text
    assert "Your week in words" in today
    week = today.partition("/digest?week=")[2][:10]
    told = client.get(f"/digest?week={week}").text
    assert past.campaign.name in told and "days to the vote." in told and "Call 2 people who came" in told
    assert "Zoila" not in told and "Mart" not in told.partition("<main")[2]
    assert "This week so far" in client.get("/digest?week=not-a-day").text
    sign_in(client, organizer)
    own = client.get("/digest").text
    assert "You had 0 one-on-ones." in own and past.campaign.name not in own


def test_the_board_on_one_sheet_names_nobody_unless_a_lead_asks(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    organization.clock_offset_seconds = round((make.now - utc_now()).total_seconds())
    past = make_past(make, make.actor(organization))
    path, name = f"/boards/{past.campaign.id}/print", past.people[1].last_name
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert name not in client.get(f"{path}?names=1").text
    sign_in(client, make.user(organization))
    assert name not in client.get(path).text
    assert name in client.get(f"{path}?names=1").text


@pytest.mark.parametrize(
    ("status", "said"),
    [(CampaignStatus.WON, "now see that the money moves"), (CampaignStatus.LOST, "write down what was learned")],
)
def test_after_the_vote_the_board_says_how_it_went(
    client: FlaskClient, make: Factory, organization: Organization, status: CampaignStatus, said: str
) -> None:
    voted = (utc_now() - timedelta(days=3)).date()
    campaign = make.campaign(decision_on=voted, status=status)
    sign_in(client, make.user(organization))
    page = client.get(f"/boards/{campaign.id}").text
    assert "How they voted is not recorded yet." in page and said in page and "Record how they voted" in page


def test_a_goal_is_a_teams_or_a_persons_and_of_people(make: Factory, organization: Organization) -> None:
    actor, campaign, today = make.actor(organization), make.campaign(), make.now.date()
    turf = make.add(Turf(name="Westside"))
    with pytest.raises(Refused):
        campaigns.set_goal(actor, "votes_yes", 4, today, today, campaign_id=campaign.id, turf_id=turf.id)
    both = {"user_id": actor.user_id, "turf_id": turf.id}
    with pytest.raises(Refused):
        campaigns.set_goal(actor, "attended", 4, today, today, campaign_id=campaign.id, **both)
    assert campaigns.set_goal(actor, "attended", 4, today, today, turf_id=turf.id).turf_id == turf.id
