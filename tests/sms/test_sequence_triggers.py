"""Every trigger from the act itself, through the signals and the worker, to one text to the right person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.actions.service import close_action
from crm.commitments.models import CommitmentKind
from crm.commitments.service import Answer, record_answer
from crm.contacts.models import Contact
from crm.core.actor import Role
from crm.core.errors import Refused
from crm.leadership.service import StageWords, move, word_stage
from crm.signins.service import SignInMethod, SignInOutcome, record_sign_in
from crm.sms.models import KeywordAct, Sequence, Trigger
from crm.sms.sequence_plans import NewSequence, send
from crm.sms.service import sequences
from crm.sms.service.keywords import save_keyword
from tests.sms.inbox_support import text_in
from tests.sms.sequence_support import WORDS, Evening, texts
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled

TEXT = send("", **WORDS)


@pytest.fixture
def evening(organization: Organization, make: Factory, now: datetime) -> Evening:
    """A Tuesday afternoon in Denver."""
    return Evening(organization, make, now)


class Acts:
    """What people do that starts something, each done as the product does it: the last of the people does it, others not."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.action: Action = evening.make.action(starts_at=evening.now + timedelta(days=2))
        self.over: Action = evening.make.action()

    def _rsvp(self, who: Contact, action: Action, answer: Answer = Answer.YES) -> None:
        record_answer(self.evening.actor, self.evening.now, who.id, answer, source="form", action_id=action.id)

    def _was_there(self, who: Contact, outcome: SignInOutcome) -> None:
        values = {"method": SignInMethod.IMPORT, "outcome": outcome}
        record_sign_in(self.evening.actor, self.evening.now, who.id, self.over.id, **values)

    def registered(self, who: Contact, other: Contact, _row: Sequence) -> None:
        """She says yes to an action ahead; another one says no."""
        self._rsvp(other, self.action, Answer.NO)
        self._rsvp(who, self.action)

    def came(self, who: Contact, other: Contact, _row: Sequence) -> None:
        """She stayed; another one left early."""
        self._was_there(other, SignInOutcome.LEFT_EARLY)
        self._was_there(who, SignInOutcome.PRESENT)
        close_action(self.evening.actor, self.evening.now, self.over.id)

    def left_early(self, who: Contact, other: Contact, row: Sequence) -> None:
        """The other way round."""
        self.came(other, who, row)

    def did_not_come(self, who: Contact, other: Contact, row: Sequence) -> None:
        """Both said yes, and one was there."""
        self._rsvp(who, self.over)
        self._rsvp(other, self.over)
        self.came(other, self.evening.make.contact(), row)

    def promise_due(self, who: Contact, other: Contact, _row: Sequence) -> None:
        """She promised to testify by tomorrow, the other one by next week; then it is tomorrow."""
        today = self.evening.now.date()
        for person, days in ((who, 1), (other, 8)):
            values = {"source": "door", "kind": CommitmentKind.TESTIFY, "due_on": today + timedelta(days=days)}
            record_answer(self.evening.actor, self.evening.now, person.id, Answer.YES, **values)
        self.evening.now += timedelta(days=1)

    def stage_changed(self, who: Contact, other: Contact, _row: Sequence) -> None:
        """She comes up to the third rung; another one comes down to it."""
        move(self.evening.actor, self.evening.now, other.id, 3)
        move(self.evening.actor, self.evening.now, other.id, 2)
        move(self.evening.actor, self.evening.now, who.id, 2)

    def keyword(self, who: Contact, other: Contact, row: Sequence) -> None:
        """She texts the word, the other one another."""
        answers = {"en": "{org}: thank you", "es": "{org}: gracias"}
        save_keyword(self.evening.actor, self.evening.now, "dinner", KeywordAct.SEQUENCE, row.id, answers)
        for person, body in ((other, "lunch"), (who, "Dinner!")):
            text_in(self.phones[person.id], body, self.evening.now)

    phones: dict[int, str]


@pytest.mark.parametrize("trigger", [one for one in Trigger if one not in (Trigger.BY_HAND, Trigger.SIGNED_UP)])
def test_what_somebody_does_brings_her_one_text_and_nobody_else(evening: Evening, trigger: Trigger) -> None:
    acts = Acts(evening)
    (ana, phone), (bea, other) = evening.person(first_name="Ana"), evening.person(first_name="Bea")
    acts.phones = {ana.id: phone, bea.id: other}
    row = evening.sequence(TEXT, trigger=trigger, stage="participant" if trigger is Trigger.STAGE_CHANGED else "")
    act: Callable[[Contact, Contact, Sequence], None] = getattr(acts, trigger.value)
    act(ana, bea, row)
    for _round in range(3):
        sequences.enroll_arrivals(evening.now)
        evening.later(hours=1)
    assert [(one.contact_id, one.body) for one in texts()] == [(ana.id, "Hi Ana, it is us. Puente. STOP to opt out")]


def test_the_page_offers_the_rungs_as_this_organization_calls_them(
    evening: Evening, make: Factory, client: FlaskClient, organization: Organization
) -> None:
    word_stage(evening.actor, evening.now, 2, StageWords("Neighbour", "Vecina", "Come along", "Ven", 6))
    sign_in(client, make.user(organization, Role.COORDINATOR))
    page = client.get("/texting/sequences/new").text
    assert ">Neighbour</option>" in page and "Whichever stage it is" in page
    form = filled(page) | {"name": "Welcome", "trigger": "stage_changed", "stage": "nobody"}
    refused = client.post("/texting/sequences/new", data=form)
    assert (
        refused.status_code == 422
        and "The ladder has no such stage" in refused.text
        and 'value="Welcome"' in refused.text
    )
    made = client.post("/texting/sequences/new", data=form | {"stage": "participant"}, follow_redirects=True)
    assert made.status_code == 200
    assert "called “Neighbour”" in client.get(made.request.path.removesuffix("/edit")).text
    with pytest.raises(Refused):
        sequences.make_sequence(
            evening.actor, evening.now, NewSequence("x", Trigger.STAGE_CHANGED, (), stage="champion")
        )
    assert (
        sequences.make_sequence(evening.actor, evening.now, NewSequence("x", Trigger.CAME, (), stage="x")).stage == ""
    )
