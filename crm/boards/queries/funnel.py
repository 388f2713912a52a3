"""After a webinar: who registered, came, was texted, answered, and sat down one-on-one; counted and listed alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select, or_, select, union_all

from crm.actions.models import Action, ActionStatus
from crm.boards.queries.counting import count_people
from crm.boards.queries.kept import Kept
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import get_owned
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn
from crm.sms.models import Blast, BlastAnswer, Message, MessageStatus

People = Select[Any]
ON_THE_WAY = (MessageStatus.ACCEPTED, MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.DELIVERED)
REGISTERED = (Answer.YES, Answer.MAYBE, Answer.CONFIRMED, Answer.WAITLIST)


@dataclass(frozen=True, slots=True)
class Webinar:
    """A webinar of the campaign; `has_people` once somebody registered or came."""

    id: int
    title: str
    title_es: str
    starts_at: datetime
    recording_url: str
    has_people: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """The counts of a webinar by step, and the other webinars to choose from, newest first."""

    webinar: Webinar
    counts: dict[str, int]
    others: tuple[Webinar, ...]

    @property
    def most(self) -> int:
        """The largest count: the length of a full bar."""
        return max(self.counts.values(), default=0)


def _registered(action: Action) -> People:
    return select(Commitment.contact_id).where(
        Commitment.action_id == action.id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
    )


def _came(action: Action) -> People:
    return select(SignIn.contact_id).where(SignIn.action_id == action.id)


def _texted(action: Action) -> People:
    return select(Message.contact_id).where(
        Message.blast_id.in_(_blasts(action)),
        Message.status.in_(ON_THE_WAY),
        Message.contact_id.is_not(None),
    )


def _answered(action: Action) -> People:
    query: People = select(BlastAnswer.contact_id).where(
        BlastAnswer.blast_id.in_(_blasts(action)),
        BlastAnswer.has_written.is_(True),
        BlastAnswer.contact_id.is_not(None),
    )
    return query


def _blasts(action: Action) -> list[int]:
    """The texts to many that follow an action up: read first, so that both databases walk the index by each of them."""
    return list(db.session.scalars(select(Blast.id).where(Blast.action_id == action.id)))


def _met(action: Action) -> People:
    known = union_all(_registered(action), _came(action))
    return select(OneOnOne.contact_id).where(OneOnOne.met_at >= action.starts_at, OneOnOne.contact_id.in_(known))


def _to_meet(action: Action) -> People:
    since = select(OneOnOne.contact_id).where(OneOnOne.met_at >= action.starts_at)
    return _came(action).where(SignIn.contact_id.not_in(since))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: its English words, who is there, and the tables that say so."""

    label: str
    people: Callable[[Action], People]
    tables: tuple[str, ...]


STEPS: dict[str, Step] = {
    "registered": Step(N_("Registered"), _registered, ("commitments",)),
    "came": Step(N_("Came"), _came, ("sign_ins",)),
    "texted": Step(N_("Texted after"), _texted, ("blast_counts", "messages", "blasts")),
    "answered": Step(N_("Answered"), _answered, ("blast_answers", "blasts")),
    "met": Step(N_("One-on-one since"), _met, ("one_on_ones", "commitments", "sign_ins", "actions")),
}
"""The steps in order. Texted: a text of a follow-up is with the carrier or the phone; answered: wrote back to it
(crm.sms.service.answers_to_blasts says which text an answer is to)."""
OTHER_LISTS: dict[str, Step] = {
    "to_meet": Step(N_("Came, no one-on-one since"), _to_meet, ("one_on_ones", "sign_ins", "actions"))
}


def people_at(step: str, action_id: int) -> list[int]:
    """The ids of the people at a step of a webinar, each once; NotFound for an action of another organization."""
    action = get_owned(Action, action_id)
    wanted = (STEPS | OTHER_LISTS)[step].people(action).distinct()
    return [contact_id for contact_id in db.session.scalars(wanted) if contact_id is not None]


def _counts(action: Action, kept: Kept) -> dict[str, int]:
    """How many people are at each step of a webinar, each read anew only where its tables have changed."""
    found = {}
    for name, step in (STEPS | OTHER_LISTS).items():
        counted = partial(_count, step, action)
        found[name] = kept.get(("step", name, action.id, action.starts_at), step.tables, counted)
    return found


def _count(step: Step, action: Action) -> int:
    return db.session.scalars(count_people(step.people(action))).one()


def funnel(campaign_id: int, now: datetime, action_id: int | None = None, kept: Kept | None = None) -> Funnel | None:
    """The funnel of one webinar of a campaign: the chosen one, else the latest that people came or registered to."""
    webinars = _webinars(campaign_id, now)
    if not webinars:
        return None
    chosen = next((one for one in webinars if one.id == action_id), None)
    chosen = chosen or next((one for one in webinars if one.has_people), webinars[0])
    counts = dict.fromkeys([*STEPS, *OTHER_LISTS], 0)
    if chosen.has_people:
        counts = _counts(get_owned(Action, chosen.id), kept or Kept())
    return Funnel(chosen, counts, tuple(one for one in webinars if one.id != chosen.id))


def _webinars(campaign_id: int, now: datetime, limit: int = 12) -> list[Webinar]:
    """The latest webinars of a campaign that have begun, newest first."""
    has_rsvp = select(Commitment.id).where(Commitment.action_id == Action.id).exists()
    has_sign_in = select(SignIn.id).where(SignIn.action_id == Action.id).exists()
    query = (
        select(Action, or_(has_rsvp, has_sign_in))
        .where(
            Action.campaign_id == campaign_id,
            Action.kind == "webinar",
            Action.status != ActionStatus.CANCELLED,
            Action.starts_at <= now,
        )
        .order_by(Action.starts_at.desc(), Action.id.desc())
        .limit(limit)
    )
    return [
        Webinar(row.id, row.title, row.title_es, row.starts_at, row.recording_url, bool(has_people))
        for row, has_people in db.session.execute(query)
    ]
