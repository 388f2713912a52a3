"""A year of an organization with a hundred thousand people: two hundred thousand events and a million texts in four campaigns.

Half of all lies in the first campaign, which has a goal of every kind, a webinar that thousands registered to, a hearing
to come, a ledger and a council. Rows are written column by column, past every service.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.campaigns import service as campaigns
from crm.campaigns.measures import measures
from crm.campaigns.models import Campaign, Confidence, Lean
from crm.campaigns.service import deciders, standing
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.contacts.models import Contact
from crm.core.actor import Role
from crm.core.bulk import bulk_work, insert_columns, reserve_ids
from crm.core.database import db, unit_of_work
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import (
    Blast,
    BlastAnswer,
    BlastStatus,
    Conversation,
    ConversationState,
    Direction,
    Message,
    MessageStatus,
    Origin,
)
from crm.sms.service.consent import default_program
from tests.benchmarks.ground import NOW
from tests.support.factories import Factory

PEOPLE = 100_000
CAMPAIGNS, ACTIONS, TALKS, PRESENCES, ASKS = 4, 200, 40_000, 80_000, 80_000
BLASTS, TEXTS, ANSWER_EACH, FOLLOWED_UP = 24, 1_000_000, 8, 10_000
AREAS = ("303", "720", "719", "970", "212", "312", "713", "415", "404", "919")
Columns = dict[str, Any]


class BusyYear:
    """Fills the organization in scope, whose people are there already; the same rows at every run."""

    def __init__(self, organization: Organization) -> None:
        self.organization_id = organization.id
        self._dice = random.Random(5)
        self._make = Factory(NOW)
        self._people = list(db.session.scalars(select(Contact.id).order_by(Contact.id).limit(PEOPLE)))
        with unit_of_work():
            self._actor = self._make.actor(organization)
            users = [self._make.user(organization, Role.ORGANIZER).id for _ in range(8)]
            self.reader_id = self._actor.user_id or 0
            self._organizers = [self.reader_id, *users]
            self.campaigns: list[Campaign] = [self._make.campaign() for _ in range(CAMPAIGNS)]
            self._actions: list[Action] = [self._action(number) for number in range(ACTIONS)]
            self._decorate()

    def write(self) -> None:
        """Write the events and the texts."""
        with bulk_work():
            for count, write in ((TALKS, self._talks), (PRESENCES, self._presences), (ASKS, self._asks)):
                with unit_of_work():
                    write(count)
            self._texts()

    def _mostly_first(self, some: Sequence[Any]) -> Any:
        """One of these: in half of all cases of the first campaign's, which are every fourth."""
        first = some[::CAMPAIGNS] if len(some) > CAMPAIGNS else some[:1]
        return self._dice.choice(first if self._dice.random() < 0.4 else some)

    def _moment(self) -> datetime:
        return NOW - timedelta(minutes=self._dice.randrange(90 * 1440))

    def _action(self, number: int) -> Action:
        kind = ("webinar", "house_meeting", "hearing", "rally", "hearing")[number % 5]
        at = NOW + timedelta(days=3) - timedelta(days=number * 90 / ACTIONS)
        campaign = self.campaigns[number % CAMPAIGNS]
        action: Action = self._make.action(kind=kind, campaign_id=campaign.id, starts_at=at, goal_attended=150)
        return action

    def _decorate(self) -> None:
        first, today = self.campaigns[0], NOW.date()
        first.votes_needed = 4
        campaigns.load_ledger_example(self._actor, NOW, first.id, "LED-SF-Y1")
        campaigns.lay_out_milestones(self._actor, NOW, first.id, "school_police")
        said = standing.Evidence("Said so", today, Confidence.PUBLIC)
        for number, lean in enumerate((Lean.YES, Lean.YES, Lean.YES, Lean.LEAN_YES, Lean.UNDECIDED, Lean.NO, Lean.NO)):
            maker = deciders.NewDecisionMaker(f"Seat {number}", seat=f"District {number}")
            seat = deciders.add_target(self._actor, NOW, first.id, maker)
            standing.report_lean(self._actor, NOW, seat.id, lean, said, today)
        for measure in dict(measures.items()):
            begun, ends = today - timedelta(days=85), today + timedelta(days=20)
            campaigns.set_goal(self._actor, measure, 9_999, begun, ends, campaign_id=first.id)

    def _insert(self, model: Any, count: int, columns: Columns) -> None:
        insert_columns(model, count, {"organization_id": self.organization_id, **columns})

    def _talks(self, count: int) -> None:
        moments = [self._moment() for _ in range(count)]
        columns = {
            "contact_id": self._dice.choices(self._people, k=count),
            "organizer_user_id": self._dice.choices(self._organizers, k=count),
            "campaign_id": [self._mostly_first(self.campaigns).id for _ in range(count)],
        }
        self._insert(OneOnOne, count, columns | {"met_at": moments, "logged_at": moments})

    def _pairs(self, count: int) -> tuple[list[Action], list[int]]:
        """An action and a person each, no pair twice; many at the latest webinar of the first campaign."""
        webinar = next(one for one in self._actions[::CAMPAIGNS] if one.kind == "webinar" and one.starts_at < NOW)
        pairs: dict[tuple[Action, int], None] = {}
        while len(pairs) < count:
            action = webinar if self._dice.random() < 0.1 else self._mostly_first(self._actions)
            pairs[action, self._dice.choice(self._people)] = None
        return [one[0] for one in pairs], [one[1] for one in pairs]

    def _presences(self, count: int) -> None:
        actions, people = self._pairs(count)
        columns: Columns = {
            "action_id": [one.id for one in actions],
            "contact_id": people,
            "outcome": SignInOutcome.PRESENT,
            "method": SignInMethod.DOOR_TAP,
            "arrived_at": [one.starts_at for one in actions],
        }
        self._insert(SignIn, count, columns)

    def _asks(self, count: int) -> None:
        """Half of them answers about actions, half signatures and promises to speak, most of which were kept."""
        actions, people = self._pairs(count // 2)
        answered = [one.starts_at - timedelta(days=2) for one in actions]
        shared: Columns = {"asked_by_user_id": self._dice.choices(self._organizers, k=count // 2)}
        rsvps: Columns = {
            "contact_id": people,
            "kind": CommitmentKind.ATTEND,
            "action_id": [one.id for one in actions],
            "answer": self._dice.choices((Answer.YES, Answer.CONFIRMED, Answer.MAYBE, Answer.NO), k=len(people)),
            "outcome": self._dice.choices((Outcome.KEPT, Outcome.BROKEN), k=len(people)),
            "asked_at": answered,
            "answered_at": answered,
            "closed_at": [one.starts_at for one in actions],
        }
        self._insert(Commitment, len(people), shared | rsvps)
        moments = [self._moment() for _ in people]
        asks: Columns = {
            "contact_id": self._dice.choices(self._people, k=len(people)),
            "kind": self._dice.choices((CommitmentKind.SIGN, CommitmentKind.TESTIFY), (9, 1), k=len(people)),
            "campaign_id": [self._mostly_first(self.campaigns).id for _ in people],
            "answer": Answer.YES,
            "outcome": self._dice.choices((Outcome.KEPT, Outcome.OPEN), (4, 1), k=len(people)),
            "asked_at": moments,
            "answered_at": moments,
            "closed_at": moments,
        }
        self._insert(Commitment, len(people), shared | asks)

    def _texts(self) -> None:
        """Texts to many, half of them of the first campaign, and what every eighth wrote back.

        The last four follow up its webinar: ten thousand of the same people each.
        """
        count = len(self._people)
        phones = [f"+1{AREAS[number // 10_000 % len(AREAS)]}555{number % 10_000:04d}" for number in range(count)]
        with unit_of_work():
            threads = reserve_ids(Conversation, count)
            values: Columns = {"id": threads, "phone": phones, "contact_id": self._people}
            values |= {
                "state": ConversationState.WAITING,
                "last_message_at": NOW,
                "last_body": "Yes",
                "last_intent": "",
            }
            self._insert(Conversation, count, values)
            blasts = [self._blast(number).id for number in range(BLASTS)]
        each = (TEXTS * ANSWER_EACH // (ANSWER_EACH + 1) - 4 * FOLLOWED_UP) // (BLASTS - 4)
        for number, blast_id in enumerate(blasts):
            at = NOW - timedelta(days=80 - number * 3)
            among, many = (count, each) if number < BLASTS - 4 else (FOLLOWED_UP + 1_000, FOLLOWED_UP)
            chosen = self._dice.sample(range(among), many)
            answering = chosen[::ANSWER_EACH]
            with unit_of_work():
                sent = self._messages(chosen, threads, phones, Direction.OUT, MessageStatus.DELIVERED, at, blast_id)
                late = at + timedelta(hours=2)
                self._messages(answering, threads, phones, Direction.IN, MessageStatus.RECEIVED, late, None)
                answers: Columns = {"blast_id": blast_id, "message_id": sent[::ANSWER_EACH], "has_written": True}
                answers |= {"contact_id": [self._people[one] for one in answering], "at": late}
                self._insert(BlastAnswer, len(answering), answers)

    def _blast(self, number: int) -> Blast:
        """Every second is the first campaign's, and the last four follow up its webinar."""
        campaign = self.campaigns[0 if number % 2 else 1 + number // 2 % (CAMPAIGNS - 1)]
        webinar = next(one for one in self._actions[::CAMPAIGNS] if one.kind == "webinar" and one.starts_at < NOW)
        blast: Blast = self._make.add(
            Blast(
                name=f"To many {number}",
                campaign_id=campaign.id,
                action_id=webinar.id if number >= BLASTS - 4 else None,
                program_id=default_program().id,
                status=BlastStatus.DONE,
                bodies={"en": "Will you come?"},
                submit_key=f"busy-{number}",
            )
        )
        return blast

    def _messages(
        self,
        chosen: Sequence[int],
        threads: Sequence[int],
        phones: Sequence[str],
        direction: Direction,
        status: MessageStatus,
        at: datetime,
        blast_id: int | None,
    ) -> list[int]:
        ids = reserve_ids(Message, len(chosen))
        columns: Columns = {
            "id": ids,
            "conversation_id": [threads[one] for one in chosen],
            "contact_id": [self._people[one] for one in chosen],
            "phone": [phones[one] for one in chosen],
            "direction": direction,
            "origin": Origin.BLAST if blast_id else Origin.ANSWER,
            "status": status,
            "body": "Will you come?" if blast_id else "Yes",
            "blast_id": blast_id,
            "at": at,
            "sent_at": at if blast_id else None,
        }
        self._insert(Message, len(chosen), columns)
        return ids
