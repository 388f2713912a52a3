"""What every test of texting is given back: the settings as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from tests.sms.crew import Crew
from tests.sms.inbox_support import Visitor
from tests.support.factories import Factory


@pytest.fixture(autouse=True)
def settings_as_before(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a test changed in the application's settings."""
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    before = dict(app.config)
    yield
    app.config.clear()
    app.config.update(before)


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Requests happen at the tests' moment, a Tuesday at 1 pm in Denver."""
    monkeypatch.setattr("crm.accounts.session.shifted", lambda _offset: now)


@pytest.fixture
def visitor(client: FlaskClient, organization: Organization) -> Visitor:
    """A browser of somebody in the organization."""
    return Visitor(client, organization.id)


@pytest.fixture
def crew(organization: Organization, make: Factory, client: FlaskClient, one_moment: None) -> Crew:
    """Three who may be texted and one who may not, and a hearing next week."""
    return Crew(organization, make, client)
