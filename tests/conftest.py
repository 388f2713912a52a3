<<<<<<< HEAD
"""Every test that touches the database runs on SQLite and on PostgreSQL, inside a savepoint that is rolled back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from config import from_environment
from crm import create_app
from crm.core import schema
from crm.core.database import db
from crm.core.scope import in_organization, set_organization
from tests.support import watch
from tests.support.factories import Factory

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
"""A Tuesday, 1 pm in Denver: inside everybody's texting hours."""
BACKENDS = ("sqlite", "postgresql")


def fresh_postgres(name: str) -> str:
    """The address of a new, empty database beside the one of TEST_DATABASE_URL."""
    base = os.environ.get("TEST_DATABASE_URL")
    if not base:
        from tests.support.postgres import start_for_session

        base = os.environ["TEST_DATABASE_URL"] = start_for_session()
    address = from_environment({"DATABASE_URL": base})["SQLALCHEMY_DATABASE_URI"]
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    return address.rsplit("/", 1)[0] + "/" + name


def fresh_database(backend: str, folder: Path, name: str) -> str:
    """The address of a new, empty database of that kind."""
    return fresh_postgres(name) if backend == "postgresql" else f"sqlite:///{folder / (name + '.db')}"


def make_app(address: str, folder: Path, **settings: str) -> Flask:
    """The application on a database of its own, with its tables made by the migrations."""
    environment = {
        "DATABASE_URL": address,
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": str(folder),
        **settings,
    }
    app = create_app(from_environment(environment) | {"TESTING": True, "WTF_CSRF_ENABLED": False})
    with app.app_context():
        schema.upgrade()
    return app


@pytest.fixture(scope="session", params=BACKENDS)
def shared_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One migrated application for the whole run, on each database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = tmp_path_factory.mktemp(request.param)
    app = make_app(fresh_database(request.param, folder, f"reinvest_{worker}"), folder)
    watch.install(app)
    yield app
    with app.app_context():
        db.engine.dispose()


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
=======
"""What every test may use."""

pytest_plugins = ["tests.support.fixtures"]
>>>>>>> tooling
