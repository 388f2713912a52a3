"""A board on the wall and by a link: numbers, no names; ended links open nothing; many screens cost one drawing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from crm.accounts.models import Organization
from crm.boards.remembered import Remembered
from crm.boards.routes import shared
from crm.campaigns.models import Confidence, Lean
from crm.campaigns.service import deciders, standing
from crm.core.actor import Role, system_actor
from crm.core.clock import local_date, utc_now
from crm.core.database import db
from tests.support.factories import Factory, sign_in


@pytest.fixture
def campaign_id(make: Factory, organization: Organization) -> int:
    """A campaign with a seat that leans."""
    campaign, actor = make.campaign(name="Care Not Cages"), system_actor(organization.id)
    today = local_date(make.now, organization.time_zone)
    seat = deciders.add_target(actor, make.now, campaign.id, deciders.NewDecisionMaker("Ana Uno", seat="District 1"))
    said = standing.Evidence("Said so", today, Confidence.PUBLIC)
    standing.report_lean(actor, make.now, seat.id, Lean.LEAN_YES, said, today)
    return campaign.id


def link_to(client: FlaskClient, campaign_id: int, **data: str) -> str:
    page = client.post(f"/boards/{campaign_id}/share", data={"label": "The coalition"} | data)
    assert page.status_code == 200
    return page.text.partition('id="made" readonly value="')[2].partition('"')[0].partition("/b/")[2]


def test_a_link_opens_the_numbers_until_it_is_ended(
    client: FlaskClient, make: Factory, organization: Organization, campaign_id: int
) -> None:
    make.contact(first_name="Zelda", last_name="Secreta")
    sign_in(client, make.user(organization, Role.LEAD))
    assert client.post(f"/boards/{campaign_id}/share", data={"label": " "}).status_code == 422
    token = link_to(client, campaign_id)
    stranger = client.application.test_client()
    opened = stranger.get(f"/b/{token}")
    assert opened.status_code == 200 and "Care Not Cages" in opened.text and "1 leaning" in opened.text
    assert "Secreta" not in opened.text and "Ana Uno" not in opened.text and "/people" not in opened.text
    assert stranger.get(f"/b/{token}/wall").status_code == 200
    assert stranger.get(f"/b/{token[:-1]}x").status_code == 404
    share_id = client.get(f"/boards/{campaign_id}/share").text.partition("/boards/shares/")[2].partition('"')[0]
    assert client.post(f"/boards/shares/{share_id}").status_code == 302
    assert stranger.get(f"/b/{token}").status_code == stranger.get(f"/b/{token}/wall").status_code == 404


def test_a_link_is_over_after_its_last_day(
    client: FlaskClient, make: Factory, organization: Organization, campaign_id: int
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    today = local_date(utc_now(), organization.time_zone)
    token = link_to(client, campaign_id, expires_on=today.isoformat())
    late = client.post(f"/boards/{campaign_id}/share", data={"label": "Late", "expires_on": "2001-01-01"})
    assert late.status_code in (400, 409, 422) and "between today and a year" in late.text
    assert client.get(f"/b/{token}").status_code == 200
    later = update(Organization).where(Organization.id == organization.id)
    db.session.execute(later.values(clock_offset_seconds=int(timedelta(days=2).total_seconds())))
    db.session.commit()
    assert client.get(f"/b/{token}").status_code == 404


def test_only_leads_share(client: FlaskClient, make: Factory, organization: Organization, campaign_id: int) -> None:
    sign_in(client, make.user(organization, Role.PARTNER))
    assert client.get(f"/boards/{campaign_id}/share").status_code == 403
    assert client.get(f"/boards/{campaign_id}/wall").status_code == 200


def test_fifty_walls_are_drawn_once_and_told_that_nothing_changed(
    client: FlaskClient, make: Factory, organization: Organization, campaign_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    drawn = []
    real = shared.queries.board
    monkeypatch.setattr(shared.queries, "board", lambda *args: drawn.append(args) or real(*args))
    monkeypatch.setattr(shared, "walls", Remembered[str](0, 60))
    first = client.get(f"/boards/{campaign_id}/wall")
    again = [
        client.get(f"/boards/{campaign_id}/wall", headers={"If-None-Match": first.headers["ETag"]}) for _n in range(49)
    ]
    assert {one.status_code for one in again} == {304} and len(drawn) == 1
    make.action(campaign_id=campaign_id)
    assert client.get(f"/boards/{campaign_id}/wall").status_code == 200 and len(drawn) == 2
    assert "Ana Uno" not in first.text and "1 of 1 votes" in first.text


def test_what_is_remembered_grows_old() -> None:
    asked: list[int] = []
    fresh, same, old = Remembered[int](60, 60), Remembered[int](-1, 60), Remembered[int](-1, -1)
    for version in (1, 1, 2):
        fresh.get("key", lambda version=version: version, lambda: asked.append(1) or 1)
        same.get("key", lambda version=version: version, lambda: asked.append(2) or 2)
        old.get("key", lambda: 1, lambda: asked.append(3) or 3)
    assert (asked.count(1), asked.count(2), asked.count(3)) == (1, 2, 3)
