"""A webinar's evening in the browser: clicks until the follow-up is scheduled, and texts sent person to person by one key."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from crm.accounts.queries import find_organization, get_organization, list_users
from crm.actions.models import Action
from crm.core.actor import Role, system_actor
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.demo import zoom
from crm.demo.service import load_demo
from crm.demo.service.crew import SLUG
from crm.demo.service.gatherings import WEBINAR_ID
from crm.imports.service import Agreement, apply, preview
from crm.sms.models import Blast, BlastStatus, Message
from crm.sms.service import person_to_person
from tests.conftest import fresh_database, make_app
from tests.support.browser import axe_violations, desktop, phone
from tests.support.neighbour_rows import Rows
from tests.support.site import Site, serving

pytestmark = pytest.mark.browser
MOST_CLICKS = 12
MOST_SECONDS = 8 * 60
COUNTER = """
document.addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
"""


class Evening:
    """The demo's webinar: registered last week, over just now, its report on the coordinator's disk."""

    def __init__(self, app: Flask, folder: Path) -> None:
        now = datetime.now(UTC)
        with app.app_context(), unit_of_work():
            load_demo(now)
            organization = find_organization(SLUG)
            assert organization is not None
            with in_organization(organization.id):
                action = db.session.scalars(select(Action).where(Action.webinar_id == WEBINAR_ID)).one()
                webinar = zoom.Webinar(
                    action.title, WEBINAR_ID, action.starts_at, action.minutes or 90, action.time_zone
                )
                actor, report = system_actor(organization.id), zoom.registration_report(webinar).encode()
                run = preview(actor, now, report, "registered.csv", None, action.id)
                apply(actor, now, run.id, Agreement(question=zoom.QUESTION))
                self.title = action.title
            self.organization_id = organization.id
        self.app = app
        self.report = folder / "zoom_attendees.csv"
        self.report.write_text(zoom.attendee_report(webinar))

    def hand_to_texter(self) -> None:
        """The first blast goes person to person at two in the afternoon; its texter is given four texts."""
        with self.app.app_context(), in_organization(self.organization_id), unit_of_work():
            organization, now = get_organization(self.organization_id), datetime.now(UTC)
            there = now.astimezone(ZoneInfo(organization.time_zone))
            tuesday = there + timedelta(days=(1 - there.weekday()) % 7)
            afternoon = tuesday.replace(hour=14, minute=0, second=0, microsecond=0)
            organization.clock_offset_seconds = round((afternoon - now).total_seconds())
            blast = db.session.scalars(select(Blast).where(Blast.status == BlastStatus.SCHEDULED)).first()
            assert blast is not None
            blast.status, actor = BlastStatus.SENDING, system_actor(self.organization_id)
            person_to_person.hand_to_texters(actor, now, blast.id)
            texter = next(iter(list_users(Role.TEXTER)))
            assert person_to_person.assign(actor, now, blast.id, texter.id, "", 4) == 4

    def pressed(self) -> int:
        """How many texts a key sent."""
        with self.app.app_context(), in_organization(self.organization_id):
            query = select(func.count(Message.id)).where(Message.submit_key.startswith("p2p:"))
            return db.session.scalars(query).one()


@pytest.fixture(params=["sqlite"])
def evening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Evening, Site]]:
    """That evening on a running site."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["WTF_CSRF_ENABLED"] = True
        made = Evening(app, tmp_path)
        with serving(app) as url:
            yield made, Site(url, app, Rows(made.organization_id, {}))
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def bring_in_the_report(page: Page, evening: Evening) -> None:
    """From the list of actions to "Imported"."""
    page.get_by_role("link", name=evening.title, exact=True).first.click()
    page.get_by_role("link", name="Drop Zoom's reports").click()
    with page.expect_file_chooser() as chooser:
        page.locator("input[type=file]").click()
    chooser.value.set_files(evening.report)
    page.locator("main").get_by_role("button", name=re.compile("Check|preview|Go on|Show", re.I)).first.click()
    page.get_by_role("button", name=re.compile(r"^Import \d+ people$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported")


def schedule_for_tomorrow(page: Page) -> int:
    """All three tracks, tomorrow at noon; how many texts."""
    page.get_by_text("At a time", exact=True).click()
    page.locator("#at").fill(page.evaluate("new Date(Date.now() + 86400000).toISOString().slice(0, 10)") + "T12:00")
    send = page.get_by_role("button", name=re.compile(r"^(Send|Schedule) \d+ texts$"))
    texts = int(re.findall(r"\d+", send.inner_text())[0])
    send.click()
    page.locator("main a[href*='/texting/blasts']").first.wait_for()
    return texts


def clicks(page: Page) -> int:
    """How often was clicked since the page was first opened."""
    return int(page.evaluate("sessionStorage.clicks"))


def test_from_the_end_of_a_webinar_in_twelve_clicks(evening: tuple[Evening, Site], browser: Browser) -> None:
    """A scheduled follow-up, or a sequence, begins with at most twelve clicks from the first page on; then by one key each."""
    made, site = evening
    cookies, began = site.signed_in(browser, "malik"), time.monotonic()
    with desktop(browser, site.url, storage_state=cookies) as page:
        page.add_init_script(COUNTER)
        page.goto("/")
        page.get_by_role("link", name="Actions").first.click()
        bring_in_the_report(page, made)
        result, brought_in = page.url, clicks(page)
        page.get_by_role("link", name="Follow-up").first.click()
        texts = schedule_for_tomorrow(page)
        assert texts > 10 and clicks(page) <= MOST_CLICKS, clicks(page)
        assert time.monotonic() - began < MOST_SECONDS
        before = clicks(page)
        page.goto(result)
        page.get_by_role("link", name="Sequence", exact=True).click()
        page.get_by_role("button", name="Use After the webinar: came").click()
        page.get_by_role("button", name="Start").click()
        expect(page.locator("main")).to_contain_text("Running since")
        assert brought_in + clicks(page) - before <= MOST_CLICKS
    made.hand_to_texter()
    send_by_one_key(site, browser, made)


def send_by_one_key(site: Site, browser: Browser, made: Evening) -> None:
    """On a telephone: Enter sends one text and shows the next one, four times; a double Enter sends no second one."""
    with phone(browser, site.url, storage_state=site.signed_in(browser, "texter")) as page:
        page.goto("/texting/turn")
        for number in range(1, 5):
            expect(page.locator(":focus")).to_contain_text("Send to")
            page.keyboard.press("Enter")
            expect(page.locator("main")).to_contain_text(f"{number} sent")
        expect(page.locator("main")).to_contain_text("All sent")
        assert not axe_violations(page)
    assert made.pressed() == 4
