"""What every test of texting is given back: the settings as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask


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
