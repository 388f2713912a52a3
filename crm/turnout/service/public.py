"""Public answers: kept as they were typed, and given to the person they are of where that is clear.

The page does the same whoever answers; who it was is looked up afterwards, by the worker. So neither words nor time tell
whether somebody is known.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.accounts.service import take_turn
from crm.actions.queries import Action, ActionStatus, find_kind, get_action, list_shifts
from crm.commitments.service import Answer, Wish, answer_rsvp, free_seats
from crm.contacts.queries import get_contact
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, DomainError, Refused
from crm.core.phones import normalize
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.signins.service import ConsentGiven, SignInMethod, match
from crm.signins.signals import consent_given
from crm.turnout.models import PublicAnswer, PublicState
from crm.turnout.queries.public import taken_since, waiting_yeses

SOURCE = "public page"
TYPED = ("yes", "maybe", "no")
WAITLIST = "waitlist"
"""A yes that was typed when every seat was taken; whether she gets one is decided when it is given to her."""
ANSWERS = {"yes": Answer.YES, WAITLIST: Answer.YES, "maybe": Answer.MAYBE, "no": Answer.NO}
HOUR, MOST_OF_ONE = timedelta(hours=1), 6
"""A number may answer so often in an hour, for a family and a change of mind."""
MOMENT, MOST_AT_ONCE = timedelta(minutes=10), 600
"""A page takes so many answers in so long: a full hall with phones out, and no more than a worker takes in meanwhile."""
IN_ONE_UNIT = 100


class TooMany(Refused):
    """Too many answers came in a short time; the same one will be taken later."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What was typed on a public page; `words` are those that were ticked, "" when the box stayed empty."""

    first_name: str
    phone: str
    answer: str
    language: str
    needs: Sequence[str] = ()
    shift_id: int | None = None
    words: str = ""


def is_open(action: Action, now: datetime) -> bool:
    """Whether an action still takes answers: not cancelled, not closed, not over, and of a kind that is answered to."""
    kind = find_kind(action.kind)
    is_ahead = action.closed_at is None and (action.ends_at or action.starts_at) > now
    is_on = action.is_public and action.status is not ActionStatus.CANCELLED
    return is_on and is_ahead and (kind is None or kind.needs_rsvp)


def is_full(action: Action) -> bool:
    """Whether a yes to an action is a place on its waitlist, those counted whom nobody has looked at yet."""
    free = free_seats(action)
    return free is not None and free <= waiting_yeses(action.id)


def write_down(now: datetime, action: Action, new: NewAnswer) -> PublicAnswer:
    """Keep a public answer as it was typed; Refused for what is missing or no number, TooMany when they come too fast."""
    if not is_open(action, now):
        raise Conflict(N_("This action takes no more answers."))
    name, region = clean_line(new.first_name, 100), get_organization(action.organization_id).region
    phone = normalize(new.phone, region)
    if not name:
        raise Refused(N_("Write your first name."))
    if phone is None:
        raise Refused(N_("Write your phone number with its area code, such as 303 555 0100."))
    _check_answer(action, new)
    is_too_fast = taken_since(action, now - HOUR, phone) >= MOST_OF_ONE
    if is_too_fast or taken_since(action, now - MOMENT) >= MOST_AT_ONCE:
        raise TooMany(N_("Many answers came in just now. Please send yours again in a few minutes."))
    row = PublicAnswer(
        action_id=action.id,
        first_name=name,
        phone=phone,
        answer=_seated(action, new.answer, None),
        needs=",".join(new.needs)[:200],
        shift_id=new.shift_id,
        language=new.language,
        words=new.words,
        answered_at=now,
        secret=secrets.token_urlsafe(18),
    )
    db.session.add(row)
    db.session.flush()
    return row


def change_answer(now: datetime, row: PublicAnswer, new: NewAnswer) -> PublicAnswer:
    """Answer otherwise by the private link; name and number stay as they were, and a given consent is not taken back."""
    action = get_action(row.action_id)
    if not is_open(action, now):
        raise Conflict(N_("This action takes no more answers."))
    _check_answer(action, new)
    row.answer = _seated(action, new.answer, row.answer)
    row.needs, row.shift_id, row.answered_at = ",".join(new.needs)[:200], new.shift_id, now
    row.words = row.words or new.words
    if row.state is PublicState.TAKEN:
        row.state = PublicState.WAITING
    db.session.flush()
    return row


def _seated(action: Action, answer: str, before: str | None) -> str:
    return WAITLIST if answer == "yes" and before != "yes" and is_full(action) else answer


def _check_answer(action: Action, new: NewAnswer) -> None:
    if new.answer not in TYPED:
        raise Refused(N_("Say whether you come: yes, maybe or no."))
    if new.shift_id is not None and new.shift_id not in {shift.id for shift in list_shifts(action.id)}:
        raise Refused(N_("That shift belongs to another action."))


def take_in_waiting(actor: Actor, now: datetime) -> int:
    """Give the organization's waiting public answers to their people, some of them; returns how many were looked at."""
    take_turn(actor.organization_id)
    query = select(PublicAnswer).where(PublicAnswer.state == PublicState.WAITING).order_by(PublicAnswer.id)
    rows = list(db.session.scalars(query.limit(IN_ONE_UNIT)))
    region = get_organization(actor.organization_id).region
    for row in rows:
        if row.contact_id is None:
            found = match(row, region)
            row.contact_id = _new_person(actor, now, row) if found.is_new else found.contact_id
        if row.contact_id is None:
            row.state = PublicState.REVIEW
        else:
            _take(actor, now, row)
    db.session.flush()
    return len(rows)


def settle_as(actor: Actor, now: datetime, answer_id: int, contact_id: int | None) -> PublicAnswer:
    """A person said whose answer it is: somebody we know, or (None) somebody new; Conflict when that is settled."""
    row = _unsettled(answer_id)
    row.contact_id = get_contact(contact_id).id if contact_id else _new_person(actor, now, row)
    _take(actor, now, row)
    db.session.flush()
    return row


def dismiss(actor: Actor, now: datetime, answer_id: int) -> PublicAnswer:
    """A person said that it is nobody's answer: it is set aside, and no consent comes of it."""
    row = _unsettled(answer_id)
    row.state = PublicState.DISMISSED
    db.session.flush()
    return row


def _unsettled(answer_id: int) -> PublicAnswer:
    row = get_owned(PublicAnswer, answer_id)
    if row.state is not PublicState.REVIEW:
        raise Conflict(N_("Somebody has settled that already."))
    return row


def _new_person(actor: Actor, now: datetime, row: PublicAnswer) -> int:
    person = NewContact(
        first_name=row.first_name,
        phone=row.phone,
        preferred_language=row.language,
        source=get_action(row.action_id).title,
    )
    return create_contact(actor, now, person).id


def _take(actor: Actor, now: datetime, row: PublicAnswer) -> None:
    """Write the answer into her RSVP and her consent into the ledger; a shift that filled up meanwhile is left out."""
    contact = get_contact(row.contact_id or 0)
    row.contact_id, answer = contact.id, ANSWERS[row.answer]
    needs = tuple(filter(None, row.needs.split(",")))
    try:
        with db.session.begin_nested():
            answer_rsvp(
                actor, row.answered_at, row.action_id, contact.id, answer, source=SOURCE, wish=Wish(needs, row.shift_id)
            )
    except DomainError:
        answer_rsvp(actor, row.answered_at, row.action_id, contact.id, answer, source=SOURCE, wish=Wish(needs))
    row.state = PublicState.TAKEN
    if row.words:
        action = get_action(row.action_id)
        given = ConsentGiven(contact.id, row.phone, row.words, f"{action.title}, {SOURCE}", _ON_A_PAGE, row.answered_at)
        consent_given.send(given, actor=actor, now=now)


_ON_A_PAGE = SignInMethod.QR_SELF
"""How the ledger hears of consent given on a page on somebody's own phone."""
