"""A campaign is built by hand: template, ledger from a sheet, who decides, the vote; and the board tells it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from crm.campaigns.models import Confidence, Lean, Majority
from crm.campaigns.service import deciders, decisions, standing
from crm.core.actor import Role, system_actor
from crm.core.clock import local_date
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from tests.conftest import make_app
from tests.support.browser import axe_violations, desktop, phone
from tests.support.factories import Factory
from tests.support.sheets import workbook
from tests.support.site import serving

PASSWORD = "a long password"
SHEET = [
    ["Denver Public Schools: proposed budget", "", "", "", "", ""],
    ["Amounts in thousands", "", "", "", "", ""],
    ["Department", "Program", "FY2026 Adopted", "FTE", "FY2027 Proposed", "FTE"],
    ["School police", "Officers", 14200, 71, 11300, 60],
    ["", "Cameras", "(200)", "", "$0.1M", ""],
    ["Total School police", "", 14000, 71, 11400, 60],
    ["Counselors", "Nurses", 21500, 196, 24200, 220],
]
EXCEPTIONS = (3, 17, 44)
"""Of fifty members, those who voted otherwise than they had said."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, list[int]]]:
    """An organization with a lead, and a second campaign whose body of fifty has said how it votes."""
    tmp_path: Path = tmp_path_factory.mktemp("builder")
    app: Flask = make_app(f"sqlite:///{tmp_path / 'builder.db'}", tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context(), unit_of_work():
        make = Factory(datetime.now(UTC))
        organization = make.organization(is_practice=True)
        actor, today = system_actor(organization.id), local_date(make.now, "America/Denver")
        with in_organization(organization.id):
            for name in ("denise", "imani"):
                make.user(organization, Role.LEAD, email=f"{name}@example.org", password=PASSWORD, name=name.title())
            fifty = make.campaign(name="Fifty seats")
            lines = "\n".join(f"Member {number}; District {number}" for number in range(1, 51))
            seats = [seat.id for seat in deciders.add_seats(actor, make.now, fifty.id, lines)]
            said = standing.Evidence("Said so", today, Confidence.PUBLIC)
            for place, seat in enumerate(seats):
                lean = Lean.YES if place % 2 else Lean.NO
                standing.report_lean(actor, make.now, seat, lean, said, today)
            vote = decisions.NewDecision("The contract", "", today, Majority.SIMPLE, 50)
            decisions.set_decision(actor, make.now, fifty.id, vote)
            fifty_id = fifty.id
            db.session.flush()
    with serving(app) as url:
        yield url, fifty_id, seats
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def sign_in(page: Page, who: str) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", f"{who}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def begin_campaign(page: Page, today: str) -> str:
    """A campaign from a template, with both sides of one of the field's planks; its id."""
    page.goto("/campaigns/new")
    page.fill("[name=name]", "Counselors, Not Cops")
    page.select_option("[name=level]", "school_district")
    page.fill("[name=place_name]", "Denver")
    page.fill("[name=ocd_id]", "ocd-division/country:us/state:co/place:denver")
    page.fill("[name=decision_body]", "Denver school board")
    page.fill("[name=decision_on]", today)
    page.fill("[name=fiscal_year]", "2027")
    page.get_by_role("button", name="Begin the campaign").click()
    campaign = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
    page.select_option("[name=template]", "school_police")
    page.get_by_role("button", name="Lay out the stages").click()
    expect(page.locator("#stages .rows li").first).to_contain_text("Research")
    page.get_by_text("Choose from the field's planks").click()
    page.select_option("#plank", "M1-LOC-D")
    page.get_by_role("button", name="Add both sides").click()
    return campaign


def bring_in_the_ledger(page: Page, campaign: str) -> None:
    """Its money from a sheet, and two versions of it beside each other."""
    page.goto(f"/campaigns/{campaign}/ledger")
    page.get_by_role("link", name="Bring in a sheet").click()
    sheet = {
        "name": "proposed.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": workbook(SHEET).getvalue(),
    }
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.locator("main")).to_contain_text("3 new lines")
    expect(page.locator("main")).to_contain_text("This is a sum of other rows")
    page.get_by_role("button", name="Bring it in").click()
    page.goto(f"/campaigns/{campaign}/ledger")
    page.get_by_role("link", name="Compare two").click()
    expect(page.locator("main")).to_contain_text("−$2,600,000")
    expect(page.locator("main")).to_contain_text("−18.6%")


def record_the_vote(page: Page, campaign: str, today: str) -> None:
    """Who decides, moved on the map, and how they voted."""
    page.goto(f"/campaigns/{campaign}/deciders")
    page.get_by_text("Add a whole body").click()
    page.fill("[name=lines]", "Ana Uno; District 1\nBea Dos; District 2\nCy Tres; District 3")
    page.get_by_role("button", name="Write the seats down").click()
    page.fill("[name=subject]", "End the contract")
    page.fill("[name=held_on]", today)
    page.get_by_role("button", name="Save the vote to come").click()
    page.get_by_role("link", name="Ana Uno").first.click()
    page.fill("[data-move-form] [name=support]", "3")
    page.fill("[data-move-form] [name=evidence]", "Said so at the forum")
    page.get_by_role("button", name="Save the move").click()
    expect(page.locator("[data-map] .mark")).to_have_count(1)
    for place, word in enumerate(("Yes", "Yes", "No")):
        page.locator(".roll fieldset").nth(place).get_by_text(word, exact=True).click()
    expect(page.locator("[data-tally]")).to_have_text("2 to 1, 0 open")
    page.get_by_role("button", name="Save the vote").click()
    expect(page.locator("#vote")).to_contain_text("It carried.")
    expect(page.locator("#after")).to_contain_text("Does the adopted budget say so?")
    found = axe_violations(page)
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_from_a_template_to_a_vote_that_the_board_tells(site: tuple[str, int, list[int]], browser: Browser) -> None:
    url, _fifty, _seats = site
    today = datetime.now().astimezone().date().isoformat()
    with desktop(browser, url) as page:
        sign_in(page, "denise")
        campaign = begin_campaign(page, today)
        bring_in_the_ledger(page, campaign)
        record_the_vote(page, campaign, today)
        page.goto(f"/boards/{campaign}")
        expect(page.locator(".lead-sentence")).to_contain_text("2 to 1: it carried. 2 demands won.")
        page.get_by_role("button", name="Español").first.click()
        page.goto(f"/campaigns/{campaign}/ledger/compare")
        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page.locator("main")).to_contain_text("−$2,600,000")


@pytest.mark.browser
def test_fifty_members_take_as_many_taps_as_there_were_surprises(
    site: tuple[str, int, list[int]], browser: Browser
) -> None:
    url, fifty, seats = site
    with phone(browser, url) as page:
        sign_in(page, "imani")
        page.goto(f"/campaigns/{fifty}/deciders#vote")
        began, taps = time.monotonic(), 0
        expect(page.locator("[data-tally]")).to_have_text("25 to 25, 0 open")
        for place in EXCEPTIONS:
            page.locator(f"label[for=v{seats[place]}-{'no' if place % 2 else 'yes'}]").tap()
            taps += 1
        expect(page.locator("[data-tally]")).to_have_text("24 to 26, 0 open")
        page.get_by_role("button", name="Save the vote").tap()
        taps += 1
        expect(page.locator("#vote")).to_contain_text("It did not carry.")
        assert taps == len(EXCEPTIONS) + 1 and time.monotonic() - began < 60
