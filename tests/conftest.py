"""Every test that touches the database runs on SQLite and on PostgreSQL, inside a savepoint that is rolled back."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import from_environment
from crm import create_app
from crm.core import jobs, schema
from crm.core.database import db
from crm.core.scope import in_organization, set_organization
from tests.support import postgres, watch
from tests.support.factories import Factory

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
"""A Tuesday, 1 pm in Denver: inside everybody's texting hours."""


class Browser(FlaskClient):
    """A client whose requests each have an application context, a session and a scope of their own, as in service."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request in an application context that it does not share with the test."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


BACKENDS = ("sqlite", "postgresql")
_MIGRATED = Path(mkdtemp(prefix="reinvest-migrated-"))
atexit.register(shutil.rmtree, _MIGRATED, ignore_errors=True)
pytest_plugins = ["tests.support.fixtures"]


@contextmanager
def fresh_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of a new, empty database of the kind that the fixture's parameter names."""
    with _database(request.param, request.getfixturevalue("postgres_server"), folder) as address:
        yield address


@contextmanager
def _database(kind: str, postgres_server: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.db'}"
        return
    with postgres.database(postgres_server) as address:
        yield address


def make_app(address: str, folder: Path, **settings: str) -> Flask:
    """The application on a database of its own, with its tables made by the migrations."""
    environment = {
        "DATABASE_URL": address,
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": str(folder),
        **settings,
    }
    app = create_app(
        from_environment(environment) | {"TESTING": True, "WTF_CSRF_ENABLED": False, "JOBS_IN_MEMORY": True}
    )
    app.test_client_class = Browser
    with app.app_context():
        _migrate(db.engine.url.database if db.engine.dialect.name == "sqlite" else None)
    return app


def _migrate(file: str | None) -> None:
    """Make the tables of a new database: in a new SQLite file by copying the one that the migrations made first."""
    made = _MIGRATED / "made.db"
    if file is None or Path(file).exists():
        schema.upgrade()
    elif made.exists():
        _copy(made, file)
    else:
        schema.upgrade()
        _copy(file, made)


def _copy(source: Path | str, target: Path | str) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


@pytest.fixture(scope="session")
def app_on(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """The one migrated application of the whole run on each kind of database, made when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def on(kind: str) -> Flask:
            folder = tmp_path_factory.mktemp(kind)
            app = make_app(stack.enter_context(_database(kind, postgres_server, folder)), folder)
            watch.install(app)
            stack.callback(_disconnect, app)
            return app

        yield on


def _disconnect(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session", params=BACKENDS)
def shared_app(request: pytest.FixtureRequest, app_on: Callable[[str], Flask]) -> Flask:
    """The run's application on each database: going from one to the other costs nothing."""
    return app_on(request.param)


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application inside an application context, on one connection whose changes are rolled back."""
    with shared_app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            engines = db._app_engines[shared_app]
            engines[None] = connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield shared_app
            finally:
                db.session.remove()
                jobs.forget_waiting()
                engines[None] = engine
                set_organization(None)
                outer.rollback()


@pytest.fixture
def now() -> datetime:
    """The moment tests live in."""
    return NOW


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes rows of every room."""
    return Factory(NOW)


@pytest.fixture
def organization(app: Flask, make: Factory) -> Iterator[object]:
    """A working organization; the test runs in its scope."""
    row = make.organization()
    with in_organization(row.id):
        yield row


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own."""
    with fresh_database(request, tmp_path) as made:
        yield made


@pytest.fixture
def killed_app(address: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on it, for beginning what is killed and for looking at it."""
    app = make_app(address, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
