"""What fills the merge fields of a sequence's texts: the action of the occasion, or the organization alone."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.queries import names_of_users
from crm.actions.queries import Action, find_action, list_upcoming
from crm.sms.models import Sequence, SequenceStep
from crm.sms.queries.asks import first_ask, list_asks
from crm.sms.queries.values import Values, shared_values, with_ask


def sender_of(sequence: Sequence) -> str:
    """In whose name a sequence writes: who started it, else who made it; "" for nobody."""
    user_id = sequence.started_by_id or sequence.created_by_id
    return names_of_users({user_id}).get(user_id or 0, "")


def asked_action(step: SequenceStep, action_id: int | None, now: datetime) -> Action | None:
    """The action that a yes to a step's text means coming to: the next one it asks for, else the one it is about."""
    if not step.asks_next:
        return find_action(action_id)
    if action_id is None:
        return next(iter(list_upcoming(now, 1)), None)
    return first_ask(action_id, list_asks(action_id, now))


def step_values(step: SequenceStep, action_id: int | None, sender_name: str, now: datetime) -> Values:
    """The values of a step's text by language; without a next action to ask for, its fields stay empty."""
    shared = shared_values(action_id, sender_name, now)
    return with_ask(shared, asked_action(step, action_id, now)) if step.asks_next else shared
