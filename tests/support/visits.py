"""Visiting several pages in one test: each request meets a session that holds nothing of the one before, as in service."""

from __future__ import annotations

from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm.core.database import db


def get(client: FlaskClient, address: str) -> TestResponse:
    """Open a page; rows that the test holds must have been read before."""
    _forget()
    return client.get(address)


def post(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """Send a form; rows that the test holds must have been read before."""
    _forget()
    return client.post(address, data=data)


def _forget() -> None:
    """Tests share one application context, and with it who was signed in."""
    db.session.expunge_all()
    for name in list(g):
        g.pop(name)
