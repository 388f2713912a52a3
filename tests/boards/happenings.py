"""Everything that may happen in a campaign, one random thing at a time, through the services."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from crm.accounts.models import Organization
from crm.accounts.service import hand_over
from crm.actions.models import Action
from crm.audit.service import BatchKind, open_batch, undo_batch
from crm.campaigns import service as campaigns
from crm.campaigns.models import Confidence, FigureStage, Lean, LedgerSide, Majority, Vote
from crm.campaigns.service import NewDemand, NewFigure, deciders, decisions, standing
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.commitments.service import AnswerRow, close_commitment, record_answer, record_answers, take_back_answers
from crm.contacts.models import Contact, Turf
from crm.contacts.service.merging import merge
from crm.core.database import db
from crm.imports.service import undo
from crm.leadership.models import StageStanding
from crm.leadership.service import move
from crm.one_on_ones.service import NewOneOnOne, log_one_on_one
from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.service import record_sign_in
from crm.sms.models import Message, MessageStatus, OptOutReason
from crm.sms.service.consent import opt_out
from tests.boards.history import Past, answer, make_past, send
from tests.imports.support import bring, registration
from tests.support.factories import Factory

MEASURED = (
    "one_on_ones",
    "attended",
    "commitments_kept",
    "signatures",
    "testimonies",
    "texts_replied",
    "leaders_stage3",
)


class World:
    """A campaign with a past, and everything that may happen in it, one thing at a time."""

    def __init__(self, make: Factory, organization: Organization, seed: int) -> None:
        self.make, self.now, self.dice = make, make.now, random.Random(seed)
        self.actor, self.other = make.actor(organization), make.actor(organization)
        self.past: Past = make_past(make, self.actor)
        self.turf: Turf = make.add(Turf(name="Westside"))
        self.people = [one.id for one in self.past.people] + [make.contact().id for _ in range(8)]
        for contact_id in self.people[::2]:
            person = db.session.get_one(Contact, contact_id)
            person.turf_id, person.owner_user_id = self.turf.id, self.other.user_id
        self.next_action: Action = make.action(
            campaign_id=self.past.campaign.id, starts_at=make.now + timedelta(days=3)
        )
        self.replied: set[int] = {self.past.people[0].id}
        self.batches: list[int] = []
        self.merges: list[int] = []
        self.files: list[int] = []
        self.hand_overs: list[int] = []
        self._set_up()

    def _set_up(self) -> None:
        campaign_id, today = self.past.campaign.id, self.now.date()
        for measure in MEASURED:
            for whose in ({}, {"user_id": self.other.user_id}, {"turf_id": self.turf.id}):
                begins, ends = today - timedelta(days=20), today + timedelta(days=5)
                campaigns.set_goal(self.actor, measure, 50, begins, ends, campaign_id=campaign_id, **whose)
        demand = campaigns.add_demand(self.actor, self.now, campaign_id, NewDemand(LedgerSide.INVEST, "Clinics"))
        self.demand_id, self.figures = demand.id, 0
        maker = deciders.NewDecisionMaker("Ana Uno")
        self.target_id = deciders.add_target(self.actor, self.now, campaign_id, maker).id
        vote = decisions.NewDecision("The budget", "", today, Majority.SIMPLE, 1)
        self.vote_id = decisions.set_decision(self.actor, self.now, campaign_id, vote).id
        self.lean = Lean.UNDECIDED

    def step(self) -> None:
        """One random change, through a service."""
        doings: list[Callable[[], Any]] = [
            *(self.sit_down, self.rsvp, self.promise, self.close, self.sign_in, self.text, self.climb, self.hear),
            *(self.figure, self.answer_many, self.take_back, self.join, self.part, self.look_after),
            *(self.bring_file, self.take_file_back, self.stop, self.roll_call, self.hand_on, self.hand_back),
        ]
        self.dice.choice(doings)()
        db.session.flush()

    def somebody(self) -> int:
        """A person who was not joined into another."""
        current = select(Contact.id).where(Contact.id.in_(self.people), Contact.merged_into_id.is_(None))
        return self.dice.choice(list(db.session.scalars(current.order_by(Contact.id))))

    def sit_down(self) -> None:
        met = self.now - timedelta(hours=self.dice.randrange(1, 900))
        campaign_id = self.dice.choice((self.past.campaign.id, None))
        who = self.dice.choice((self.actor, self.other))
        log_one_on_one(who, self.now, NewOneOnOne(self.somebody(), met, campaign_id=campaign_id))

    def rsvp(self) -> None:
        action = self.dice.choice((self.past.webinar, self.next_action))
        said = self.dice.choice((Answer.YES, Answer.NO, Answer.MAYBE, Answer.CONFIRMED, Answer.CANCELLED))
        record_answer(self.actor, self.now, self.somebody(), said, source="staff", action_id=action.id)

    def promise(self) -> None:
        kind = self.dice.choice((CommitmentKind.SIGN, CommitmentKind.TESTIFY, CommitmentKind.MAKE_CALLS))
        of = {"kind": kind, "campaign_id": self.past.campaign.id, "asked_by_user_id": self.other.user_id}
        record_answer(self.actor, self.now, self.somebody(), Answer.YES, source="staff", **of)

    def close(self) -> None:
        rows = list(db.session.scalars(select(Commitment.id).where(Commitment.kind != CommitmentKind.ATTEND)))
        if rows:
            outcome = self.dice.choice((Outcome.KEPT, Outcome.BROKEN))
            close_commitment(self.actor, self.now, self.dice.choice(sorted(rows)), outcome)

    def sign_in(self) -> None:
        how = {"method": SignInMethod.IMPORT, "outcome": SignInOutcome.PRESENT}
        at = self.past.webinar.starts_at + timedelta(minutes=self.dice.randrange(30))
        record_sign_in(self.actor, self.now, self.somebody(), self.past.webinar.id, arrived_at=at, **how)

    def text(self) -> None:
        status = self.dice.choice((MessageStatus.DELIVERED, MessageStatus.SENT, MessageStatus.FAILED))
        person = db.session.get_one(Contact, self.somebody())
        sent = send(self.make, self.past, person, status)
        if status is not MessageStatus.FAILED and self.dice.random() < 0.5:
            answer(self.make, sent)
            self.replied.add(person.id)

    def climb(self) -> None:
        person = self.somebody()
        stage = self.dice.randrange(1, 7)
        now_at = db.session.scalar(select(StageStanding.stage).where(StageStanding.contact_id == person)) or 0
        if stage != now_at:
            move(self.actor, self.now, person, stage, "She did")

    def hear(self) -> None:
        self.lean = self.dice.choice(list(Lean))
        said = standing.Evidence("Said so", self.now.date(), Confidence.PUBLIC)
        standing.report_lean(self.actor, self.now, self.target_id, self.lean, said, self.now.date())

    def figure(self) -> None:
        self.figures += 1
        new = NewFigure(FigureStage.DEMANDED, self.dice.randrange(1, 9) * 100, "Budget")
        campaigns.add_figure(self.actor, self.now, self.demand_id, new)

    def answer_many(self) -> None:
        batch = open_batch(self.actor, BatchKind.IMPORT, "Many", self.now)
        said = self.dice.choice((Answer.YES, Answer.NO))
        rows = [AnswerRow(one, self.next_action.id, said) for one in {self.somebody() for _ in range(4)}]
        record_answers(self.actor, self.now, rows, batch.id)
        self.batches.append(batch.id)

    def take_back(self) -> None:
        if self.batches:
            take_back_answers(self.batches.pop())
            db.session.expire_all()

    def join(self) -> None:
        winner, loser = self.somebody(), self.somebody()
        if winner != loser:
            self.merges.append(merge(self.actor, self.now, winner, loser).id)
            db.session.expire_all()

    def part(self) -> None:
        if self.merges:
            undo_batch(self.merges.pop(), self.actor, self.now)
            db.session.expire_all()

    def look_after(self) -> None:
        person = db.session.get_one(Contact, self.somebody())
        person.turf_id = self.dice.choice((self.turf.id, None))
        person.owner_user_id = self.dice.choice((self.other.user_id, None))

    def bring_file(self) -> None:
        """A report of who registered: some are new, some were in an earlier file."""
        rows = (f"Reg,Number{n},reg{n}@example.org,,Yes,approved" for n in {self.dice.randrange(9) for _ in range(4)})
        run = bring(self.actor, self.now, registration(*rows), action_id=self.past.webinar.id)
        self.files.append(run.id)

    def take_file_back(self) -> None:
        if self.files:
            undo(self.actor, self.now, self.files.pop())
            db.session.expire_all()

    def stop(self) -> None:
        phones = list(db.session.scalars(select(Message.phone).distinct().order_by(Message.phone)))
        opt_out(self.now, self.dice.choice(phones), OptOutReason.STOP_REPLY, "STOP")

    def roll_call(self) -> None:
        vote = self.dice.choice((Vote.YES, Vote.NO, Vote.ABSENT))
        decisions.record_roll_call(self.actor, self.now, self.vote_id, {self.target_id: vote})

    def hand_on(self) -> None:
        to, of = self.dice.sample((self.actor.user_id or 0, self.other.user_id or 0), 2)
        self.hand_overs.append(hand_over(self.actor, self.now, of, to).id)

    def hand_back(self) -> None:
        if self.hand_overs:
            undo_batch(self.hand_overs.pop(), self.actor, self.now)
            db.session.expire_all()
