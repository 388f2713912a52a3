"""Nothing lost, nothing doubled: random phones with wrong clocks, dropped requests and answers, retries in any order, undos."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm.contacts.models import Contact
from crm.contacts.queries.people import is_current
from crm.contacts.service.merging import merge
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.signins.models import SignIn, Slip, SlipState
from crm.signins.queries.door_list import here
from tests.signins.door_support import Phone, link_to, meeting, settle_all
from tests.support.factories import Factory

PEOPLE, PHONES, STEPS = 6, 3, 40
WRONG_CLOCKS = (0, 90_000, -7_200_000, 400 * 86_400_000, -20_000 * 86_400_000)
WALK_INS = tuple((f"Walker{chr(97 + n) * 3} Newman{chr(97 + n) * 3}", f"303555019{n}") for n in range(4))


class Evening:
    """An evening at the door: what its phones did, and what must be true of it when everything has arrived."""

    def __init__(self, client: FlaskClient, organization: Any, make: Factory, chance: Random) -> None:
        self.organization, self.chance = organization, chance
        self.action = meeting(make)
        self.people = [make.contact(first_name=f"Person{n}").id for n in range(PEOPLE)]
        self.merged: dict[int, int] = {}
        self.phones = [
            Phone(client, link_to(self.action, organization), skew_ms=chance.choice(WRONG_CLOCKS))
            for _ in range(PHONES)
        ]
        self.written: list[tuple[Phone, str, Any]] = []
        self.undone: set[str] = set()
        self.sent_before: dict[int, list[dict[str, Any]]] = {id(phone): [] for phone in self.phones}
        for phone in self.phones:
            assert phone.open().status_code == 200

    def step(self) -> None:
        """One thing happens: a tap, a walk-in, an undo, rows on their way in some order, the worker, a merge."""
        phone = self.chance.choice(self.phones)
        self.chance.choices(
            (self._tap, self._walk_in, self._undo, self._send, self._settle, self._merge), (6, 2, 3, 5, 2, 0.3)
        )[0](phone)

    def _tap(self, phone: Phone) -> None:
        person = self.chance.choice(self.people)
        by = str(self.chance.choice(self.people)) if self.chance.random() < 0.2 else ""
        self.written.append((phone, phone.write(person=person, by=by, minutes_ago=self.chance.randint(0, 500)), person))

    def _walk_in(self, phone: Phone) -> None:
        name, number = self.chance.choice(WALK_INS)
        self.written.append((phone, phone.write(name=name, phone=number), number))

    def _undo(self, phone: Phone) -> None:
        own = [ref for one, ref, _who in self.written if one is phone]
        if own:
            self.undone.add(ref := self.chance.choice(own))
            phone.write("undo", of=ref)

    def _send(self, phone: Phone) -> None:
        """Some rows, of the outbox and of what had arrived before, in any order; the answer may be lost on its way."""
        earlier = self.sent_before[id(phone)]
        rows = [row for row in [*phone.outbox, *earlier] if self.chance.random() < 0.7]
        self.chance.shuffle(rows)
        earlier += rows[:3]
        if self.chance.random() < 0.8:
            phone.send(rows, hears=self.chance.random() < 0.6)

    def _settle(self, _phone: Phone) -> None:
        settle_all()

    def _merge(self, _phone: Phone) -> None:
        current = [one for one in self.people if one not in self.merged]
        if len(current) > 2:
            winner, loser = self.chance.sample(current, 2)
            merge(system_actor(self.organization.id), utc_now(), winner, loser)
            db.session.commit()
            self.merged[loser] = winner

    def end(self) -> None:
        """The signal is back: every phone sends until its outbox is empty."""
        for phone in self.phones:
            for _try in range(3):
                phone.send()
            assert phone.outbox == []
        settle_all()

    def expected(self) -> set[Any]:
        """Who must be here: everybody with a row that was not taken back."""
        return {self._now(who) for _phone, ref, who in self.written if ref not in self.undone}

    def _now(self, who: Any) -> Any:
        while who in self.merged:
            who = self.merged[who]
        return who


def _present(evening: Evening) -> list[Any]:
    """Who is here by the database: ids of people of the list, numbers of walk-ins."""
    found: list[Any] = []
    for row in db.session.scalars(select(SignIn).where(SignIn.action_id == evening.action.id)):
        person = db.session.get_one(Contact, row.contact_id)
        names = dict(WALK_INS)
        found.append(names.get(person.full_name, person.id))
        assert evening.action.starts_at - timedelta(hours=1) <= row.arrived_at <= utc_now()
    return found


def _an_evening(app: Flask, seed: int) -> None:
    chance, make = Random(seed), Factory(utc_now())
    organization = make.organization(slug=f"evening-{uuid4().hex[:12]}")
    with in_organization(organization.id):
        evening = Evening(app.test_client(), organization, make, chance)
        for _step in range(STEPS):
            evening.step()
        evening.end()
        present = _present(evening)
        assert len(present) == len(set(present)), "somebody is here twice"
        assert set(present) == evening.expected()
        assert here(evening.action.id).count == len(present)
        assert db.session.scalars(select(Slip).where(Slip.state != SlipState.SETTLED)).all() == []
        names = [
            one.full_name
            for one in db.session.scalars(select(Contact).where(is_current()))
            if one.full_name.startswith("Walker")
        ]
        assert len(names) == len(set(names)), "a walk-in was written down twice"


EVENINGS = settings(
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@given(seed=st.integers(0, 2**32))
@settings(EVENINGS, max_examples=8)
def test_an_evening_without_a_signal(app: Flask, seed: int) -> None:
    _an_evening(app, seed)


@pytest.mark.long
@given(seed=st.integers(0, 2**32))
@settings(EVENINGS, max_examples=150)
def test_many_evenings_without_a_signal(app: Flask, seed: int) -> None:
    _an_evening(app, seed)
