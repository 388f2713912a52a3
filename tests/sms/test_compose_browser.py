"""Writing to many in the browser, at a desk and on a telephone: from choosing people to another person's yes, clicks counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from crm.contacts.models import Tag, Tagging
from crm.contacts.service import add_phone
from crm.core.actor import Role
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from tests.conftest import fresh_database, make_app
from tests.support.browser import axe_violations, desktop, phone
from tests.support.factories import Factory
from tests.support.site import serving
from tests.support.texting import member

pytestmark = pytest.mark.browser
PASSWORD = "a long password"
MOST_CLICKS = 8
COUNTER = """
document.addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
"""


class Screen(Protocol):
    """A desk or a telephone."""

    def __call__(self, browser: Browser, base_url: str) -> AbstractContextManager[Page]: ...


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Two coordinators at two in the afternoon; Ana, Luz (es) and Kai agreed to texts, Joe did not; more than two need a yes."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["WTF_CSRF_ENABLED"] = True
        with app.app_context(), unit_of_work():
            there = datetime.now(UTC).astimezone(ZoneInfo("America/Denver"))
            tuesday = there + timedelta(days=(1 - there.weekday()) % 7)
            afternoon = tuesday.replace(hour=14, minute=0, second=0, microsecond=0)
            make = Factory(afternoon.astimezone(UTC))
            organization = make.organization(is_practice=True)
            organization.short_name, organization.blast_approval_size = "Puente", 2
            organization.clock_offset_seconds = round((afternoon - there).total_seconds())
            with in_organization(organization.id):
                for name in ("malik", "imani"):
                    values = {"email": f"{name}@example.org", "password": PASSWORD, "name": name.title()}
                    make.user(organization, Role.COORDINATOR, **values)
                tag = make.add(Tag(name="Hot"))
                people = [member(make, organization, first_name=name, state="CO")[0] for name in ("Ana", "Kai")]
                people.append(member(make, organization, first_name="Luz", state="CO", preferred_language="es")[0])
                people.append(make.contact(first_name="Joe"))
                add_phone(people[-1].id, make.phone())
                for person in people:
                    make.add(Tagging(tag_id=tag.id, contact_id=person.id))
        with serving(app) as address:
            yield address
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def enter(page: Page, name: str) -> None:
    """Sign in."""
    page.goto("/sign-in")
    page.fill("input[name=email]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def write(page: Page) -> None:
    """Whom and what; the costly character is named, and mended by one click."""
    page.get_by_role("link", name="New text to many").click()
    page.get_by_label("A tag", exact=True).and_(page.locator("select")).select_option(label="Hot")
    expect(page.locator("#who")).to_contain_text("3 will get it")
    expect(page.locator("#who")).to_contain_text("1 no consent")
    page.locator("#en").fill("It’s tonight, {first_name}. {org}. STOP to opt out")
    expect(page.locator("#size-en")).to_contain_text("curly apostrophe")
    expect(page.locator("#size-en")).to_contain_text("70 characters a segment")
    page.locator("#size-en").get_by_role("button", name="Mend").click()
    expect(page.locator("#en")).to_have_value("It's tonight, {first_name}. {org}. STOP to opt out")
    expect(page.locator("#preview")).to_contain_text("It's tonight, Ana. Puente.")
    page.locator("#es").fill("Es hoy, {first_name}. {org}. STOP para salir")
    expect(page.locator("#size-es")).to_contain_text("1 segment each")


def take_up_again(page: Page) -> None:
    """The page is closed, and what was written is there again."""
    expect(page.locator("#send-bar")).to_contain_text("Kept as a draft")
    page.goto("/texting/new")
    page.get_by_text("You have 1 half-written text").click()
    page.get_by_role("link", name="It's tonight").click()
    expect(page.locator("#es")).to_have_value("Es hoy, {first_name}. {org}. STOP para salir")


def look_and_ask(page: Page) -> None:
    """As somebody else will see it, one to oneself, tomorrow at noon, and a second person is asked."""
    for _person in range(2):
        page.get_by_role("button", name="Next person").click()
        page.wait_for_timeout(300)
    expect(page.locator("#preview")).to_contain_text("Es hoy, Luz. Puente.")
    expect(page.locator("#send-bar")).to_contain_text("The last text leaves at 2:0")
    page.get_by_role("button", name="Send one to me").click()
    expect(page.locator("#preview")).to_contain_text("On its way to your phone")
    page.get_by_text("At a time", exact=True).click()
    page.locator("#at").fill(page.evaluate("new Date(Date.now() + 8 * 86400000).toISOString().slice(0, 10)") + "T12:00")
    expect(page.locator("#send-bar")).to_contain_text("at 12:0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and not axe_violations(page)
    page.get_by_role("button", name="Ask for approval of 3 texts").click()
    expect(page.locator("main")).to_contain_text("It waits for a second person")


@pytest.mark.parametrize("screen", [desktop, phone])
def test_from_choosing_people_to_a_second_persons_yes(url: str, browser: Browser, screen: Screen) -> None:
    with screen(browser, url) as page:
        enter(page, "malik")
        page.add_init_script(COUNTER)
        page.goto("/texting/blasts")
        write(page)
        before = int(page.evaluate("sessionStorage.clicks"))
        take_up_again(page)
        page.evaluate("clicks => { sessionStorage.clicks = clicks; }", before)
        look_and_ask(page)
        assert int(page.evaluate("sessionStorage.clicks")) <= MOST_CLICKS
        expect(page.get_by_role("button", name="Let it go")).to_have_count(0)
        asked = page.url
    with screen(browser, url) as page:
        enter(page, "imani")
        page.goto(asked)
        expect(page.locator("main")).to_contain_text("3 people would get this text")
        page.get_by_role("button", name="Let it go").click()
        expect(page.locator("main")).to_contain_text("It is now: goes later")
