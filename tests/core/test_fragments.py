"""What is kept of a page: one piece for a role and a language, and addresses that are what url_for() says."""

from __future__ import annotations

from flask import Flask, url_for
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.addresses import address
from crm.core.fragments import MOST_KEPT
from tests.support.factories import Factory, sign_in


def test_what_is_kept_of_a_page_is_of_one_role_and_one_language(
    app: Flask, client: FlaskClient, organization: Organization, make: Factory
) -> None:
    users = [make.user(organization, role, language=code) for role, code in _SORTS]
    for _again in range(2):
        for user, (role, code) in zip(users, _SORTS, strict=True):
            page = sign_in(client, user).get("/boards", follow_redirects=True).text
            assert ('href="/audit"' in page) == (role is Role.ADMIN)
            assert ("Tableros" in page) == (code == "es") and ("Boards" in page) == (code == "en")


_SORTS = [(Role.ADMIN, "en"), (Role.PARTNER, "en"), (Role.ADMIN, "es"), (Role.LEAD, "es")]


def test_what_is_kept_does_not_grow_for_ever(app: Flask) -> None:
    kept = app.jinja_env.globals["kept"]
    with app.test_request_context("/"):
        for number in range(MOST_KEPT + 10):
            kept("shared/_thumbs.html", section=str(number))
    assert len(app.extensions["crm.core.fragments"]) <= MOST_KEPT


def test_an_address_is_what_flask_says(app: Flask) -> None:
    for base in ("http://localhost/", "http://localhost/under"):
        with app.test_request_context("/", base_url=base):
            for values in ({}, {"q": "a b"}, {"after": 1}, {"after": "1"}, {"q": None}, {"q": True}, {"_anchor": "x"}):
                assert address("contacts.index", **values) == url_for("contacts.index", **values)
