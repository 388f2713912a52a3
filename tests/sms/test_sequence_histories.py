"""Random histories of sequences: each step once, in order, whole or not at all, and nothing after a stop or an answer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.database import db
from crm.sms.models import Enrollment, EnrollmentState, SequenceStep, StepDone, StepKind
from crm.sms.sequence_plans import DAY, HOUR, Act, Arm, NewStep, branch, send, wait
from crm.sms.service import sequences
from crm.sms.service.sequences.walks import Walk
from tests.sms.inbox_support import text_in
from tests.sms.sequence_support import WORDS, Evening, texts
from tests.support.factories import Factory

ENDED_BY_A_TEXT = ("Who is this?", "What time does it start?", "Can my sister come too?", "STOP")


class Killed(Exception):
    """The worker was killed in the middle of a step."""


class History:
    """One random evening: a sequence, a few people, and what happens to them."""

    def __init__(self, evening: Evening, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.evening, self.dice, self.monkeypatch = evening, random.Random(seed), monkeypatch
        steps = [self._step() for _ in range(self.dice.randint(4, 8))]
        self.sequence = evening.sequence(send("", **WORDS), *steps)
        self.people = [evening.person() for _ in range(4)]
        self.silent_since: dict[int, int] = {}
        self.mark: Callable[..., None] = Walk.mark

    def _step(self) -> NewStep:
        kinds: list[Callable[[], NewStep]] = [
            lambda: send("", **WORDS),
            lambda: send("", **WORDS),
            lambda: wait(self.dice.choice([HOUR, 4 * DAY]), self.dice.choice([None, 12])),
            lambda: branch(DAY, yes=Arm(Act.GO_ON), no=Arm(Act.END), none=Arm(self.dice.choice([Act.GO_ON, Act.END]))),
            lambda: NewStep(StepKind.TASK, title="Call her", task_kind="call"),
        ]
        return self.dice.choice(kinds)()

    def live(self, events: int) -> None:
        """Put people in, let so many things happen, then let two weeks go by, and look after each."""
        self.enroll()
        for _ in range(events):
            self.dice.choice([self.enroll, self.go_on, self.go_on, self.be_killed, self.write, self.pause])()
            self.look()
        for _ in range(6):
            self.evening.later(hours=60)
            self.look()

    def enroll(self) -> None:
        self.evening.enroll(self.sequence, *(one for one, _phone in self.people))

    def go_on(self) -> None:
        self.evening.later(hours=self.dice.choice([0, 1, 20]))

    def be_killed(self) -> None:
        """A worker dies before or after it marked a step; what it did is rolled back, and another one goes on."""
        is_after = self.dice.random() < 0.5

        def mark(walk: Walk, *args: object, **kwargs: object) -> None:
            if is_after:
                self.mark(walk, *args, **kwargs)
            raise Killed

        with self.monkeypatch.context() as patched:
            patched.setattr(Walk, "mark", mark)
            for enrollment in sequences.take_due(self.evening.now):
                try:
                    with db.session.begin_nested():
                        sequences.advance(enrollment, self.evening.now)
                except Killed:
                    pass

    def write(self) -> None:
        person, phone = self.dice.choice(self.people)
        words = self.dice.choice([*ENDED_BY_A_TEXT, "Yes", "No"])
        text_in(phone, words, self.evening.now)
        if words in ENDED_BY_A_TEXT and db.session.scalars(self._of(person.id)).first() is not None:
            self.silent_since.setdefault(person.id, self._texts_to(person.id))

    def pause(self) -> None:
        person, _phone = self.dice.choice(self.people)
        row = db.session.scalars(self._of(person.id)).first()
        if row is not None and row.state is EnrollmentState.ACTIVE:
            sequences.pause_person(self.evening.actor, self.evening.now, row.id)
            before = self._texts_to(person.id)
            self.evening.later(hours=2)
            assert self._texts_to(person.id) == before
            sequences.resume_person(self.evening.actor, self.evening.now, row.id)

    def look(self) -> None:
        """What must hold at every moment."""
        positions = {row.id: row.position for row in db.session.scalars(select(SequenceStep))}
        done: dict[int, list[int]] = {}
        for row in db.session.scalars(select(StepDone).order_by(StepDone.id)):
            done.setdefault(row.enrollment_id, []).append(positions[row.step_id])
        assert all(one == sorted(set(one)) for one in done.values()), "each step once, in order"
        assert all(number == 1 for number in Counter(one.submit_key for one in texts()).values())
        sent = {row.message_id for row in db.session.scalars(select(StepDone).where(StepDone.message_id.is_not(None)))}
        assert {one.id for one in texts()} == sent, "a text and its mark are written together"
        for person_id, before in self.silent_since.items():
            assert self._texts_to(person_id) == before, "nothing after a stop or an answer"

    def _of(self, contact_id: int) -> object:
        return select(Enrollment).where(Enrollment.contact_id == contact_id)

    def _texts_to(self, contact_id: int) -> int:
        return sum(one.contact_id == contact_id for one in texts())


def histories(
    organization: Organization, make: Factory, now: object, monkeypatch: pytest.MonkeyPatch, seeds: range
) -> None:
    """Live through some histories, each from nothing."""
    for seed in seeds:
        savepoint = db.session.begin_nested()
        evening = Evening(organization, make, now)  # type: ignore[arg-type]
        History(evening, seed, monkeypatch).live(7)
        savepoint.rollback()
        db.session.expire_all()


def test_four_histories(
    organization: Organization, make: Factory, now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    histories(organization, make, now, monkeypatch, range(4))


@pytest.mark.long
def test_three_hundred_histories(
    organization: Organization, make: Factory, now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    histories(organization, make, now, monkeypatch, range(4, 304))
