"""Write down what a list says of actions: who signed up for which, and who was there.

Of an action that was chosen for the import everything counts for that one; else each sign-up goes to the action of the same
title that begins within three hours of its event, which is made when there is none. A sign-up that names no event, or not
when it is, has no action and is not kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, action_kinds, find_webinar, get_action
from crm.actions.service import NewAction, create_action
from crm.audit.service import Batch
from crm.commitments.queries import rsvp_contact_ids
from crm.commitments.service import Answer, AnswerRow, record_answers
from crm.contacts.service import note_attended
from crm.core.actor import Actor
from crm.core.clock import find_zone, zone
from crm.core.text import clean_line, fold
from crm.imports.incoming import aware
from crm.imports.models import ImportRun
from crm.imports.reading import Signup
from crm.imports.service.heads import count_heads, is_named
from crm.signins.service import NewSignIn, SignInMethod, SignInOutcome, record_sign_ins

ANSWERS = {
    "": Answer.YES,
    "registered": Answer.YES,
    "confirmed": Answer.CONFIRMED,
    "maybe": Answer.MAYBE,
    "declined": Answer.NO,
    "cancelled": Answer.CANCELLED,
    "invited": Answer.INVITED,
}
"""What a sign-up's state means; that somebody was present is no answer."""
A_MOMENT = timedelta(seconds=1)
USUAL_KIND = "member_meeting"
SOURCE = "import"
SignedUp = tuple[int, Signup]
"""A person by id, and one sign-up of hers."""


def record_signups(actor: Actor, now: datetime, run: ImportRun, rows: Sequence[SignedUp], batch: Batch) -> None:
    """Write RSVPs and presences of a stretch of a list; an answer that somebody gave since her sign-up stays.

    Where nobody may be named only heads are counted, and answers are numbers once the action is closed.
    """
    chosen = get_action(run.action_id) if run.action_id is not None else None
    for action, signed_up in _by_action(actor, now, chosen, rows, batch):
        present = sorted({contact_id for contact_id, signup in signed_up if signup.attended})
        if not is_named(action):
            count_heads(batch, action, len(present))
            present = []
        answers = list(_answers(signed_up, action, now)) if is_named(action) or action.closed_at is None else []
        if answers:
            record_answers(actor, now, answers, batch.id)
        if present:
            record_sign_ins(actor, now, action.id, [_sign_in(contact_id, action) for contact_id in present], batch.id)
            note_attended(present, action.starts_at)


def _by_action(
    actor: Actor, now: datetime, chosen: Action | None, rows: Sequence[SignedUp], batch: Batch
) -> Iterator[tuple[Action, list[SignedUp]]]:
    if chosen is not None:
        yield chosen, list(rows)
        return
    local = zone(get_organization(actor.organization_id).time_zone)
    events: dict[tuple[str, datetime], list[SignedUp]] = defaultdict(list)
    for contact_id, signup in rows:
        starts_at = aware(signup.start, zone_of(signup, local))
        if signup.title and starts_at is not None:
            events[clean_line(signup.title, 200), starts_at].append((contact_id, signup))
    for (title, starts_at), signed_up in events.items():
        place = zone_of(signed_up[0][1], local)
        yield _action(actor, now, title, starts_at, place, batch), signed_up


def zone_of(signup: Signup, local: ZoneInfo) -> ZoneInfo:
    """The zone an event is in: the one its row names, else the organization's."""
    return find_zone(signup.zone) or local


def _action(actor: Actor, now: datetime, title: str, starts_at: datetime, place: ZoneInfo, batch: Batch) -> Action:
    known = find_webinar("", starts_at, title, place.key)
    if known is not None:
        return known
    named = (kind.key for kind in action_kinds() if fold(kind.label) in fold(title))
    new = NewAction(title=title, kind=next(named, USUAL_KIND), starts_at=starts_at, time_zone=place.key)
    return create_action(actor, now, new, batch.id)


def _answers(rows: Sequence[SignedUp], action: Action, now: datetime) -> Iterator[AnswerRow]:
    """The answers, each from when it was given: what follows a sign-up (confirmed, cancelled) counts a moment after it.

    A file that does not tell when changes no answer that we have.
    """
    timeless = {contact_id for contact_id, signup in rows if signup.made_at is None}
    known = set(rsvp_contact_ids(action.id, set(Answer) - {Answer.INVITED})) if timeless else set()
    local = zone(action.time_zone)
    for contact_id, signup in rows:
        answer, made_at = ANSWERS.get(signup.status), aware(signup.made_at, zone_of(signup, local))
        if answer is None or (made_at is None and contact_id in known):
            continue
        at = now if made_at is None else min(made_at + (A_MOMENT if answer is not Answer.YES else timedelta()), now)
        yield AnswerRow(contact_id, action.id, answer, at, SOURCE, action.campaign_id)


def _sign_in(contact_id: int, action: Action) -> NewSignIn:
    return NewSignIn(contact_id, action.id, SignInOutcome.PRESENT, SignInMethod.IMPORT, action.starts_at)
