"""A row of one organization does not exist for another."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.errors import NotFound
from crm.core.scope import everywhere, get_owned, in_organization, scoped
from tests.support.factories import Factory


def test_reads_are_narrowed(app: Flask, make: Factory) -> None:
    ours, theirs = make.organization(), make.organization()
    with in_organization(ours.id):
        make.contact(first_name="Ana")
    with in_organization(theirs.id):
        ben = make.contact(first_name="Ben")
        assert db.session.scalars(select(Contact.first_name)).all() == ["Ben"]
        assert [row.first_name for row in db.session.execute(select(scoped(Contact.__table__)))] == ["Ben"]
    with in_organization(ours.id), pytest.raises(NotFound):
        get_owned(Contact, ben.id)
    with everywhere("a test"):
        assert len(db.session.scalars(select(Contact)).all()) == 2


def test_no_scope_is_an_error(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="no organization"):
        db.session.scalars(select(Contact)).all()


def test_a_row_for_another_organization_is_refused(app: Flask, make: Factory) -> None:
    ours, theirs = make.organization(), make.organization()
    with in_organization(ours.id), pytest.raises(RuntimeError, match="another organization"):
        make.add(Contact(first_name="Ana", organization_id=theirs.id))
