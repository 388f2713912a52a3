"""The inbox with JavaScript: one key fills an answer, its length is counted live, and what comes in appears by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from crm.core.actor import Role
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.sms.inbox_support import reach, text_in
from tests.support.browser import axe_violations, desktop
from tests.support.factories import Factory

PASSWORD = "a long password"
PHONE = "+13035550190"


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
    """A running site where somebody asks a question about a hearing: its address, the application, the organization."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["WTF_CSRF_ENABLED"] = True
        with app.app_context(), unit_of_work():
            make = Factory(datetime.now(UTC))
            organization = make.organization()
            with in_organization(organization.id):
                make.user(organization, Role.COORDINATOR, email="rosa@example.org", password=PASSWORD, name="Rosa")
                make.action(starts_at=make.now + timedelta(days=9), short_title="Hearing", place="Room 201")
                andre = make.contact(first_name="Andre")
                text_in(reach(andre, PHONE, make.now), "What time does it start?", make.now)
            organization_id = organization.id
        with _served(app) as url:
            yield url, app, organization_id
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.browser
def test_a_question_is_answered_by_one_key_while_more_comes_in(site: tuple[str, Flask, int], browser: Browser) -> None:
    url, app, organization_id = site
    with desktop(browser, url) as page:
        page.goto("/sign-in")
        page.fill("input[name=email]", "rosa@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        page.goto("/texting")
        page.click(".inbox-row")
        page.wait_for_url("**/texting/*")
        assert axe_violations(page) == []
        expect(page.locator("#count")).to_contain_text("0 characters")
        page.keyboard.press("Shift+Digit1")
        assert "Room 201" in page.input_value("#body")
        expect(page.locator("#count")).to_contain_text("1 segment")
        with app.app_context(), in_organization(organization_id), unit_of_work():
            text_in(PHONE, "And is there parking?", datetime.now(UTC))
        expect(page.locator("#thread")).to_contain_text("And is there parking?", timeout=9_000)
        assert "Room 201" in page.input_value("#body")
        page.click("#composer button")
        expect(page.locator("#thread .ours")).to_contain_text("Room 201")
        expect(page.locator(".inbox-head")).to_contain_text("0 waiting")
        page.goto("/texting")
        with app.app_context(), in_organization(organization_id), unit_of_work():
            text_in(PHONE, "One more question?", datetime.now(UTC))
        page.locator(".inbox-row", has_text="One more").click(timeout=9_000)
        page.wait_for_url("**/texting/*")
        expect(page.locator("button[data-quick]").first).to_be_visible()
        page.keyboard.press("Digit1")
        expect(page.locator("#undo")).to_contain_text("Take back")
        page.keyboard.press("u")
        expect(page.locator(".page")).to_contain_text("Taken back. Nothing was sent.")
        expect(page.locator("#thread .ours.lost")).to_contain_text("taken back")
