"""The one-on-one screen under a thumb: four taps, asks that turn, a double tap that is one record."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from crm.commitments.models import Commitment, Task
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Actor, Role
from crm.core.database import db, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.one_on_ones.models import Assessment, OneOnOne
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.support.browser import axe_violations, phone
from tests.support.factories import Factory
from tests.support.hands import Hands

PASSWORD = "a long password"
GROUND = "Español"
"""The language switch of the shell, whose short form is not this screen's to mend."""


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=BACKENDS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Flask, int]]:
    """A running site with an organizer, a hearing to come and a person: its address, the application, the person's id."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["WTF_CSRF_ENABLED"] = True
        with app.app_context(), unit_of_work():
            make = Factory(datetime.now(UTC))
            organization = make.organization(name="Puente Abierto")
            with in_organization(organization.id):
                rosa = make.user(organization, Role.ORGANIZER, email="rosa@example.org", password=PASSWORD, name="Rosa")
                campaign = make.campaign(decision_on=(make.now + timedelta(days=23)).date())
                make.action(kind="public_comment", starts_at=make.now + timedelta(days=9), campaign_id=campaign.id)
                actor = Actor(organization.id, rosa.id, rosa.name, rosa.role)
                lupe = create_contact(actor, make.now, NewContact(first_name="Lupe", owner_user_id=rosa.id)).id
        with _served(app) as url:
            yield url, app, lupe
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", "rosa@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/today")


def _counts(app: Flask) -> list[int]:
    with app.app_context(), everywhere("counting in a test"):
        models = (OneOnOne, Assessment, Commitment, Task)
        return [db.session.scalars(select(func.count(model.id))).one() for model in models]


@pytest.mark.browser
def test_four_taps_and_25_seconds(browser: Browser, site: tuple[str, Flask, int]) -> None:
    url, app, lupe = site
    with phone(browser, url) as page:
        _sign_in(page)
        page.goto(f"/people/{lupe}")
        hands = Hands(page)
        hands.tap(page.get_by_role("link", name="Log one-on-one"))
        hands.see(page.get_by_role("button", name="Testify"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        hands.decide(page.locator(".scale label").nth(1))
        hands.decide(page.get_by_role("button", name="Testify"))
        expect(page.get_by_label("What", exact=True)).to_have_value("Prep testimony with Lupe")
        hands.decide(page.get_by_role("button", name="Save one-on-one"))
        hands.see(page.get_by_role("status"))
        expect(page.get_by_role("status")).to_contain_text("One-on-one with Lupe saved")
        assert hands.taps == 4 and hands.letters == 0 and hands.seconds <= 25, vars(hands)
        assert _counts(app) == [1, 1, 1, 1]


@pytest.mark.browser
def test_a_double_tap_is_one_record_and_its_next_step_is_done_and_undone(
    browser: Browser, site: tuple[str, Flask, int]
) -> None:
    url, app, lupe = site
    with phone(browser, url) as page:
        _sign_in(page)
        page.goto(f"/one-on-ones/new?contact={lupe}")
        page.locator(".scale label").nth(1).tap()
        page.get_by_role("button", name="Testify").tap()
        page.locator("label", has_text="Confirm the day before").tap()
        page.get_by_role("button", name="Save one-on-one").dblclick()
        expect(page.get_by_role("status")).to_contain_text("One-on-one with Lupe saved")
        assert _counts(app) == [1, 1, 1, 1]
        page.goto("/today")
        page.get_by_role("button", name="Done: Confirm").tap()
        page.get_by_role("button", name="Undo: Confirm").tap()
        expect(page.get_by_role("button", name="Undo: Confirm")).to_have_count(0)
        assert [line for line in axe_violations(page) if GROUND not in line] == []


@pytest.mark.browser
def test_an_ask_turns_with_every_tap(browser: Browser, site: tuple[str, Flask, int]) -> None:
    url, _app, lupe = site
    with phone(browser, url) as page:
        _sign_in(page)
        page.goto(f"/one-on-ones/new?contact={lupe}")
        ask = page.get_by_role("button", name="Host a house meeting")
        for word in ("Yes", "Maybe", "No", "Not asked", "Yes"):
            ask.tap()
            expect(ask).to_contain_text(word)
            expect(page.locator("#asks-said")).to_contain_text(word)
        expect(page.get_by_label("What", exact=True)).to_have_value("Plan the house meeting with Lupe")
        page.get_by_label("What", exact=True).fill("Send her the guide")
        page.get_by_role("button", name="Testify").tap()
        expect(page.get_by_label("What", exact=True)).to_have_value("Send her the guide")
        assert [line for line in axe_violations(page) if GROUND not in line] == []


@pytest.mark.browser
def test_without_javascript_an_ask_is_a_list_beside_its_words(browser: Browser, site: tuple[str, Flask, int]) -> None:
    url, app, lupe = site
    with phone(browser, url, java_script_enabled=False) as page:
        _sign_in(page)
        page.goto(f"/one-on-ones/new?contact={lupe}")
        box = page.get_by_label("Host a house meeting").bounding_box()
        assert box and box["x"] + box["width"] <= 390
        page.get_by_label("Host a house meeting").select_option("maybe")
        page.get_by_role("button", name="Save one-on-one").tap()
        expect(page.get_by_role("status")).to_contain_text("One-on-one with Lupe saved")
        assert _counts(app) == [1, 0, 1, 1]
