"""Many certain pairs as one batch: some at once, the rest in the background, each and all taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.models import Batch
from crm.audit.service import undo_batch
from crm.contacts.jobs import unfinished_merges
from crm.contacts.models import Contact, ContactMerge, DuplicateSuggestion
from crm.contacts.queries import get_contact
from crm.contacts.queries.merges import read_group
from crm.contacts.service import groups, suggest_duplicate
from crm.contacts.service.deciding import take_back
from crm.contacts.service.groups import begin_joining
from crm.contacts.service.indexing import reindex
from crm.contacts.service.merging import join_pairs, merge
from crm.core import jobs
from crm.core.actor import Actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.errors import Conflict, Refused
from crm.core.scope import in_organization
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.contacts.merge_support import everything
from tests.support.factories import Factory


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """Who joins them."""
    return make.actor(organization)


def certain_pairs(make: Factory, count: int) -> list[tuple[int, int]]:
    """Pairs that are certain."""
    found = []
    for _n in range(count):
        first, second = make.contact().id, make.contact().id
        row = suggest_duplicate(first, second, ["Same number and name"])
        row.score, row.is_certain = 0.99, True
        found.append((first, second))
    db.session.flush()
    return found


def merged() -> int:
    """How many records are joined into others."""
    return db.session.scalars(select(func.count(Contact.id)).where(Contact.merged_into_id.is_not(None))).one()


def test_pairs_that_meet_become_one(make: Factory, actor: Actor, now: datetime) -> None:
    ids = [make.contact().id for _ in range(5)]
    reindex(ids)
    before = everything()
    batch = make.add(Batch(kind="merge", label="certain pairs", undo_until=now + timedelta(days=30)))
    pairs = [(ids[0], ids[1]), (ids[1], ids[2]), (ids[0], ids[2]), (ids[3], ids[4]), (ids[0], 10**8)]
    assert join_pairs(actor, now, pairs, batch.id) == 3
    assert [get_contact(one).id for one in ids] == [ids[0], ids[0], ids[0], ids[3], ids[3]]
    assert undo_batch(batch.id, actor, now) == {"pairs": 3}
    assert everything() == before


def test_the_rest_goes_on_in_the_background(
    organization: Organization, make: Factory, actor: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "AT_ONCE", 2)
    pairs = certain_pairs(make, 5)
    batch = begin_joining(actor, now)
    late = certain_pairs(make, 1)
    assert (merged(), batch.counts["pairs"], groups.is_under_way(batch)) == (2, 2, True)
    assert unfinished_merges(utc_now()) == [(groups.JOB, organization.id, batch.id)]
    first = db.session.scalars(select(ContactMerge).order_by(ContactMerge.id)).first()
    assert first is not None
    take_back(actor, now, first.batch_id)
    db.session.commit()
    jobs.run_waiting()
    batch = db.session.get_one(Batch, batch.id, populate_existing=True)
    assert (batch.counts["pairs"], groups.is_under_way(batch)) == (5, False)
    assert merged() == 4, "what a person parted stays apart, and what is suggested since is not joined unseen"
    assert get_contact(late[0][1]).id == late[0][1] and get_contact(first.loser_id).id == first.loser_id
    assert {get_contact(loser).id for _winner, loser in pairs} - {first.loser_id} < {winner for winner, _loser in pairs}
    assert read_group(batch.id, now).total == 4
    assert take_back(actor, now, batch.id) == {"pairs": 0}
    db.session.commit()
    jobs.run_waiting()
    batch = db.session.get_one(Batch, batch.id, populate_existing=True)
    assert merged() == 0 and batch.undone_at is not None and not groups.is_under_way(batch)
    assert unfinished_merges(utc_now()) == []
    with pytest.raises(Conflict):
        take_back(actor, now, batch.id)


def test_a_pair_that_a_person_parted_is_asked_about(make: Factory, actor: Actor, now: datetime) -> None:
    certain_pairs(make, 1)
    begin_joining(actor, now)
    row = db.session.scalars(select(ContactMerge)).one()
    take_back(actor, now, row.batch_id)
    assert not db.session.scalars(select(DuplicateSuggestion)).one().is_certain
    with pytest.raises(Refused):
        begin_joining(actor, now)


@pytest.fixture(params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, for several connections at once."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_two_people_joining_the_same_pair_at_once(own_app: Flask) -> None:
    """Each way round, at the same moment: one merge stands, the other is told so, and no record is lost."""
    with own_app.app_context(), unit_of_work():
        make = Factory(utc_now())
        organization_id = make.organization().id
        with in_organization(organization_id):
            ids = [make.contact().id for _ in range(3)]
    wanted = [(ids[0], ids[1]), (ids[1], ids[0]), (ids[1], ids[2]), (ids[2], ids[0])]
    start, told = threading.Barrier(len(wanted)), list[str]()

    def join(pair: tuple[int, int]) -> None:
        start.wait()
        with own_app.app_context(), in_organization(organization_id):
            try:
                with unit_of_work():
                    merge(Actor(organization_id), utc_now(), *pair)
                told.append("joined")
            except Conflict:
                told.append("conflict")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=join, args=(pair,)) for pair in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == len(wanted) and "joined" in told
    with own_app.app_context(), in_organization(organization_id):
        rows = {row.id: row.merged_into_id for row in db.session.execute(select(Contact.id, Contact.merged_into_id))}
        assert sum(1 for into in rows.values() if into is not None) == told.count("joined") <= 2
        assert all(rows[get_contact(one).id] is None for one in ids)
        db.session.remove()
