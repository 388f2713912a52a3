"""Signing in, out, and the language."""

from __future__ import annotations

from flask.testing import FlaskClient

from crm.core.actor import Role
from crm.core.database import db
from tests.support.factories import Factory, sign_in


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"web": "ok", "database": "ok"}
    assert client.get("/readyz").status_code == 503


def test_sign_in_and_out(client: FlaskClient, make: Factory) -> None:
    make.user(make.organization(), Role.PARTNER, email="ana@example.org", password="long enough")
    db.session.commit()
    assert "Sign in" in client.get("/sign-in").text
    wrong = client.post("/sign-in", data={"email": "ana@example.org", "password": "not this one"})
    assert wrong.status_code == 422 and "do not fit together" in wrong.text
    right = client.post("/sign-in?next=//evil.example", data={"email": "ANA@example.org ", "password": "long enough"})
    assert right.status_code == 302 and right.location == "/"
    client.post("/sign-out")
    assert client.get("/").location.startswith("/sign-in")


def test_language_is_one_tap(client: FlaskClient, make: Factory) -> None:
    user = make.user(make.organization(), Role.LEAD)
    sign_in(client, user)
    client.post("/language", data={"language": "es", "next": "/sign-in"})
    assert '<html lang="es">' in client.get("/sign-in").text
