"""A key is replaced in service: old and new notes are read all the while, people write on, and a kill in between is made good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core import resealing, sealing
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.resealing import reseal_all, sealed_columns
from crm.core.scope import in_organization
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.queries import read_story
from crm.one_on_ones.queries.stories import STORY_COLUMN
from crm.one_on_ones.service import NewOneOnOne, log_one_on_one
from crm.turnout.links import PersonLink, person_token, read_token
from tests.support.factories import Factory

NEW = sealing.new_key().replace("k1:", "k2:")


@pytest.fixture
def old() -> Iterator[str]:
    """The key in use, in the form of SEALING_KEYS; whatever was loaded is put back."""
    kept = dict(sealing._keys)
    raw = sealing.new_key()
    sealing.load_keys(raw)
    yield raw
    sealing._keys.clear()
    sealing._keys.update(kept)


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> Actor:
    """An organizer."""
    return make.actor(organization, Role.ORGANIZER)


def write(rosa: Actor, make: Factory, now: datetime, story: str) -> OneOnOne:
    return log_one_on_one(rosa, now, NewOneOnOne(make.contact().id, now, story=story))


def stories(rosa: Actor) -> list[str]:
    query = select(OneOnOne).order_by(OneOnOne.id)
    rows = db.session.scalars(query, execution_options={"populate_existing": True})
    return [read_story(rosa, row) for row in rows]


def test_every_note_is_sealed_anew_in_pieces_while_people_read_and_write(
    rosa: Actor, make: Factory, now: datetime, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = person_token(PersonLink(1, 2, 3))
    written = [f"Her story {number}" for number in range(5)]
    rows = [write(rosa, make, now, story) for story in written]
    changed_at = [row.updated_at for row in rows]
    sealing.load_keys(f"{old},{NEW}")
    sealing.load_keys(f"{NEW},{old}")
    written.append("Written in between")
    rows.append(write(rosa, make, now, written[-1]))
    assert stories(rosa) == written and read_token(link) == PersonLink(1, 2, 3)
    db.session.commit()
    monkeypatch.setattr(resealing, "AT_ONCE", 2)
    real, calls = resealing.unseal, []

    def killed_or_overtaken(sealed: str, column: str) -> str:
        calls.append(column)
        if len(calls) == 4:
            raise KeyboardInterrupt
        if len(calls) == 5:
            # Somebody writes the same note anew between our reading and our writing.
            with in_organization(rosa.organization_id):
                row = db.session.get_one(OneOnOne, rows[3].id)
                row.sealed_story = sealing.seal("Written over", STORY_COLUMN)
                db.session.flush()
        return real(sealed, column)

    monkeypatch.setattr(resealing, "unseal", killed_or_overtaken)
    with pytest.raises(KeyboardInterrupt):
        list(reseal_all())
    db.session.rollback()
    with in_organization(rosa.organization_id):
        assert stories(rosa) == written
        assert {one.done for one in reseal_all() if one.column == STORY_COLUMN} <= {1, 2, 3}
        written[3] = "Written over"
        sealing.load_keys(NEW)
        assert stories(rosa) == written
        assert changed_at[0] == db.session.get_one(OneOnOne, rows[0].id).updated_at


def test_what_no_key_opens_is_counted_and_nothing_is_lost(
    app: Flask, rosa: Actor, make: Factory, now: datetime, old: str
) -> None:
    row = write(rosa, make, now, "Sealed with a key that is lost")
    sealed = row.sealed_story
    db.session.commit()
    sealing.load_keys(NEW)
    said = app.test_cli_runner().invoke(args=["reseal"])
    assert said.exit_code == 1 and "1 that no key opens" in said.output
    sealing.load_keys(f"{NEW},{old}")
    done = app.test_cli_runner().invoke(args=["reseal"])
    assert done.exit_code == 0 and "Everything is sealed with k2" in done.output
    with in_organization(rosa.organization_id):
        db.session.expire_all()
        again = db.session.get_one(OneOnOne, row.id).sealed_story
        assert again != sealed and again.startswith("k2:")


def test_every_sealed_column_is_resealed(app: Flask) -> None:
    named = {
        f"{mapper.class_.__tablename__}.{column.name}"
        for mapper in db.Model.registry.mappers
        for column in mapper.columns
        if "sealed" in column.name
    }
    assert named == {name for name, _column in sealed_columns.items()}
