"""Every address says who may use it, and every changing one is proof against forgery."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect
from werkzeug.routing import Rule

from crm import csrf
from crm.core.access import access_of
from crm.core.actor import Role
from tests.support.factories import Factory, sign_in

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def _rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")


def _address(app: Flask, rule: Rule) -> str:
    """An address of the rule; numbers are ids that nobody has."""
    values = dict.fromkeys(rule.arguments, 987654321)
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values) if rule.arguments else rule.rule


def test_every_view_declares_who_may_use_it(shared_app: Flask) -> None:
    silent = [r.endpoint for r in _rules(shared_app) if access_of(shared_app.view_functions[r.endpoint]) is None]
    assert not silent


def test_a_changing_view_is_guarded_by_csrf_or_names_its_proof(shared_app: Flask) -> None:
    assert isinstance(csrf, CSRFProtect)
    for rule in _rules(shared_app):
        if not CHANGING & (rule.methods or set()):
            continue
        view = shared_app.view_functions[rule.endpoint]
        access = access_of(view)
        is_exempt = rule.endpoint.split(".")[0] in {
            bp.name for bp in csrf._exempt_blueprints if not isinstance(bp, str)
        }
        is_exempt = is_exempt or rule.endpoint.split(".")[0] in csrf._exempt_blueprints
        is_exempt = is_exempt or f"{view.__module__}.{view.__name__}" in csrf._exempt_views
        assert access is not None
        assert is_exempt == (access.proof != "csrf"), f"{rule.endpoint}: exempt {is_exempt}, proof {access.proof}"


def test_no_view_changes_anything_on_get(shared_app: Flask) -> None:
    for rule in _rules(shared_app):
        words = {"delete", "undo", "apply", "cancel", "send", "pause", "resume", "stop", "complete"}
        last = rule.rule.rstrip("/").rpartition("/")[2]
        assert not (last in words and "GET" in (rule.methods or set())), f"{rule.rule} answers GET"


def test_without_signing_in_only_public_views_answer(app: Flask, client: FlaskClient) -> None:
    for rule in _rules(app):
        access = access_of(app.view_functions[rule.endpoint])
        if access is None or access.is_public:
            continue
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        response = client.open(_address(app, rule), method=method)
        assert response.status_code == 302, f"{rule.endpoint} answered {response.status_code}"
        assert "/sign-in" in response.location


@pytest.mark.parametrize("role", list(Role))
def test_a_role_that_is_not_named_gets_403(app: Flask, client: FlaskClient, make: Factory, role: Role) -> None:
    sign_in(client, make.user(make.organization(), role))
    for rule in _rules(app):
        access = access_of(app.view_functions[rule.endpoint])
        if access is None or access.is_public:
            continue
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        status = client.open(_address(app, rule), method=method).status_code
        assert role in access.roles or status == 403, f"{rule.endpoint} answered {role} with {status}"
        assert status < 500, f"{rule.endpoint} broke with {status}"
