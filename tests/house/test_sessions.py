"""The checks that watch every test do fail: on a change left behind, on a commit while reading, across organizations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy import update as core_update

from crm.contacts.models import Contact
from crm.core.access import public, writes
from crm.core.database import Model, db, unit_of_work
from crm.core.scope import in_organization, scoped, set_organization
from tests.support.factories import Factory
from tests.support.watch import COMMITS_ON_READ, is_narrowed, owned_tables


@pytest.fixture
def visit(app: Flask, client: FlaskClient, make: Factory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Let a throw-away view answer at /sign-in, in an organization with one person; the status of its answer."""
    organization_id = make.organization().id
    with in_organization(organization_id):
        make.contact(first_name="Lupe")
    db.session.commit()

    def _visit(view: Callable[[], Any], method: str = "GET") -> int:
        def enter() -> Any:
            set_organization(organization_id)
            return view()

        monkeypatch.setitem(app.view_functions, "accounts.sign_in", public(enter))
        return client.open("/sign-in", method=method).status_code

    return _visit


def _contact() -> Contact:
    return db.session.scalars(select(Contact)).one()


def _rename() -> str:
    _contact().first_name = "Ana"
    return "renamed"


def _add() -> str:
    db.session.add(Contact(first_name="Ana"))
    return "added"


def _add_and_flush() -> str:
    _add()
    db.session.flush()
    return "flushed"


def _remove() -> str:
    db.session.delete(_contact())
    return "removed"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("view", [_rename, _add, _add_and_flush, _remove])
def test_a_change_left_behind_is_found(visit: Callable[..., int], view: Callable[[], str], method: str) -> None:
    with pytest.raises(AssertionError, match="left changes uncommitted"):
        visit(view, method)


@pytest.mark.parametrize("view", [_rename, _add, _add_and_flush, _remove])
def test_a_change_that_is_committed_is_fine(visit: Callable[..., int], view: Callable[[], str]) -> None:
    assert visit(writes(view), "POST") == 200


def test_a_change_taken_back_is_fine(visit: Callable[..., int]) -> None:
    def look() -> str:
        _add_and_flush()
        db.session.rollback()
        return "nothing"

    assert visit(look) == 200


def test_a_commit_while_reading_is_found(visit: Callable[..., int]) -> None:
    def look() -> str:
        with unit_of_work():
            _rename()
        return "renamed"

    assert visit(look, "POST") == 200
    with pytest.raises(AssertionError, match=r"accounts\.sign_in commits although it is read"):
        visit(look)


def test_only_the_audit_of_views_commits_while_reading() -> None:
    assert frozenset({"timeline.show"}) == COMMITS_ON_READ


def _core_select() -> Any:
    return db.session.execute(select(Contact.__table__.c.id))  # type: ignore[attr-defined]


def _core_update() -> Any:
    return db.session.execute(core_update(Model.metadata.tables["contacts"]).values(first_name="Ana"))


def _text() -> Any:
    return db.session.execute(text("SELECT id FROM contacts WHERE id > 0"))


def _text_with_the_column_alone() -> Any:
    return db.session.execute(text("SELECT organization_id FROM contacts"))


@pytest.mark.parametrize("statement", [_core_select, _core_update, _text, _text_with_the_column_alone])
def test_a_statement_across_organizations_is_found(visit: Callable[..., int], statement: Callable[[], Any]) -> None:
    def look() -> str:
        statement()
        return "seen"

    with pytest.raises(AssertionError, match="not narrowed to an organization"):
        visit(look)


def test_a_narrowed_statement_is_fine(visit: Callable[..., int]) -> None:
    def look() -> str:
        db.session.execute(select(scoped(Model.metadata.tables["contacts"]).c.id))
        return _contact().first_name

    assert visit(look) == 200


def test_what_is_narrowed() -> None:
    assert {"contacts", "messages", "users"} <= owned_tables()
    assert is_narrowed("SELECT 1 FROM contacts WHERE contacts.organization_id = ?")
    assert is_narrowed("INSERT INTO contacts (organization_id, first_name) VALUES (?, ?)")
    assert not is_narrowed("INSERT INTO contacts (first_name) VALUES (?)")
    assert not is_narrowed("SELECT organization_id FROM contacts")
    assert not is_narrowed("DELETE FROM contacts")
