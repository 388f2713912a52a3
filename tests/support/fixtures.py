"""Fixtures of the suite's services, for every test: `pytest_plugins = ["tests.support.fixtures"]` in
tests/conftest.py.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.support import browser as chromium
from tests.support import emulator, postgres
from tests.support.emulator import Emulator


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The SQLAlchemy URL of a PostgreSQL that may create databases: make test's own, else one for this
    session.
    """
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of a new, empty PostgreSQL database for one test."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture
def start_emulator() -> Iterator[Callable[[str], Emulator]]:
    """A function that starts a Twilio emulator for the product listening at a public URL; stopped after the
    test.
    """
    with ExitStack() as stack:
        yield lambda public_url: stack.enter_context(emulator.running(public_url))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the session; open pages with tests.support.browser.desktop or phone."""
    with chromium.launched() as launched:
        yield launched
