"""What every answer carries, and what a person reads when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import from_environment
from crm import create_app
from crm.core.actor import Role
from tests.support.factories import Factory, sign_in


def test_strict_headers_on_every_page(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_hold_no_inline_style_or_script() -> None:
    for path in Path("templates").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text and "<style" not in text, path
        assert "<script>" not in text and " onclick" not in text and "javascript:" not in text, path


def test_a_post_without_a_token_is_refused_in_words(tmp_path: Path) -> None:
    settings = from_environment({"REINVEST_INSTANCE": str(tmp_path)}) | {"TESTING": True}
    response = create_app(settings).test_client().post("/sign-in", data={"email": "a@example.org", "password": "x"})
    assert response.status_code == 400 and "open for too long" in response.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_address_that_is_not_there(client: FlaskClient, make: Factory, language: str) -> None:
    sign_in(client, make.user(make.organization(), Role.LEAD, language=language))
    response = client.get("/nothing-here")
    assert response.status_code == 404 and f'lang="{language}"' in response.text


def test_next_never_leaves_this_site(app: Flask) -> None:
    from crm.accounts.routes import local_address

    with app.test_request_context():
        assert local_address("/people?q=ana") == "/people?q=ana"
        for evil in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", None):
            assert local_address(evil) == "/"
