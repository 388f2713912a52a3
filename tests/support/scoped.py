"""A client for tests that look at the database between requests."""

from __future__ import annotations

from typing import Any

from flask import g
from flask.testing import FlaskClient

from crm.core.scope import set_organization


def staying_in(client: FlaskClient, organization_id: int) -> FlaskClient:
    """The same client; after each request, which leaves no organization in scope, the test is back in its own."""
    """The same client; after each request, which leaves no organization in scope, the test is back in its own, and the
    user is forgotten, whom Flask-Login keeps in the application context that the test shares with its requests.
    """
    send = client.open

    def open_and_return(*args: Any, **kwargs: Any) -> Any:
        try:
            return send(*args, **kwargs)
        finally:
            g.pop("_login_user", None)
            set_organization(organization_id)

    client.open = open_and_return  # type: ignore[method-assign]
    return client
