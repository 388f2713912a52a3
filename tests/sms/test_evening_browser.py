"""A whole evening after a webinar, as its coordinator has it: the file, the doubtful rows, the follow-up, a second person's
yes, texts over HTTP through a failing line, what comes back, and the note for the next shift.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from crm.commitments.queries import rsvp_counts
from crm.commitments.service import Answer
from crm.contacts.models import Tag, Tagging
from crm.core.database import db
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    ConversationState,
    Direction,
    Message,
)
from crm.sms.queries.gate import closed_phones
from tests.conftest import fresh_database
from tests.sms.evening import PASSWORD, Evening, running
from tests.support.browser import axe_violations, desktop

pytestmark = pytest.mark.browser
MOST_CLICKS = 12
COUNTER = """
document.addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
"""
RIDE, QUESTION, SPANISH = "Yes but I need a ride", "What time should I be there?", "¿Dónde es?"
STOPS = ("please stop texting me", "ya no me manden mensajes", "Wrong number, who is this")


@pytest.fixture(params=["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the evening's own."""
    with fresh_database(request, tmp_path) as found:
        yield found


def enter(page: Page, who: str) -> None:
    """Sign in by the form."""
    page.goto("/sign-in")
    page.fill("input[name=email]", f"{who}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def clicks(page: Page) -> int:
    """How often was clicked since the evening began."""
    return int(page.evaluate("sessionStorage.clicks || 0"))


def bring_in(page: Page, evening: Evening) -> int:
    """Zoom's file is dropped, doubtful rows are decided by a key each, all is applied; how many were doubtful."""
    page.get_by_role("link", name="Actions").first.click()
    page.get_by_role("link", name=evening.title, exact=True).first.click()
    page.get_by_role("link", name="Drop Zoom's reports").click()
    with page.expect_file_chooser() as chooser:
        page.locator("input[type=file]").click()
    chooser.value.set_files(evening.report)
    page.locator("main").get_by_role("button", name=re.compile("Check|preview|Go on|Show", re.I)).first.click()
    to_decide = page.locator("#review header")
    expect(to_decide).to_be_visible()
    doubtful = sum(int(number) for number in re.findall(r"\d+", to_decide.inner_text()))
    for left in range(doubtful, 0, -1):
        expect(to_decide).to_contain_text(f"{left} to decide")
        page.keyboard.press("1")
    expect(to_decide).not_to_contain_text("to decide")
    page.get_by_role("button", name=re.compile(r"^Import \d+ people$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported", timeout=30_000)
    return doubtful


def ask(page: Page) -> int:
    """The follow-up as proposed, one ask edited in both languages; sent for a second person's yes. How many texts."""
    page.get_by_role("link", name="Follow-up").first.click()
    for code, words in (("en", "Can you testify on the budget?"), ("es", "¿Puedes hablar del presupuesto?")):
        box = page.locator(f"#came-{code}")
        box.fill(f"{words} {box.input_value()}")
    expect(page.locator("#preview-came .bubble")).to_contain_text(re.compile("Can you testify|¿Puedes hablar"))
    button = page.get_by_role("button", name=re.compile(r"^Ask for approval of \d+ texts$"))
    texts = int(re.findall(r"\d+", button.inner_text())[0])
    assert not axe_violations(page)
    button.click()
    page.locator("main a[href*='/texting/blasts']").first.wait_for()
    return texts


def approve_all(browser: Browser, evening: Evening) -> None:
    """The second person says yes to each track."""
    with desktop(browser, evening.url) as page:
        enter(page, "denise")
        with evening.inside():
            ids = list(db.session.scalars(select(Blast.id).where(Blast.status == BlastStatus.NEEDS_REVIEW)))
        assert ids
        for blast_id in ids:
            page.goto(f"/texting/blasts/{blast_id}")
            page.get_by_role("button", name="Let it go").click()
            expect(page.locator("main")).not_to_contain_text("Let it go")


def answer_by_key(page: Page, evening: Evening, asked: dict[str, str]) -> None:
    """Who waits is answered by one key; one is taken back within the seconds there are, and answered again."""
    page.goto("/texting")
    page.locator(".inbox-row").first.click()
    page.wait_for_url("**/texting/*")
    is_first = True
    for _one in asked:
        key = "Digit2" if RIDE in page.locator("#thread").inner_text() else "Digit1"
        expect(page.locator("button[data-quick]").first).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator("#undo")).to_contain_text("Take back")
        if is_first:
            page.keyboard.press("u")
            expect(page.locator(".page")).to_contain_text("Taken back. Nothing was sent.")
            page.keyboard.press(key)
            expect(page.locator("#undo")).to_contain_text("Take back")
            is_first = False


def wrap_up(page: Page, evening: Evening, blast_id: int) -> None:
    """Each number opens its people; the note for the next shift is left and stands on the page."""
    page.goto(f"/texting/blasts/{blast_id}")
    page.locator("main a[href*='state=yes']").first.click()
    expect(page.locator("#people li").first).to_be_visible()
    page.get_by_role("link", name="Note for the next shift").click()
    expect(page.locator("#note-en")).to_have_value(re.compile(r"Of \d+ texts: \d+ left"))
    page.locator("#note-en").press("Control+Home")
    page.keyboard.type("Call the ride desk. ")
    page.get_by_role("button", name="Leave this note").click()
    expect(page.locator(".hand-off-note")).to_contain_text("Call the ride desk.")


def spend(address: str, browser: Browser, folder: Path, many: int, most_clicks: int) -> None:
    """The whole evening for so many registrants."""
    with running(address, folder, many) as evening, desktop(browser, evening.url) as page:
        enter(page, "malik")
        page.add_init_script(COUNTER)
        page.goto("/")
        doubtful = bring_in(page, evening)
        assert doubtful == 3
        texts = ask(page)
        assert clicks(page) <= most_clicks, clicks(page)
        approve_all(browser, evening)
        sent = _sent(evening, texts)
        assert len(sent) == len(set(sent)) == texts, "everybody gets it, and nobody twice"
        texted = evening.texted()
        _reply(page, evening, texted)
        _check(evening, texted)
        with evening.inside():
            blast_id = db.session.scalars(
                select(Message.blast_id).where(Message.phone == texted["en"][0], Message.blast_id.is_not(None))
            ).first()
        wrap_up(page, evening, blast_id or 0)


def _sent(evening: Evening, texts: int) -> list[str]:
    """The numbers that the provider has a text for, once all are there and have their receipts; one answer came late."""
    deadline = time.monotonic() + 60
    while len(_outbound(evening)) < texts and time.monotonic() < deadline:
        evening.work()
        time.sleep(0.2)
    evening.receipts()
    return [one["to"] for one in _outbound(evening)]


def _outbound(evening: Evening) -> list[dict[str, str]]:
    assert evening.twilio is not None
    return [one for one in evening.twilio.messages() if one["direction"].startswith("outbound")]


def _reply(page: Page, evening: Evening, texted: dict[str, list[str]]) -> None:
    """Plain answers count by themselves, three are stopped, three wait for a person's key."""
    english, spanish = texted["en"], texted["es"]
    evening.write_back(["YES", "Yes!", "No, sorry", *STOPS[::2]], english[:5])
    evening.write_back(["Sí", STOPS[1]], spanish[:2])
    asked = {english[5]: RIDE, english[6]: QUESTION, spanish[2]: SPANISH}
    for phone, words in asked.items():
        evening.write_back([words], [phone])
    answer_by_key(page, evening, asked)
    time.sleep(3.2)
    evening.work()


def _check(evening: Evening, texted: dict[str, list[str]]) -> None:
    english, spanish = texted["en"], texted["es"]
    stopped = {english[3], english[4], spanish[1]}
    with evening.inside():
        assert stopped == set(closed_phones([*english, *spanish]))
        assert rsvp_counts(evening.hearing_id)[Answer.YES] >= 3
        waiting = select(func.count()).where(Conversation.state == ConversationState.NEEDS_REPLY)
        assert db.session.scalar(waiting) == 0
        answered = evening.thread(english[5])
        tags = select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id).where(Tagging.contact_id == answered.contact_id)
        assert any("ride" in name.lower() for name in db.session.scalars(tags))
        sent = select(Message.phone).where(Message.direction == Direction.OUT, Message.submit_key.like("%:quick:%"))
        assert not stopped & set(db.session.scalars(sent))


def test_an_evening_of_forty(address: str, browser: Browser, tmp_path: Path) -> None:
    spend(address, browser, tmp_path, 40, MOST_CLICKS)


@pytest.mark.long
def test_an_evening_of_six_hundred_and_forty(address: str, browser: Browser, tmp_path: Path) -> None:
    spend(address, browser, tmp_path, 640, MOST_CLICKS)
