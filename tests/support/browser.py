"""A real headless Chromium for the suite, and the two screens it is looked at through: a desk and a phone."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import node, processes
from tests.support.processes import Unavailable

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium: CHROMIUM if it is set, else the first on the path, or None."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, _NAMES)), None)


def ensure_chromium() -> str:
    """Return the path of a Chromium, installing Debian's where that is allowed, else raise Unavailable."""
    if not find_chromium():
        processes.apt_install("chromium", purpose="Chromium")
    chromium = find_chromium()
    if not chromium:
        raise Unavailable("Chromium is missing; install it or set CHROMIUM to its path.")
    return chromium


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a headless Chromium with a profile of its own until the block ends."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=[*root, *_ARGUMENTS])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def desktop(browser: Browser, base_url: str, **options: Any) -> Iterator[Page]:
    """Yield a page of a new context (no cookies) on a 1280 by 900 screen; options go to new_context."""
    with _page(browser, base_url, {"viewport": DESKTOP, **options}) as page:
        yield page


@contextmanager
def phone(browser: Browser, base_url: str, **options: Any) -> Iterator[Page]:
    """Yield a page of a new context (no cookies) on a 390 by 844 screen with touch; options go to
    new_context.
    """
    touch = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    with _page(browser, base_url, {**touch, **options}) as page:
        yield page


def axe_violations(page: Page) -> list[str]:
    """Run axe-core (WCAG 2.0 to 2.2, A and AA, and best practice) on a page; return one line for each
    violation.

    Evaluated by the debugger, so the page's content-security policy neither hinders it nor is loosened. The
    page is settled first: colours in transition are measured wrong.
    """
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => 0)))")
    page.evaluate((node.ensure_tools() / "axe-core" / "axe.min.js").read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: list[str] = page.evaluate(
        "async tags => (await axe.run({runOnly: tags})).violations.flatMap(v => v.nodes.map("
        "n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`))",
        tags,
    )
    return found


@contextmanager
def _page(browser: Browser, base_url: str, options: dict[str, Any]) -> Iterator[Page]:
    """Yield a page of a new context; fail the test when the page logged an error or broke its security
    policy.
    """
    context = browser.new_context(base_url=base_url, **options)
    context.set_default_timeout(10_000)
    try:
        page, errors = context.new_page(), list[str]()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_broken_page(message) else None)
        yield page
        assert not errors, f"the page reported: {errors}"
    finally:
        context.close()


def _is_broken_page(message: Any) -> bool:
    """Tell a script's or a policy's error from the browser's note that an answer was 4xx (which htmx shows as
    a form).
    """
    return message.type == "error" and not message.text.startswith("Failed to load resource")
