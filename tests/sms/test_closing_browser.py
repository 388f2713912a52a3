"""Closing on a phone takes three taps and less than a minute; a webinar's link leads in by itself, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from crm.core.actor import Role
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.signins.queries import sign_ins_of
from crm.sms.models import Message, Track
from crm.turnout.links import PersonLink, person_token
from tests.conftest import make_app
from tests.support.browser import axe_violations, phone
from tests.support.factories import Factory
from tests.support.hands import Hands
from tests.support.site import serving
from tests.support.webinar import Webinar

PASSWORD = "a long password"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Flask, Webinar]]:
    """A meeting that is over, in an organization whose organizer is on her phone."""
    app = make_app(f"sqlite:///{tmp_path / 'closing.db'}", tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context(), unit_of_work():
        make = Factory(datetime.now(UTC))
        organization = make.organization(is_practice=True)
        with in_organization(organization.id):
            rosa = make.user(organization, Role.ORGANIZER, email="rosa@example.org", password=PASSWORD, name="Rosa")
            meeting = make.action(title="House meeting", kind="house_meeting")
            webinar = Webinar(make, organization, meeting, rosa)
            webinar.person("Ana", Track.CAME, preferred_language="es")
            webinar.person("Beto", Track.CAME)
            webinar.person("Carla", Track.DID_NOT_COME)
    with serving(app) as url:
        yield url, app, webinar
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.browser
def test_three_taps_close_a_meeting(site: tuple[str, Flask, Webinar], browser: Browser) -> None:
    url, app, webinar = site
    with phone(browser, url) as page:
        page.goto("/sign-in")
        page.fill("input[name=email]", "rosa@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        page.goto("/actions")
        hands = Hands(page)
        hands.decide(page.get_by_role("link", name="House meeting", exact=True))
        hands.decide(page.get_by_role("link", name="Close", exact=True))
        hands.see(page.get_by_text("¡Gracias por venir"))
        hands.read(page.locator("main").inner_text())
        assert axe_violations(page) == []
        hands.decide(page.get_by_role("button", name="Close and send", exact=True))
        hands.see(page.get_by_text("3 texts are on their way."))
        assert hands.taps == 3 and hands.letters == 0 and hands.seconds <= 60, vars(hands)
        page.get_by_role("button", name="Open again").click()
        expect(page.locator("body")).to_contain_text("Texts that had not left are not sent.")
    with app.app_context(), in_organization(webinar.organization.id):
        assert db.session.query(Message).count() == 3


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_leads_in_with_scripts_and_without(
    site: tuple[str, Flask, Webinar], browser: Browser, scripts: bool
) -> None:
    url, app, webinar = site
    with app.app_context(), unit_of_work(), in_organization(webinar.organization.id):
        begun = datetime.now(UTC) - timedelta(minutes=5)
        talk = webinar.make.action(starts_at=begun, online_url=f"{url}/healthz")
        ana = webinar.people["Ana"].id
        talk_id, token = talk.id, person_token(PersonLink(webinar.organization.id, talk.id, ana))
    with phone(browser, url, java_script_enabled=scripts) as page:
        page.goto(f"/j/{token}")
        if not scripts:
            page.get_by_role("button", name="Go in").click()
        page.wait_for_url("**/healthz", timeout=9_000)
    with app.app_context(), in_organization(webinar.organization.id):
        assert list(sign_ins_of(talk_id)) == [ana]
