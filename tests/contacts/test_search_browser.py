"""The search box of every page: by keys, on a phone, without scripts; and not for those who do not see people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import make_app
from tests.support.browser import axe_violations, desktop, phone
from tests.support.site import Site, compress_static, demo_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo after a busy day, served."""
    compress_static()
    folder = tmp_path_factory.mktemp("finder")
    with demo_site(make_app(f"sqlite:///{folder / 'finder.db'}", folder)) as site:
        yield site


def test_a_person_is_reached_by_keys_alone(browser: Browser, site: Site) -> None:
    with desktop(browser, site.url, storage_state=site.signed_in(browser, "rosa")) as page:
        page.goto("/today")
        page.keyboard.press("/")
        page.keyboard.type("lup")
        box, found = page.locator("#find-rail"), page.locator("#find-rail-found [role=option]")
        expect(found.first).to_contain_text("Martínez")
        expect(box).to_have_attribute("aria-expanded", "true")
        assert not axe_violations(page)
        page.keyboard.press("ArrowDown")
        expect(found.first).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", "find-rail-0")
        page.keyboard.press("Escape")
        expect(found).to_have_count(0)
        box.fill("")
        page.keyboard.type("guadalupe")
        expect(found.first).to_be_visible()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/*")
        expect(page.locator("h1")).to_contain_text("Guadalupe")


def test_a_thumb_finds_on_a_phone_and_enter_lists_all(browser: Browser, site: Site) -> None:
    with phone(browser, site.url, storage_state=site.signed_in(browser, "rosa")) as page:
        page.goto("/actions")
        page.locator("#find-top").press_sequentially("mar")
        found = page.locator("#find-top-found")
        expect(found.locator("a").first).to_be_visible()
        shape = found.bounding_box()
        assert shape and shape["x"] >= 0 and shape["x"] + shape["width"] <= 390
        page.keyboard.press("Enter")
        page.wait_for_url("**/people?q=mar")
        expect(page.locator("#people li").first).to_be_visible()


def test_whoever_sees_no_people_has_no_box(browser: Browser, site: Site) -> None:
    for who, address in (("texter", "/texting?show=all"), ("partner", "/boards")):
        with desktop(browser, site.url, storage_state=site.signed_in(browser, who)) as page:
            page.goto(address)
            assert page.locator(".finder").count() == 0
            answer = page.goto("/people/suggest?q=lupe")
            assert answer and answer.status == 403
