"""Random people with random rows about them in every room, and random steps to ask of them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionStatus
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome, Task, TaskKind, TaskStatus
from crm.contacts.models import (
    Contact,
    ContactPoint,
    ContactPointLink,
    ListMember,
    MemberStatus,
    PointKind,
    PointStatus,
    StaticList,
    Tag,
    Tagging,
)
from crm.contacts.segments.grammar import Op, Step
from crm.one_on_ones.models import Assessment, Channel, Evidence, OneOnOne, OneOnOneKind
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import (
    Consent,
    ConsentMethod,
    ConsentState,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
)
from crm.sms.service.consent import default_program
from tests.support.factories import Factory

PEOPLE, ACTIONS = 14, 6


class Crowd:
    """People made by one seed, and the ids that steps can name."""

    def __init__(self, make: Factory, organization: Organization, seed: int) -> None:
        self.make, self.now, self.chance = make, make.now, random.Random(seed)
        self.users = [make.user(organization).id for _ in range(2)]
        self.tags = [make.add(Tag(name=f"Tag {number}")).id for number in range(3)]
        self.lists = [make.add(StaticList(name=f"List {number}")).id for number in range(2)]
        self.program_id = default_program().id
        self.actions = [self._action(number) for number in range(ACTIONS)]
        self.people: list[Contact] = []
        for number in range(PEOPLE):
            self.people.append(self._person(number))
        for person in self.people:
            self._rows_of(person)

    def moment(self) -> datetime:
        """Some moment of the last four months, on a whole day so that moments fall together."""
        return self.now - timedelta(days=self.chance.randrange(120))

    def _action(self, number: int) -> Action:
        status = ActionStatus.CANCELLED if self.chance.random() < 0.2 else ActionStatus.CONFIRMED
        made: Action = self.make.action(starts_at=self.now - timedelta(days=20 * number - 15), status=status)
        return made

    def _person(self, number: int) -> Contact:
        pick = self.chance.choice
        person: Contact = self.make.contact(
            preferred_language=pick(("en", "es", None)),
            city=pick(("Denver", "Aurora", "")),
            source=pick(("Web form", "")),
            is_minor=pick((True, False, None, None)),
            has_guardian_consent=pick((True, False)),
            member_status=pick((MemberStatus.CONTACT, MemberStatus.MEMBER, MemberStatus.DO_NOT_CONTACT)),
            needs=pick(([], ["childcare"], ["ride", "food"])),
            owner_user_id=pick((*self.users, None)),
            recruited_by_id=pick([one.id for one in self.people]) if number > 3 and pick((True, False)) else None,
            last_contact_at=pick((self.moment(), None)),
            archived_at=self.now if self.chance.random() < 0.1 else None,
            created_at=self.moment(),
        )
        return person

    def _rows_of(self, person: Contact) -> None:
        for tag_id in self.chance.sample(self.tags, self.chance.randrange(3)):
            self.make.add(Tagging(tag_id=tag_id, contact_id=person.id))
        for list_id in self.chance.sample(self.lists, self.chance.randrange(2)):
            self.make.add(ListMember(list_id=list_id, contact_id=person.id))
        for action in self.chance.sample(self.actions, self.chance.randrange(4)):
            self._presence(person, action)
        for action in self.chance.sample(self.actions, self.chance.randrange(4)):
            self._ask(person, action)
        for _ in range(self.chance.randrange(3)):
            self._talk(person)
        if self.chance.random() < 0.8:
            self._phone(person)

    def _presence(self, person: Contact, action: Action) -> None:
        outcome = self.chance.choice((SignInOutcome.PRESENT, SignInOutcome.LEFT_EARLY))
        here = {"outcome": outcome, "method": SignInMethod.PAPER, "arrived_at": self.moment()}
        self.make.add(SignIn(contact_id=person.id, action_id=action.id, **here))

    def _ask(self, person: Contact, action: Action) -> None:
        answer, outcome = self.chance.choice(list(Answer)), self.chance.choice(list(Outcome))
        said = {"answer": answer, "outcome": outcome, "asked_at": self.moment()}
        self.make.add(Commitment(contact_id=person.id, action_id=action.id, kind=CommitmentKind.ATTEND, **said))
        status = self.chance.choice((TaskStatus.OPEN, TaskStatus.DONE))
        task = {"kind": TaskKind.CALL, "title": "Call", "due_on": self.now.date(), "status": status, "origin": "test"}
        self.make.add(Task(contact_id=person.id, assignee_user_id=self.users[0], **task))

    def _talk(self, person: Contact) -> None:
        met = self.moment()
        how = {"kind": OneOnOneKind.CHECK_IN, "channel": Channel.PHONE, "met_at": met, "logged_at": met}
        self.make.add(OneOnOne(contact_id=person.id, organizer_user_id=self.users[0], **how))
        value = {"value": self.chance.randint(1, 5), "evidence": Evidence.SAID, "at": self.moment()}
        self.make.add(Assessment(contact_id=person.id, **value))

    def _phone(self, person: Contact) -> None:
        """A number of her own, now and then one that is past, bad, closed or refused."""
        number, odds = self.make.phone(), self.chance.random
        status = PointStatus.BAD if odds() < 0.15 else PointStatus.POTENTIAL
        point = self.make.add(
            ContactPoint(kind=PointKind.PHONE, value=number, status=status, is_textable=odds() > 0.15)
        )
        past = self.now if odds() < 0.15 else None
        self.make.add(ContactPointLink(contact_id=person.id, point_id=point.id, past_at=past))
        for _ in range(self.chance.randrange(4)):
            state = self.chance.choice((ConsentState.OPTED_IN, ConsentState.OPTED_IN, ConsentState.OPTED_OUT))
            said = {"method": ConsentMethod.STAFF, "words": "Yes", "at": self.moment(), "program_id": self.program_id}
            self.make.add(Consent(contact_id=person.id, phone=number, state=state, **said))
        if odds() < 0.3:
            lifted = self.now if odds() < 0.4 else None
            self.make.add(OptOut(phone=number, reason=OptOutReason.STOP_REPLY, at=self.now, lifted_at=lifted))
        thread = self.make.add(Conversation(phone=number, contact_id=person.id))
        for _ in range(self.chance.randrange(3)):
            direction = self.chance.choice(list(Direction))
            states = [MessageStatus.DELIVERED, MessageStatus.SKIPPED, MessageStatus.SENT]
            status_of = MessageStatus.RECEIVED if direction is Direction.IN else self.chance.choice(states)
            text = {"phone": number, "body": "Hello", "at": self.moment(), "status": status_of}
            self.make.add(Message(conversation_id=thread.id, contact_id=person.id, direction=direction, **text))

    def step(self) -> Step:
        """A random step."""
        name = self.chance.choice(sorted(self._configs()))
        return Step(self.chance.choice((Op.NARROW, Op.ADD, Op.SUBTRACT)), name, self._configs()[name])

    def steps_of_every_filter(self) -> list[Step]:
        """One step of every filter."""
        return [Step(Op.NARROW, name, config) for name, config in self._configs().items()]

    def _configs(self) -> dict[str, dict[str, Any]]:
        pick, some = self.chance.choice, self._some
        span = pick(("ever", "last", "last", "earlier"))
        when = {"span": span, "days": self.chance.randrange(5, 100), "from": "", "to": ""}
        count = {"how": pick(("at_least", "at_most")), "count": self.chance.randrange(4)}
        yes_no = {"how": pick(("yes", "no"))}
        action = str(pick(self.actions).id)
        return {
            "language": {"languages": some(("en", "es", "unknown"))},
            "place": {"part": "city", "places": pick(("Denver", "denver, AURORA"))},
            "field": {"field": "source", "match": pick(("filled", "empty")), "text": ""},
            "age": {"age": pick(("minor", "adult"))},
            "member_status": {"statuses": some(("contact", "member"))},
            "needs": {"needs": some(("childcare", "ride"))},
            "reached": {"how": pick(("phone", "no_phone", "working_phone"))},
            "owner": {"owners": some((*map(str, self.users), "nobody"))},
            "tag": {"how": pick(("any", "all", "none")), "tags": some(tuple(map(str, self.tags)))},
            "list": {"how": pick(("on", "off")), "lists": some(tuple(map(str, self.lists)))},
            "last_contact": yes_no | {"when": when},
            "created": {"when": when},
            "brought": count,
            "came_to_last": count | {"last": self.chance.randrange(1, 6)},
            "came": count | {"when": when},
            "went": {"how": pick(("came", "left_early", "registered", "no_show", "absent")), "action": action},
            "first_came": {"when": when},
            "answered": {"answer": pick(("yes", "maybe", "no", "waiting", "unasked")), "action": action},
            "promises": count | {"outcome": pick(("open", "kept", "broken")), "when": when},
            "asked": yes_no | {"when": when},
            "task": yes_no,
            "one_on_one": yes_no | {"when": when},
            "stands": {"values": some(("1", "2", "3", "none"))},
            "may_text": yes_no,
            "consent": {"said": pick(("opted_in", "opted_out", "none", "closed"))},
            "got_text": yes_no | {"when": when},
            "wrote": yes_no | {"when": when},
        }

    def _some(self, values: tuple[str, ...]) -> list[str]:
        return self.chance.sample(values, self.chance.randrange(1, len(values) + 1))
