"""Writing down a one-on-one: the talk, where the person stands, what she answered and the next step, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from crm.audit.service import record
from crm.commitments.service import Answer, CommitmentKind, NewTask, TaskKind, create_task, record_answer
from crm.contacts.queries import get_contact
from crm.contacts.service import note_contacted
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.sealing import seal
from crm.core.text import clean_line
from crm.one_on_ones.models import Assessment, Channel, Evidence, OneOnOne, OneOnOneKind
from crm.one_on_ones.policy import Concern, concerns, holds_identity_number
from crm.one_on_ones.queries import STORY_COLUMN, find_by_client_ref

SAID = (Answer.YES, Answer.MAYBE, Answer.NO)
"""What an ask can be answered with, face to face."""
STORY_LIMIT = 4000
LATE = timedelta(minutes=5)
"""How far a phone's clock may run ahead."""


@dataclass(frozen=True, slots=True)
class NewAsk:
    """One thing asked in the talk, with its answer (yes, maybe or no)."""

    kind: CommitmentKind
    answer: Answer
    action_id: int | None = None
    quantity: int | None = None
    detail: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the organizer does next about this person, by which local day."""

    title: str
    due_on: date
    kind: TaskKind = TaskKind.CALL


@dataclass(frozen=True, slots=True)
class NewOneOnOne:
    """A one-on-one to write down; only person and moment are needed. value: 1 (leads with us) to 5 (against)."""

    contact_id: int
    met_at: datetime
    channel: Channel = Channel.IN_PERSON
    kind: OneOnOneKind = OneOnOneKind.RECRUITMENT
    campaign_id: int | None = None
    minutes: int | None = None
    value: int | None = None
    evidence: Evidence = Evidence.SAID
    issues: Sequence[str] = ()
    story: str = ""
    is_story_confirmed: bool = False
    asks: Sequence[NewAsk] = field(default_factory=tuple)
    next_step: NextStep | None = None
    client_ref: str | None = None
    second_adult: str = ""


class SensitiveStory(Refused):
    """The story seems to hold what must not be stored; the writer may save it all the same after reading it again."""

    def __init__(self, found: list[Concern]) -> None:
        super().__init__(
            N_(
                "This may name what we never store: immigration status, a court case, or a birth date. Please read it again."
            )
        )
        self.found = found


def log_one_on_one(actor: Actor, now: datetime, new: NewOneOnOne) -> OneOnOne:
    """Write down a one-on-one with all that came of it, or nothing. The same client_ref again is the same one-on-one.
    NotFound for an unknown person; Refused for a value off the scale, a minor without a second adult, a time to come and
    what must not be stored (SensitiveStory when it may be confirmed).
    """
    known = find_by_client_ref(new.client_ref) if new.client_ref else None
    if known is not None:
        return known
    contact = get_contact(new.contact_id)
    _check(now, new)
    if contact.is_minor and not clean_line(new.second_adult, 100):
        raise Refused(
            N_("%(name)s is under 18. Write who the second adult was, or who else was there."), name=contact.called
        )
    try:
        with db.session.begin_nested():
            return _write(actor, now, new, contact.id)
    except IntegrityError:
        # The same one-on-one was sent twice at once: the first one stands.
        known = find_by_client_ref(new.client_ref) if new.client_ref else None
        if known is None:
            raise
        return known


def _check(now: datetime, new: NewOneOnOne) -> None:
    if new.value is not None and new.value not in range(1, 6):
        raise Refused(N_("Where a person stands is a number from 1 to 5."))
    if new.met_at > now + LATE:
        raise Refused(N_("A one-on-one is written down after it was held. Choose today or an earlier day."))
    if any(ask.answer not in SAID for ask in new.asks):
        raise Refused(N_("An ask is answered with yes, maybe or no."))
    title = new.next_step.title if new.next_step else ""
    if holds_identity_number(new.story, title, new.second_adult, *(ask.detail for ask in new.asks), *new.issues):
        raise Refused(
            N_(
                "There is a number in it that looks like a social security or A-number. We never store those; take it out."
            )
        )
    if len(new.story) > STORY_LIMIT:
        raise Refused(
            N_("The story is longer than %(limit)s letters. Keep what helps you next time."), limit=STORY_LIMIT
        )
    found = concerns(new.story)
    if found and not new.is_story_confirmed:
        raise SensitiveStory(found)


def _write(actor: Actor, now: datetime, new: NewOneOnOne, contact_id: int) -> OneOnOne:
    if actor.user_id is None:
        raise Refused(N_("A one-on-one needs the organizer who held it."))
    story = new.story.strip()
    row = OneOnOne(
        contact_id=contact_id,
        organizer_user_id=actor.user_id,
        campaign_id=new.campaign_id,
        kind=new.kind,
        channel=new.channel,
        met_at=new.met_at,
        minutes=new.minutes,
        issues=[issue for issue in (clean_line(raw, 60) for raw in new.issues) if issue],
        sealed_story=seal(story, STORY_COLUMN) if story else None,
        logged_at=now,
        second_adult=clean_line(new.second_adult, 100),
        client_ref=new.client_ref,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    _write_assessment(actor, new, row)
    for ask in new.asks:
        _write_ask(actor, now, row, ask)
    if new.next_step is not None:
        _write_next_step(actor, now, row, new.next_step)
    note_contacted([contact_id], new.met_at)
    record(actor, "logged", "one_on_one", row.id, now)
    db.session.flush()
    return row


def _write_assessment(actor: Actor, new: NewOneOnOne, row: OneOnOne) -> None:
    if new.value is None:
        return
    db.session.add(
        Assessment(
            contact_id=row.contact_id,
            campaign_id=row.campaign_id,
            one_on_one_id=row.id,
            value=new.value,
            evidence=new.evidence,
            at=new.met_at,
            by_user_id=actor.user_id,
            created_by_id=actor.user_id,
        )
    )


def _write_ask(actor: Actor, now: datetime, row: OneOnOne, ask: NewAsk) -> None:
    record_answer(
        actor,
        now,
        row.contact_id,
        ask.answer,
        source="one_on_one",
        kind=ask.kind,
        action_id=ask.action_id,
        campaign_id=row.campaign_id,
        one_on_one_id=row.id,
        quantity=ask.quantity,
        detail=ask.detail,
        due_on=ask.due_on,
        asked_by_user_id=actor.user_id,
    )


def _write_next_step(actor: Actor, now: datetime, row: OneOnOne, step: NextStep) -> None:
    create_task(
        actor,
        now,
        NewTask(
            contact_id=row.contact_id,
            assignee_user_id=actor.user_id,
            kind=step.kind,
            title=step.title,
            due_on=step.due_on,
            origin="one_on_one",
            one_on_one_id=row.id,
        ),
    )
