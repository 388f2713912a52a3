"""The whole program served on a port of its own, with the busy demo in it and its users signed in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import update
from werkzeug.serving import make_server
from whitenoise.compress import Compressor

from crm.accounts.models import User
from crm.core.assets import STATIC
from crm.core.database import db, unit_of_work
from crm.core.scope import everywhere
from crm.demo.service.crew import PASSWORD
from tests.support.browser import desktop
from tests.support.neighbour_rows import Rows
from tests.support.neighbours import busy_demo


@dataclass
class Site:
    """Where it is, what is in it, and the cookies of those who signed in."""

    url: str
    app: Flask
    rows: Rows
    cookies: dict[str, Any] = field(default_factory=dict)

    def speak(self, language: str) -> None:
        """Let every user read this language."""
        with self.app.app_context(), everywhere("a test lets all users read a language"), unit_of_work():
            db.session.execute(update(User).values(language=language))

    def signed_in(self, browser: Browser, who: str) -> Any:
        """The cookies of a user of the demo ("rosa"), who signs in by the form once; None for nobody ("")."""
        if who and who not in self.cookies:
            with desktop(browser, self.url) as page:
                page.goto("/sign-in")
                page.fill("input[name=email]", f"{who}@demo.example.org")
                page.fill("input[name=password]", PASSWORD)
                page.press("input[name=password]", "Enter")
                page.wait_for_url(lambda address: "/sign-in" not in address)
                self.cookies[who] = page.context.storage_state()
        return self.cookies.get(who)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port until the block ends; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def demo_site(app: Flask) -> Iterator[Site]:
    """The application with the busy demo, served."""
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context(), unit_of_work():
        rows = busy_demo(datetime.now(UTC))
    with serving(app) as url:
        yield Site(url, app, rows)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def compress_static() -> None:
    """Put a .gz beside each static file that lacks one or has changed since, as `make run` and `make test` do."""
    compressor = Compressor(quiet=True)
    for path in (one for one in STATIC.rglob("*.*") if one.is_file() and compressor.should_compress(one.name)):
        packed = Path(f"{path}.gz")
        if not packed.exists() or packed.stat().st_mtime < path.stat().st_mtime:
            list(compressor.compress(str(path)))
