"""A sheet of thirty rows typed without a mouse: the fewest letters, Enter, the next row; nothing lost when the line drops."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from crm.contacts.models import Contact
from crm.contacts.queries.people import is_current
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.signins.models import SignIn
from crm.signins.service.paper import ROWS, begin_sheet
from tests.conftest import make_app
from tests.signins.door_support import meeting
from tests.support.browser import phone
from tests.support.factories import Factory
from tests.support.hands import Hands
from tests.support.site import compress_static, serving

expect.set_options(timeout=15_000)
PASSWORD = "a long password"
KNOWN = 24
SECONDS_A_ROW = 9
"""On a phone, thumbs and all, with every second that the page takes."""


@pytest.fixture
def grid(tmp_path: Path) -> Iterator[tuple[str, Flask, int]]:
    """A running site with two dozen people and an empty sheet: its address, the application, the organization."""
    compress_static()
    app = make_app(f"sqlite:///{tmp_path / 'grid.db'}", tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context(), unit_of_work():
        make = Factory(utc_now())
        organization = make.organization(name="Puente Abierto")
        with in_organization(organization.id):
            make.user(organization, Role.ORGANIZER, email="rosa@example.org", password=PASSWORD)
            people = [
                NewContact(f"{chr(97 + n)}nita".title(), last_name=f"Q{chr(97 + n)}rtez", phone=f"72055501{n:02d}")
                for n in range(KNOWN)
            ]
            create_contacts(system_actor(organization.id), make.now, people)
            begin_sheet(system_actor(organization.id), make.now, meeting(make).id, has_consent=True)
    with serving(app) as url:
        yield url, app, organization.id
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.browser
def test_a_sheet_of_thirty_rows(browser: Browser, grid: tuple[str, Flask, int]) -> None:
    url, app, organization_id = grid
    with phone(browser, url) as page:
        page.goto("/sign-in?next=/sign-in-sheets/1")
        page.fill("input[name=email]", "rosa@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Name, row 1", exact=True)).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        hands, began = Hands(page), time.monotonic()
        for number in range(KNOWN):
            hands.read(f"{chr(97 + number)}nita Q{chr(97 + number)}rtez")
            hands.type(f"{chr(97 + number)}ni q{chr(97 + number)}", "Enter")
            expect(page.get_by_label(f"Name, row {number + 2}", exact=True)).to_be_focused()
        for number in range(KNOWN, ROWS):
            if number == ROWS - 1:
                page.context.set_offline(True)
            name, digits = f"Newcomer{chr(97 + number % 26) * 2} Zz{chr(97 + number % 26) * 3}", f"30355501{number:02d}"
            hands.read(f"{name} {digits}")
            hands.type(name, "Tab")
            expect(page.get_by_label(f"Phone, row {number + 1}", exact=True)).to_be_focused()
            hands.type(digits, "Tab")
            expect(page.get_by_label(f"Language, row {number + 1}", exact=True)).to_be_focused()
            hands.type("", "Control+d", "Tab")
            hands.type("y", "Enter")
        hands.seconds += time.monotonic() - began
        expect(page.locator("#problem")).to_be_visible()
        page.context.set_offline(False)
        expect(page.locator("#problem")).to_be_hidden()
        expect(page.locator("[data-count=typed]")).to_have_text(str(ROWS))
        expect(page.locator("[data-count=known]")).to_have_text(str(KNOWN))
        expect(page.locator("[data-count=new]")).to_have_text(str(ROWS - KNOWN))
        assert hands.seconds / ROWS <= SECONDS_A_ROW, vars(hands)
        page.reload()
        expect(page.get_by_label("Name, row 3", exact=True)).to_have_value("Cnita Qcrtez")
    with app.app_context(), in_organization(organization_id):
        assert db.session.scalars(select(func.count(SignIn.id))).one() == ROWS
        assert db.session.scalars(select(func.count(Contact.id)).where(is_current())).one() == ROWS
