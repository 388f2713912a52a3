"""The browser shows a page on both screens, and a page that breaks its own policy fails the test that opened
it.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.support.browser import axe_violations, desktop, phone

PAGES = {
    "/good": b"<!doctype html><html lang=en><title>Board</title><main><h1>Board</h1></main></html>",
    "/bare": b"<!doctype html><html lang=en><title>Board</title><main><h1>Board</h1><input></main></html>",
    "/inline": b"<!doctype html><html lang=en><title>Board</title><p style='color:red'>Board</p></html>",
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web server with three small pages under a strict policy; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in PAGES else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
            self.end_headers()
            self.wfile.write(PAGES.get(self.path, b""))

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
def test_both_screens_have_their_width(browser: Browser, site: str) -> None:
    for screen, width in ((desktop, 1280), (phone, 390)):
        with screen(browser, site) as page:
            page.goto("/good")
            assert page.get_by_role("heading").inner_text() == "Board"
            assert page.evaluate("screen.width") == width


@pytest.mark.browser
def test_axe_runs_under_the_policy_and_finds_what_is_wrong(browser: Browser, site: str) -> None:
    with desktop(browser, site) as page:
        page.goto("/good")
        assert axe_violations(page) == []
        page.goto("/bare")
        assert [line.split(":")[0] for line in axe_violations(page)] == ["label"]


@pytest.mark.browser
def test_a_page_against_its_policy_fails_the_test(browser: Browser, site: str) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"), desktop(browser, site) as page:
        page.goto("/inline")
