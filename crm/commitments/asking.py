"""Asking our people to reach somebody who decides: a list of them, and a next step for whoever asks, one each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from crm.campaigns.queries.paths import Way, ways_to
from crm.commitments.models import TaskKind
from crm.commitments.service import create_task
from crm.commitments.service.tasks import NewTask
from crm.contacts.service.lists import add_to_list, create_list, free_name
from crm.core.actor import Actor
from crm.core.errors import N_, Refused

ORIGIN = "decider_way"
DAYS = 2
"""Days within which each of them is asked."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the list and the steps are called, in the language of whoever asks."""

    list_name: str
    titles: dict[int, str]


def chosen_ways(decision_maker_id: int, contact_ids: Collection[int]) -> list[Way]:
    """The ways of these people; Refused when none of them reaches her."""
    found = [way for way in ways_to(decision_maker_id) if way.contact_id in contact_ids]
    if not found:
        raise Refused(N_("Choose at least one person who reaches her."))
    return found


def ask_to_reach(actor: Actor, now: datetime, today: date, ways: Collection[Way], words: Words) -> int:
    """Make the list and a step for each; asked twice on one day, the steps stay one each. Returns the list's id."""
    made = create_list(actor, now, free_name(words.list_name))
    add_to_list(actor, now, made.id, [way.contact_id for way in ways])
    for way in ways:
        key = f"{ORIGIN}:{words.list_name}:{way.contact_id}:{actor.user_id}:{today.isoformat()}"
        step = NewTask(
            way.contact_id,
            actor.user_id,
            TaskKind.CALL,
            words.titles[way.contact_id],
            today + timedelta(days=DAYS),
            ORIGIN,
            client_ref=str(uuid5(NAMESPACE_URL, key)),
        )
        create_task(actor, now, step)
    return made.id
