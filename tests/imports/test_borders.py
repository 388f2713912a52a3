"""Where a stretch of a list ends makes no difference: who is the same, who lives with whom, who reads the rows."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from crm.accounts.service import create_organization
from crm.contacts.models import (
    Contact,
    ContactPoint,
    ContactPointLink,
    DuplicateSuggestion,
    Household,
    HouseholdMember,
    Tag,
    Tagging,
)
from crm.contacts.queries import external_ids_of
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import Model, db, unit_of_work
from crm.core.scope import in_organization
from crm.imports.jobs import Worker
from crm.imports.models import ImportRow, ImportRun, ImportStatus
from crm.imports.service import Asked, ahead, begin, keep, runs
from tests.imports.people_files import HEADER, rows

PEOPLE = 150


def _list(people: int) -> bytes:
    """A list of people in which those of a household stand far apart, and some say that they live alone."""
    text, dice = io.StringIO(newline=""), random.Random(people)
    writer = csv.writer(text)
    writer.writerow([*HEADER, "Household"])
    for number, row in enumerate(rows(people, 5)):
        writer.writerow([*row, f"alone {number}" if dice.random() < 0.1 else f"home {number % 40}"])
    return text.getvalue().encode()


def _import(slug: str, data: bytes, at_once: int) -> ImportRun:
    """An organization of its own takes the list in, so many rows at once."""
    with unit_of_work():
        actor = system_actor(create_organization(slug, slug.title()).id)
    with in_organization(actor.organization_id):
        with unit_of_work():
            run = keep(actor, utc_now(), io.BytesIO(data), "list.csv", Asked())
            begin(actor, utc_now(), run.id)
        Worker(actor.organization_id, run.id, rows_at_once=at_once).work()
        db.session.refresh(run)
        assert (run.status, run.error) == (ImportStatus.APPLIED, None)
        return run


def _landed(run: ImportRun) -> dict[str, Any]:
    """What an import left, said without ids: people by what they are called, where they are reached and live."""
    with in_organization(run.organization_id):
        people = {one.id: one for one in db.session.scalars(select(Contact))}
        numbers = external_ids_of(people)
        who = {one: min(value for _system, value in numbers[one]) for one in people}
        other = aliased(DuplicateSuggestion)
        pairs = db.session.execute(select(other.contact_id, other.other_id))
        return {
            "people": {who[i]: (p.first_name, p.last_name, p.street, p.sort_key) for i, p in people.items()},
            "numbers": {who[i]: {value for _system, value in pairs} for i, pairs in numbers.items()},
            "points": _named(who, ContactPointLink, ContactPoint.value, ContactPoint.id == ContactPointLink.point_id),
            "tags": _named(who, Tagging, Tag.name, Tag.id == Tagging.tag_id),
            "homes": _named(who, HouseholdMember, Household.name, Household.id == HouseholdMember.household_id),
            "doubts": {frozenset((who[a], who[b])) for a, b in pairs},
            "rows": {tuple(row) for row in db.session.execute(select(ImportRow.line, ImportRow.outcome))},
        }


def _named(who: dict[int, str], links: type[Model], value: Any, on: Any) -> set[tuple[str, str]]:
    query = select(links.contact_id, value).select_from(links).join(value.class_, on)  # type: ignore[attr-defined]
    return {(who[contact_id], text) for contact_id, text in db.session.execute(query)}


@pytest.mark.usefixtures("app")
def test_people_and_households_do_not_care_where_a_batch_ends() -> None:
    data = _list(PEOPLE)
    whole, cut = _landed(_import("puente", data, 1_000)), _landed(_import("vecinos", data, 11))
    assert whole == cut
    homes = [name for _who, name in whole["homes"]]
    assert {homes.count(name) for name in homes} > {2, 3}
    assert not [name for name in homes if name.startswith("alone")]
    assert len(whole["people"]) < PEOPLE


@pytest.mark.usefixtures("app")
def test_a_list_comes_in_whole_though_who_reads_ahead_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    data, next_batch, asked = _list(PEOPLE), ahead.ReadAhead.next_batch, []

    def kill_reader(self: Any, most: int = 0) -> Any:
        asked.append(self)
        if len(asked) == 2:
            os.kill(self._pid, signal.SIGKILL)
        return next_batch(self, most)

    expected = _landed(_import("puente", data, PEOPLE))
    monkeypatch.setattr(ahead, "AHEAD_BYTES", 0)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(ahead.ReadAhead, "next_batch", kill_reader)
    run = _import("vecinos", data, 30)
    assert _landed(run) == expected
    assert (len(asked), run.done) == (PEOPLE // 30 + 1, PEOPLE)


@pytest.mark.usefixtures("app")
def test_what_cannot_be_read_is_said_also_of_a_list_that_was_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "AHEAD_BYTES", 0)
    monkeypatch.setattr(runs, "INSTANT_BYTES", 0)
    actor = system_actor(create_organization("puente", "Puente").id)
    with in_organization(actor.organization_id):
        broken = io.BytesIO(_list(320) + b'P9,Ana,"Ruiz, 303-555-0190')
        run = keep(actor, utc_now(), broken, "list.csv", Asked())
        assert Worker(actor.organization_id, run.id, rows_at_once=100).work()
        db.session.refresh(run)
        assert run.status is ImportStatus.FAILED
        assert run.error is not None and "quoted cell" in run.error["message"]
