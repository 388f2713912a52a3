"""The main job, end to end, as a new user does it: from a webinar's files to a follow-up text, a one-on-one and a board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import BACKENDS, fresh_database
from tests.support.browser import desktop, phone
from tests.support.server import served

pytestmark = pytest.mark.browser
WEBINAR = "Budgets 101"


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the whole program runs, freshly loaded, on a database of its own."""
    with fresh_database(request, tmp_path) as database, served(tmp_path, DATABASE_URL=database) as running:
        yield running


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the practice users."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{name}@demo.example.org")
    page.get_by_label("Password").fill("reinvest-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out").first).to_be_attached()


def open_webinar(page: Page) -> None:
    """From the list of actions to the webinar."""
    page.goto("/actions")
    page.get_by_role("link", name=WEBINAR, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WEBINAR)


def figure(page: Page, label: str) -> int:
    """The number that stands under a label in a row of counts."""
    text = page.locator("dl.counts > div", has=page.locator("dt", has_text=re.compile(f"^{label}$"))).locator("dd")
    found = re.match(r"[\d,]+", text.first.inner_text())
    assert found, f"no number under {label}"
    return int(found.group().replace(",", ""))


def download(page: Page, link: str, folder: Path) -> Path:
    """Save the file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def bring_in(page: Page, file: Path) -> None:
    """Drop a file on the webinar; ends at the preview."""
    open_webinar(page)
    page.get_by_role("link", name="Drop Zoom's reports").click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main").get_by_role("button", name=re.compile("Check|preview|Go on|Show", re.I)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before anything changes")


def apply(page: Page) -> None:
    """Press the last button of a preview."""
    page.get_by_role("button", name=re.compile(r"^Import \d+ people$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported")


def step_1_files(page: Page, folder: Path) -> None:
    """Both reports come in with a preview each; consent is said once; an import can be undone and done again."""
    open_webinar(page)
    registration = download(page, "Registration report", folder)
    attendees = download(page, "Attendee report", folder)
    bring_in(page, registration)
    assert figure(page, "New people") == 25 and figure(page, "Registered") == 55
    page.get_by_label(re.compile("They answered .May we text you")).check()
    apply(page)
    expect(page.locator("main")).to_contain_text(re.compile(r"Agreed to texts by “May we text you.*: 49"))
    bring_in(page, attendees)
    assert figure(page, "New people") == 0 and figure(page, "Already known") == 55
    came, left, away = (figure(page, name) for name in ("Came", "Left early", "Did not come"))
    assert came + left + away == 55 and min(came, left, away) > 0
    apply(page)
    page.get_by_role("button", name="Undo the import").click()
    open_webinar(page)
    assert figure(page, "Did not come") == 55
    bring_in(page, attendees)
    apply(page)
    open_webinar(page)
    assert (figure(page, "Came"), figure(page, "Left early"), figure(page, "Did not come")) == (came, left, away)


def step_2_follow_up(page: Page) -> None:
    """Three tracks in two languages, who is left out and why, and texts that arrive on simulated phones."""
    page.goto("/practice/phones")
    page.get_by_role("button", name="Today, 2 pm").click()
    open_webinar(page)
    page.get_by_role("link", name="Follow-up").click()
    for track in ("Came", "Left early", "Did not come"):
        expect(page.get_by_role("checkbox", name=re.compile(f"^{track}"))).to_be_checked()
    expect(page.get_by_text(re.compile(r"\d+ no consent")).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ opted out")).first).to_be_visible()
    send = page.get_by_role("button", name=re.compile(r"^Send \d+ texts$"))
    number = int(re.findall(r"\d+", send.inner_text())[0])
    send.click()
    page.locator("main a[href^='/texting/blasts/']").first.wait_for()
    blasts = [link.get_attribute("href") or "" for link in page.locator("main a[href^='/texting/blasts/']").all()]
    delivered = 0
    for blast in dict.fromkeys(blasts):
        page.goto(blast)
        expect(page.locator("main")).to_contain_text(re.compile(r"\bdone\b"), timeout=30_000)
        delivered += figure(page, "delivered")
    assert delivered == number


def texted_phone(page: Page, place: int) -> str:
    """Open the simulated phone at that place of the list; returns whose it is."""
    page.goto("/practice/phones")
    page.locator("main a[href*='phone=']").nth(place).click()
    answer = page.get_by_placeholder(re.compile("^Answer as "))
    return (answer.get_attribute("placeholder") or "").removeprefix("Answer as ")


def step_3_answers(page: Page) -> None:
    """A yes, a stop in other words and a question are understood, and act, through the signed webhook."""
    yes = texted_phone(page, 0)
    page.get_by_role("button", name="YES", exact=True).click()
    expect(page.get_by_text("Understood as: Yes")).to_be_visible()
    stopped = texted_phone(page, 2)
    page.get_by_role("button", name="please take me off your list").click()
    expect(page.get_by_text("Texting to this number has ended")).to_be_visible()
    asked = texted_phone(page, 4)
    page.get_by_role("button", name="¿A qué hora empieza?").click()
    expect(page.get_by_text("Understood as: Question")).to_be_visible()
    page.goto("/texting")
    expect(page.get_by_role("link", name=re.compile(asked)).first).to_be_visible()
    page.goto("/texting?show=all")
    page.get_by_role("link", name=re.compile(stopped)).first.click()
    expect(page.get_by_text(re.compile("opted out|said stop|closed", re.I)).first).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    page.goto("/texting?show=all")
    expect(page.get_by_role("link", name=re.compile(yes)).first).to_contain_text("Yes")


def step_4_one_on_one(page: Page) -> None:
    """A person is found by a few letters; four taps log a one-on-one; the next step stands on Today."""
    page.goto("/people")
    page.get_by_label("Find by name, number or e-mail").fill("lup mart")
    page.get_by_role("link", name=re.compile("Martínez")).first.click()
    expect(page.get_by_role("list", name="What happened")).to_contain_text("webinar")
    taps = 0
    page.get_by_role("link", name="Log one-on-one").first.click()
    for what in (
        page.locator(".scale label", has_text="With us"),
        page.get_by_role("button", name=re.compile("Testify")),
        page.get_by_role("button", name="Save one-on-one"),
    ):
        what.first.click()
        taps += 1
    assert taps + 1 <= 4, "opening it, where she stands, what she said yes to, save"
    expect(page.get_by_role("list", name="What happened")).to_contain_text("One-on-one with Rosa Delgado")
    page.goto("/today")
    expect(page.locator("main")).to_contain_text(re.compile("Prep .*Lupe|testimony with Lupe"))


def step_5_board(page: Page) -> None:
    """The board shows the money, the days to the vote, goals and the funnel; each number opens its people."""
    page.goto("/boards")
    page.get_by_role("link", name="Care in Our Schools").click()
    expect(page.get_by_text(re.compile(r"votes in \d+ days")).first).to_be_visible()
    for words in ("Divest from", "Invest in", "One-on-ones"):
        expect(page.locator("main")).to_contain_text(words)
    funnel = page.locator("table", has=page.get_by_role("link", name="55"))
    expect(funnel).to_contain_text("Registered")
    numbers = [link for link in funnel.get_by_role("link").all() if link.inner_text().strip().isdigit()]
    assert len(numbers) >= 4
    behind = [(int(link.inner_text()), link.get_attribute("href") or "") for link in numbers]
    for count, address in behind[:4]:
        page.goto(address)
        expect(page.locator("main")).to_contain_text(re.compile(rf"\b{count}\b"))
        assert page.locator("main a[href^='/people/']").count() >= min(count, 1)


def test_the_main_job(address: str, browser: Browser, tmp_path: Path) -> None:
    with desktop(browser, address, accept_downloads=True) as page:
        sign_in(page, "malik")
        step_1_files(page, tmp_path)
        step_2_follow_up(page)
        step_3_answers(page)
    with phone(browser, address) as page:
        sign_in(page, "rosa")
        step_4_one_on_one(page)
    with desktop(browser, address) as page:
        sign_in(page, "denise")
        step_5_board(page)
