"""Closing an action: only then is anybody absent; late paper still counts, and it can be opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import ActionStatus
from crm.actions.service import close_action, reopen_action
from crm.actions.signals import action_closed
from crm.commitments.models import Answer, Commitment, CommitmentEvent, Outcome
from crm.commitments.queries import find_rsvp
from crm.commitments.service import record_answer
from crm.core.database import db
from crm.core.errors import Refused
from crm.signins.models import SignInMethod
from crm.signins.service import record_sign_in
from tests.support.factories import Factory


def test_only_closing_says_who_is_absent(organization: Organization, make: Factory) -> None:
    actor, now, action = make.actor(organization), make.now, make.action(kind="house_meeting", place="14 Elm St")
    came, missed, late, maybe = (make.contact() for _ in range(4))
    for person in (came, missed, late):
        record_answer(actor, now, person.id, Answer.YES, source="test", action_id=action.id)
    record_answer(actor, now, maybe.id, Answer.MAYBE, source="test", action_id=action.id)
    record_sign_in(actor, now, came.id, action.id, method=SignInMethod.DOOR_TAP)
    heard: list[int] = []
    with action_closed.connected_to(lambda sender, **_: heard.append(sender.id)):
        close_action(actor, now, action.id)
        close_action(actor, now, action.id)
    assert heard == [action.id] and action.status is ActionStatus.DONE
    assert action.place == "", "a host's home is not kept"

    def outcomes() -> list[Outcome]:
        rows = [find_rsvp(action.id, person.id) for person in (came, missed, late, maybe)]
        return [row.outcome for row in rows if row]

    assert outcomes() == [Outcome.KEPT, Outcome.BROKEN, Outcome.BROKEN, Outcome.OPEN]
    record_sign_in(actor, now, late.id, action.id, method=SignInMethod.PAPER)
    assert outcomes() == [Outcome.KEPT, Outcome.BROKEN, Outcome.KEPT, Outcome.OPEN]
    reopen_action(actor, now, action.id)
    assert outcomes() == [Outcome.KEPT, Outcome.OPEN, Outcome.KEPT, Outcome.OPEN]
    assert action.closed_at is None and action.status is ActionStatus.CONFIRMED


def test_where_nobody_is_named_answers_become_counts(organization: Organization, make: Factory) -> None:
    actor, now, rally = make.actor(organization), make.now, make.action(kind="rally")
    for answer in (Answer.YES, Answer.YES, Answer.MAYBE):
        record_answer(actor, now, make.contact().id, answer, source="test", action_id=rally.id)
    with pytest.raises(Refused, match="how many"):
        close_action(actor, now, rally.id)
    close_action(actor, now, rally.id, headcount=340)
    assert (rally.headcount, rally.rsvp_totals) == (340, {"yes": 2, "maybe": 1})
    assert not list(db.session.scalars(select(Commitment))) + list(db.session.scalars(select(CommitmentEvent)))


def test_what_cannot_be_closed_says_why(organization: Organization, make: Factory) -> None:
    actor = make.actor(organization)
    ahead = make.action(starts_at=make.now + timedelta(days=1))
    cancelled = make.action(status=ActionStatus.CANCELLED)
    for action in (ahead, cancelled):
        with pytest.raises(Refused):
            close_action(actor, make.now, action.id)
