"""The demo loads once, is complete, and its practice files are Zoom's."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization, User
from crm.accounts.queries import find_organization, find_user_by_email
from crm.actions.models import Action
from crm.boards import queries as boards
from crm.campaigns.queries import list_campaigns
from crm.contacts.models import Contact, ContactPoint
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.demo import zoom
from crm.demo.names import KNOWN, STRANGERS
from crm.demo.service import load_demo
from crm.demo.service.gatherings import WEBINAR_ID
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.options import ISSUES
from crm.sms.models import Consent, Message, OptOut
from tests.support.factories import Factory, sign_in


@pytest.fixture
def demo(app: Flask, now: datetime) -> Organization:
    """The demo organization, loaded."""
    assert load_demo(now).is_new
    row = find_organization("puente-abierto")
    assert row is not None
    return row


def run(app: Flask) -> Result:
    """The command, as it is called."""
    return app.test_cli_runner().invoke(args=["demo"])


def test_the_command_twice(app: Flask) -> None:
    first = run(app)
    assert first.exit_code == 0 and "Loaded" in first.output and "rosa@demo.example.org" in first.output
    organization = find_organization("puente-abierto")
    assert organization is not None and organization.is_practice and len(organization.short_name) <= 14
    with in_organization(organization.id):
        before = db.session.scalar(select(func.count(Contact.id)))
    again = run(app)
    assert again.exit_code == 0 and "there already" in again.output and "reinvest-demo" in again.output
    with in_organization(organization.id):
        assert db.session.scalar(select(func.count(Contact.id))) == before == len(KNOWN) == 60


def test_people_are_invented(demo: Organization) -> None:
    with in_organization(demo.id):
        points = db.session.scalars(select(ContactPoint.value)).all()
        assert all(re.fullmatch(r"\+1(303|720)55501\d\d|.+@example\.org", value) for value in points)
        languages = db.session.scalars(select(Contact.preferred_language)).all()
        assert 0.4 < sum(one == "es" for one in languages) / len(languages) < 0.6
        consents = db.session.scalars(select(Consent)).all()
        assert len(consents) > 40 and all(one.words and one.source for one in consents)
    phones = [one.phone for one in KNOWN if one.phone]
    assert len(set(phones)) < len(phones) < len(KNOWN) and any(not one.email for one in KNOWN)
    assert len(STRANGERS) == 25 and not {one.phone for one in STRANGERS} & set(phones)


def test_three_campaigns_with_sources(demo: Organization, now: datetime) -> None:
    with in_organization(demo.id):
        cards = boards.overview(now, demo.time_zone).all
        assert [card.campaign.level.value for card in cards] == ["school_district", "local", "state"]
        assert all(card.campaign.public_summary_es and card.stage for card in cards)
        assert [card.ledger.demanded.gap for card in cards] == [0, 0, None]
        assert cards[1].ledger.claimed.is_balanced
        figures = [figure for card in cards for line in card.ledger.lines for figure in line.figures.values()]
        assert figures and all(one.document.startswith("Example: ") and one.url for one in figures)


def test_nothing_recent_lies_in_the_future(demo: Organization, now: datetime) -> None:
    with in_organization(demo.id):
        for column in (OneOnOne.met_at, Message.at, Consent.at):
            latest = db.session.scalar(select(func.max(column)))
            assert latest is not None and latest <= now
        webinar = db.session.scalars(select(Action).where(Action.webinar_id == WEBINAR_ID)).one()
        assert webinar.ends_at is not None and 0 <= (now - webinar.ends_at).total_seconds() < 30 * 3600
        assert db.session.scalars(select(OptOut.phone)).all() == ["+13035550125"]


@pytest.mark.parametrize("hour", [0, 7, 13])
@pytest.mark.parametrize("day", [23, 24, 29])
def test_it_loads_on_any_day_and_hour(app: Flask, day: int, hour: int) -> None:
    moment = datetime(2026, 11, day, hour, 1, tzinfo=UTC)
    load_demo(moment)
    organization = find_organization("puente-abierto")
    assert organization is not None
    with in_organization(organization.id):
        board = boards.board(list_campaigns()[0].id, moment, organization.time_zone)
        assert board.funnel and board.funnel.counts["answered"] > 5
        assert sum(week.count for week in board.weeks) > 30
        latest = db.session.scalar(select(func.max(OneOnOne.met_at)))
        assert latest is not None and latest <= moment


def test_boards_of_the_demo_open(client: FlaskClient, demo: Organization) -> None:
    db.session.commit()
    lead = find_user_by_email("denise@demo.example.org")
    assert isinstance(lead, User)
    organization_id = demo.id
    with in_organization(organization_id):
        ids = [row.id for row in list_campaigns()]
        sign_in(client, lead)
    for campaign_id in ids:
        for address in (f"/boards/{campaign_id}", f"/campaigns/{campaign_id}"):
            assert client.get(address).status_code == 200
    assert (
        client.post("/sign-in", data={"email": "rosa@demo.example.org", "password": "reinvest-demo"}).status_code == 302
    )


def test_practice_files(client: FlaskClient, make: Factory, demo: Organization) -> None:
    lead = find_user_by_email("malik@demo.example.org")
    assert isinstance(lead, User)
    with in_organization(demo.id):
        action_id = db.session.scalars(select(Action.id).where(Action.webinar_id == WEBINAR_ID)).one()
        sign_in(client, lead)
    registration = client.get(f"/demo/files/{action_id}/zoom_registration.csv")
    assert registration.status_code == 200 and registration.mimetype == "text/csv"
    assert registration.text.startswith("\ufeffRegistration Report") and zoom.QUESTION in registration.text
    attendees = client.get(f"/demo/files/{action_id}/zoom_attendees.csv").text
    assert "812 5550 1019" in attendees and "Attendee Details" in attendees
    assert client.get(f"/demo/files/{action_id}/zoom_other.csv").status_code == 404
    stranger = make.organization()
    with in_organization(stranger.id):
        own_id = make.action().id
        user = make.user(stranger, Role.COORDINATOR)
    sign_in(client, user)
    assert client.get(f"/demo/files/{action_id}/zoom_registration.csv").status_code == 404
    assert client.get(f"/demo/files/{own_id}/zoom_registration.csv").status_code == 404


def test_what_matters_is_said_in_words(demo: Organization) -> None:
    with in_organization(demo.id):
        named = {issue for campaign in list_campaigns() for issue in campaign.issues}
        named |= {issue for row in db.session.scalars(select(OneOnOne)) for issue in row.issues}
        assert named <= set(dict(ISSUES))


def test_people_are_known_before_they_are_met(demo: Organization) -> None:
    with in_organization(demo.id):
        met = select(OneOnOne).join(Contact, Contact.id == OneOnOne.contact_id)
        assert db.session.scalars(met.where(OneOnOne.met_at < Contact.created_at)).all() == []
