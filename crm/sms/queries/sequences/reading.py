"""Sequences and their steps, as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.contacts.queries import current_ids
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import current_organization_id, find_owned, get_owned
from crm.sms.models import Enrollment, Sequence, SequenceStatus, SequenceStep, Trigger
from crm.sms.queries.readers import Reader, read_people


def get_sequence(sequence_id: int) -> Sequence:
    """The sequence with that id; NotFound otherwise."""
    return get_owned(Sequence, sequence_id)


def find_sequence(sequence_id: int | None) -> Sequence | None:
    """The sequence with that id, or None."""
    return find_owned(Sequence, sequence_id)


def list_sequences(action_id: int | None = None) -> list[Sequence]:
    """The organization's sequences, running ones first and then the newest; those of one action where it is given."""
    query = select(Sequence).order_by((Sequence.status != SequenceStatus.RUNNING), Sequence.id.desc())
    if action_id is not None:
        query = query.where(Sequence.action_id == action_id)
    return list(db.session.scalars(query))


def running_with(*triggers: Trigger) -> list[Sequence]:
    """The running sequences that one of these starts."""
    query = select(Sequence).where(Sequence.status == SequenceStatus.RUNNING, Sequence.trigger.in_(triggers))
    return list(db.session.scalars(query.order_by(Sequence.id)))


def steps_of(sequence_id: int) -> list[SequenceStep]:
    """The steps of a sequence in order."""
    return steps_of_many([sequence_id]).get(sequence_id, [])


def steps_of_many(sequence_ids: Collection[int]) -> dict[int, list[SequenceStep]]:
    """The steps of some sequences in order, by sequence, in one read."""
    query = select(SequenceStep).where(SequenceStep.sequence_id.in_(sequence_ids), SequenceStep.removed_at.is_(None))
    found: dict[int, list[SequenceStep]] = {}
    for step in db.session.scalars(query.order_by(SequenceStep.position, SequenceStep.id)):
        found.setdefault(step.sequence_id, []).append(step)
    return found


def step_of(step_id: int | None) -> SequenceStep | None:
    """The step with that id, removed or not, or None."""
    return find_owned(SequenceStep, step_id)


def people_of(contact_ids: Iterable[int]) -> list[Reader]:
    """These people as texts see them, each once; who is archived or was merged into somebody else is left out."""
    organization = get_organization(current_organization_id())
    return read_people(sorted(current_ids(list(dict.fromkeys(contact_ids)))), organization.default_language)


def require_enrollment(sequence_id: int, enrollment_id: int) -> None:
    """Refuse with NotFound what is no enrollment of that sequence."""
    if get_owned(Enrollment, enrollment_id).sequence_id != get_sequence(sequence_id).id:
        raise NotFound(N_("That person is not in this sequence."))
