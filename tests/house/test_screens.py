"""Every main screen as its people see it: whole, quiet, in both languages, at a desk and on a phone, and light enough.

On SQLite alone: what PostgreSQL would change is below the screens, and the main job's test opens them there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import unit_of_work
from crm.core.scope import in_organization
from tests.conftest import make_app
from tests.support.browser import DESKTOP, PHONE, axe_violations, desktop, phone
from tests.support.site import Site, compress_static, demo_site
from tests.support.tonight import tonight

SCREENS = {
    "today": ("rosa", "/today"),
    "people": ("rosa", "/people"),
    "people found": ("rosa", "/people?q=ma"),
    "person": ("rosa", "/people/{contact_id}"),
    "tags and fields": ("malik", "/tags"),
    "segments": ("rosa", "/segments"),
    "new segment": ("rosa", "/segments/new?s0-filter=came_to_last&s1-filter=stands"),
    "segment": ("rosa", "/segments/{segment_id}?q=lupe"),
    "segment, change": ("rosa", "/segments/{segment_id}/edit"),
    "segment, why": ("rosa", "/segments/{segment_id}/why/{contact_id}"),
    "lists": ("rosa", "/lists"),
    "list": ("rosa", "/lists/{list_id}?q=ma"),
    "tag": ("malik", "/tags/{tag_id}"),
    "new field": ("malik", "/tags/fields/new"),
    "field": ("malik", "/tags/fields/{field_id}"),
    "columns of files": ("malik", "/tags/columns"),
    "turf": ("malik", "/turf"),
    "one turf": ("malik", "/turf/{turf_id}"),
    "turf, cut": ("malik", "/turf/{turf_id}/cut?look=1&postal_codes=80219&tag_id=0"),
    "turf, change": ("malik", "/turf/{turf_id}/edit"),
    "users": ("admin", "/users"),
    "hand over": ("admin", "/users/{user_id}/hand-over"),
    "places": ("malik", "/places"),
    "edit person": ("rosa", "/people/{contact_id}/edit"),
    "duplicates": ("malik", "/duplicates"),
    "duplicates, certain": ("malik", "/duplicates/certain"),
    "same person": ("rosa", "/people/{contact_id}/same-as?other={twin_id}"),
    "same person as": ("rosa", "/people/{contact_id}/same-as"),
    "joined": ("rosa", "/merges/{merge_id}"),
    "households": ("rosa", "/households"),
    "household": ("rosa", "/households/{household_id}?q=a"),
    "new household": ("rosa", "/households/new?contact={contact_id}"),
    "new person": ("rosa", "/people/new"),
    "one-on-one, whom": ("rosa", "/one-on-ones/new"),
    "leadership": ("denise", "/leadership"),
    "leadership, stage": ("denise", "/leadership/stages/0"),
    "leadership, words": ("denise", "/leadership/stages/3/words"),
    "one-on-one, kept": ("rosa", "/one-on-ones/shell?contact={contact_id}"),
    "today, kept": ("rosa", "/one-on-ones/shell"),
    "one-on-one": ("rosa", "/one-on-ones/new?contact={contact_id}"),
    "campaigns": ("denise", "/campaigns"),
    "campaign": ("denise", "/campaigns/{campaign_id}"),
    "new campaign": ("denise", "/campaigns/new"),
    "ledger": ("denise", "/campaigns/{campaign_id}/ledger"),
    "ledger, line": ("denise", "/campaigns/lines/{line_id}"),
    "ledger, demand": ("denise", "/campaigns/demands/{demand_id}"),
    "strategy": ("denise", "/campaigns/{campaign_id}/strategy"),
    "histories": ("denise", "/campaigns/histories"),
    "facts": ("denise", "/campaigns/facts?q=budget"),
    "budget sheet": ("denise", "/imports/budgets/{campaign_id}/new"),
    "boards": ("denise", "/boards"),
    "coalitions": ("denise", "/coalitions"),
    "coalition": ("denise", "/coalitions/{last_coalition_id}"),
    "coalition, members": ("denise", "/coalitions/{last_coalition_id}/members"),
    "coalition of a partner": ("partner", "/coalitions/{last_coalition_id}"),
    "from partners": ("malik", "/coalitions/received"),
    "board": ("denise", "/boards/{campaign_id}"),
    "board, people": ("denise", "/boards/{campaign_id}/people?measure=one_on_ones"),
    "board of a partner": ("partner", "/boards/{campaign_id}"),
    "actions": ("malik", "/actions"),
    "action": ("malik", "/actions/{action_id}"),
    "door": ("malik", "/actions/{action_id}/door"),
    "door, review": ("malik", "/actions/{action_id}/door/review"),
    "paper": ("malik", "/actions/{action_id}/paper"),
    "paper, grid": ("malik", "/sign-in-sheets/{sheet_id}"),
    "new action": ("malik", "/actions/new"),
    "action ahead": ("denise", "/actions/{open_action_id}"),
    "action, change": ("malik", "/actions/{open_action_id}/edit"),
    "action, close": ("rosa", "/actions/{action_id}/close"),
    "who comes": ("rosa", "/actions/{open_action_id}/turnout"),
    "who comes, review": ("rosa", "/actions/{action_id}/turnout?show=unasked"),
    "poster": ("rosa", "/actions/{open_action_id}/poster"),
    "public page": ("", "/r/{open_code}"),
    "public answer": ("", "/a/{secret}"),
    "join": ("", "/j/{secret}"),
    "join, open": ("", "/j/{join_token}"),
    "own phone": ("", "/s/{self_code}"),
    "own phone, thanks": ("", "/s/{self_code}?done=1"),
    "own phone, closed": ("", "/s/nobodys"),
    "kiosk": ("", "/kiosk/{kiosk_token}"),
    "host's door": ("", "/door/{host_token}"),
    "host's door, new person": ("", "/door/{host_token}?new"),
    "host's door, closed": ("", "/door/nobodys"),
    "import": ("malik", "/imports/new?action={action_id}"),
    "import, preview": ("malik", "/imports/{run_id}"),
    "import, columns": ("malik", "/imports/{list_run_id}/columns"),
    "import, rows": ("malik", "/imports/{run_id}/rows"),
    "import, result": ("malik", "/imports/{last_run_id}"),
    "files out": ("admin", "/imports/exports"),
    "people as a file": ("rosa", "/imports/exports/people?owner=me"),
    "audit": ("admin", "/audit"),
    "follow-up": ("malik", "/actions/{action_id}/follow-up"),
    "blasts": ("malik", "/texting/blasts"),
    "blast": ("malik", "/texting/blasts/{blast_id}"),
    "inbox": ("malik", "/texting"),
    "inbox of a texter": ("texter", "/texting?show=all"),
    "conversation": ("malik", "/texting/{last_conversation_id}"),
    "conversation held": ("malik", "/texting/{conversation_id}"),
    "first text": ("admin", "/texting/to/{contact_id}"),
    "phones": ("admin", "/practice/phones"),
    "sequences": ("malik", "/texting/sequences"),
    "sequence": ("malik", "/texting/sequences/{sequence_id}"),
    "sequence, its steps": ("malik", "/texting/sequences/{sequence_id}/edit"),
    "sequence, people": ("malik", "/texting/sequences/{sequence_id}/enroll?contact={contact_id}"),
    "keywords": ("malik", "/texting/keywords"),
    "texters": ("malik", "/texting/blasts/{blast_id}/texters"),
    "a texter's turn": ("texter", "/texting/turn"),
    "sign-in": ("", "/sign-in"),
    "error": ("rosa", "/nothing-here"),
}
"""Who lives in it, and its address; an id is the first of its kind, or the last."""
NOT_THERE = {"error", "own phone, closed"}
BY_SCRIPT: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "today, kept": ("#day", None),
    "kiosk": ("#ask", None),
    "host's door": ("#open", lambda page: page.fill("#find", "ar")),
    "host's door, new person": ("#acts", lambda page: page.click("#new")),
    "host's door, closed": ("#closed", None),
}
"""What a page that comes by script shows once it is there, and what somebody does with it before it is looked at."""
SIZES = {"desk": (desktop, DESKTOP), "phone": (phone, PHONE)}
FIRST_VISIT, NEXT_VISIT = 150_000, 30_000
"""Bytes on the way to a phone until the page is whole (design: weight); what a worker keeps after that is not among them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo after a busy day, with an action under way, served."""
    compress_static()
    folder = tmp_path_factory.mktemp("screens")
    with demo_site(make_app(f"sqlite:///{folder / 'screens.db'}", folder)) as site:
        with site.app.app_context(), in_organization(site.rows.organization_id), unit_of_work():
            site.rows.ids.update(tonight(system_actor(site.rows.organization_id), utc_now()))
        yield site


def address(site: Site, name: str) -> str:
    """The address of a screen in this site."""
    ids = {key: values[0] for key, values in site.rows.ids.items() if values}
    last = {f"last_{key}": values[-1] for key, values in site.rows.ids.items() if values}
    return SCREENS[name][1].format(**ids, **last)


def opened(browser: Browser, site: Site, who: str, size: str, **options: Any) -> AbstractContextManager[Page]:
    """A page of that size, signed in; it fails when a script or the security policy broke."""
    make, _width = SIZES[size]
    return make(browser, site.url, storage_state=site.signed_in(browser, who), **options)


def look(page: Page, site: Site, name: str, size: str, language: str = "en") -> list[str]:
    """What is wrong with one screen, apart from its accessibility."""
    answer = page.goto(address(site, name))
    assert answer
    expected = 404 if name in NOT_THERE else 200
    wrong = [] if answer.status == expected else [f"answered {answer.status}"]
    if page.locator("html").get_attribute("lang") != language:
        wrong.append(f"is not in {language}")
    return [f"{name}: {what}" for what in [*wrong, *misshapen(page, SIZES[size][1]["width"])]]


def await_script(page: Page, name: str) -> None:
    """Wait for what a page fetches before it can be judged, and do what shows the most of it."""
    shown, do = BY_SCRIPT.get(name, ("main", None))
    page.wait_for_selector(shown)
    if do is not None:
        do(page)


def turn(page: Page, name: str, size: str) -> list[str]:
    """What is wrong with an open screen when it is given another size."""
    page.set_viewport_size(SIZES[size][1])
    return [f"{name}, {size}: {what}" for what in misshapen(page, SIZES[size][1]["width"])]


def misshapen(page: Page, width: int) -> list[str]:
    """What is wrong with the shape of an open page."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    wrong = [f"is {wide} wide"] if wide > width else []
    headings = page.locator("h1").count()
    return wrong if headings == 1 else [*wrong, f"has {headings} first headings"]


def listen(page: Page, wrong: list[str]) -> None:
    """Keep what the page reports: a script's or the policy's error, or a warning; not the note that an answer was 404."""

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            wrong.append(f"{page.url}: {message.text}")

    page.on("console", keep)


def walk(browser: Browser, site: Site, size: str, language: str, *, axe: bool, **options: Any) -> list[str]:
    """What is wrong with any screen in one language at one size, and under the browser's options (a theme, no scripts).

    With axe, each is judged as it opens, then given the other size.
    """
    site.speak(language)
    wrong: list[str] = []
    (other,) = SIZES.keys() - {size}
    for who in sorted({who for who, _ in SCREENS.values()}):
        with opened(browser, site, who, size, locale={"en": "en-US", "es": "es-MX"}[language], **options) as page:
            listen(page, wrong)
            for name in (name for name, screen in SCREENS.items() if screen[0] == who):
                wrong += look(page, site, name, size, language)
                if options.get("java_script_enabled", True):
                    await_script(page, name)
                if axe:
                    wrong += [f"{name}: {line}" for line in axe_violations(page)] + turn(page, name, other)
                    page.set_viewport_size(SIZES[size][1])
    return wrong


@pytest.mark.browser
def test_what_is_wrong_with_a_screen_is_found(browser: Browser, site: Site) -> None:
    wrong: list[str] = []
    with browser.new_context(base_url=site.url, viewport=PHONE) as context:
        page = context.new_page()
        listen(page, wrong)
        assert not look(page, site, "sign-in", "phone") and not axe_violations(page) and not wrong
        assert misshapen(page, 200) == ["is 390 wide"]
        bad = "<h1>Twice</h1><img src='/static/favicon.svg'><svg width='900'></svg><p style='color: red'></p>"
        page.evaluate(f'document.body.insertAdjacentHTML("beforeend", "{bad}")')
        assert [line.split()[0] for line in misshapen(page, 390)] == ["is", "has"]
        assert any(line.startswith("image-alt") for line in axe_violations(page))
        assert any("Content Security Policy" in line for line in wrong)


@pytest.mark.browser
@pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "es")])
def test_every_screen_is_whole_and_accessible(browser: Browser, site: Site, size: str, language: str) -> None:
    wrong = walk(browser, site, size, language, axe=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
def test_every_screen_is_whole_without_javascript(browser: Browser, site: Site) -> None:
    wrong = walk(browser, site, "phone", "en", axe=False, java_script_enabled=False)
    assert not wrong, "\n".join(wrong)
    with opened(browser, site, "rosa", "phone", java_script_enabled=False) as page:
        page.goto("/today")
        page.get_by_role("searchbox").first.fill("guadalupe")
        page.get_by_role("searchbox").first.press("Enter")
        page.wait_for_url("**/people?q=guadalupe")
        page.get_by_role("link", name="Guadalupe").first.click()
        assert "Guadalupe" in page.locator("h1").inner_text()


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_on_every_language_and_theme(browser: Browser, site: Site, size: str, language: str, theme: str) -> None:
    wrong = walk(browser, site, size, language, axe=True, color_scheme=theme)
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["today", "person", "board", "inbox", "one-on-one"])
def test_a_screen_is_light(browser: Browser, site: Site, name: str) -> None:
    with opened(browser, site, SCREENS[name][0], "phone", service_workers="block") as page:
        travelled: list[float] = []
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: travelled.append(event["encodedDataLength"]))
        page.goto(address(site, name), wait_until="networkidle")
        first = sum(travelled)
        travelled.clear()
        page.goto(address(site, name), wait_until="networkidle")
        print(f"{name}: {first:.0f} bytes on a first visit, {sum(travelled):.0f} on the next")
        assert 60_000 < first <= FIRST_VISIT
        assert 1_000 < sum(travelled) <= NEXT_VISIT
