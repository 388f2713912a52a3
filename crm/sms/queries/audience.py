"""Whom a text is for: a segment, a list, a tag, the answers to an action, or people picked by hand."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select

from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact, ListMember, Tagging
from crm.contacts.queries.segments import get_segment, people_in, steps_of
from crm.contacts.segments.compile import current
from crm.core.database import db, plan_for_sets
from crm.core.errors import N_, Refused
from crm.core.upsert import among
from crm.signins.models import SignIn, SignInOutcome

MOST_PICKED = 5_000


class AudienceKind(StrEnum):
    """Where the people of a text come from."""

    SEGMENT = "segment"
    LIST = "list"
    TAG = "tag"
    ACTION = "action"
    PEOPLE = "people"


class Said(StrEnum):
    """How people stand to an action: what they answered, and whether they were there."""

    YES = "yes"
    MAYBE = "maybe"
    UNANSWERED = "unanswered"
    NO = "no"
    CAME = "came"
    LEFT_EARLY = "left_early"
    DID_NOT_COME = "did_not_come"


_ANSWERS: Mapping[Said, tuple[Answer, ...]] = {
    Said.YES: (Answer.YES, Answer.CONFIRMED),
    Said.MAYBE: (Answer.MAYBE, Answer.LATER, Answer.WAITLIST),
    Said.UNANSWERED: (Answer.INVITED,),
    Said.NO: (Answer.NO, Answer.CANCELLED),
}
_PRESENCES: Mapping[Said, SignInOutcome] = {
    Said.CAME: SignInOutcome.PRESENT,
    Said.LEFT_EARLY: SignInOutcome.LEFT_EARLY,
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a text is for: `id` names the segment, list, tag or action; `said` how its people stand; `people` are picked."""

    kind: AudienceKind
    id: int = 0
    said: tuple[Said, ...] = ()
    people: tuple[int, ...] = ()

    def document(self) -> dict[str, Any]:
        """The audience as a blast keeps it."""
        given = {"id": self.id, "said": list(self.said), "people": list(self.people)}
        return {"kind": self.kind.value} | {name: value for name, value in given.items() if value}


def audience_from(document: Mapping[str, Any]) -> Audience:
    """The audience that a blast keeps; Refused when it keeps none, as those of before do."""
    try:
        said = tuple(Said(word) for word in document.get("said", ()))
        people = tuple(int(one) for one in document.get("people", ()))
        return Audience(AudienceKind(document["kind"]), int(document.get("id", 0)), said, people)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(N_("This blast does not say whom it was for. Choose the people again.")) from error


def audience_ids(audience: Audience, now: datetime) -> array[int]:
    """The ids of everybody in an audience in ascending order; who is archived or was merged is in none."""
    plan_for_sets()
    if audience.kind is AudienceKind.SEGMENT:
        query = people_in(steps_of(get_segment(audience.id)), now)
    else:
        query = select(Contact.id).where(current(), _belongs(audience))
    return array("q", db.session.scalars(query.order_by(Contact.id)))


def _belongs(audience: Audience) -> ColumnElement[bool]:
    if audience.kind is AudienceKind.LIST:
        return Contact.id.in_(select(ListMember.contact_id).where(ListMember.list_id == audience.id))
    if audience.kind is AudienceKind.TAG:
        return Contact.id.in_(select(Tagging.contact_id).where(Tagging.tag_id == audience.id))
    if audience.kind is AudienceKind.ACTION:
        return or_(false(), *(_stands(audience.id, said) for said in audience.said))
    return among(Contact.id, audience.people)


def _stands(action_id: int, said: Said) -> ColumnElement[bool]:
    """That a person stands so to an action; who did not come had said yes and was not there."""
    present = select(SignIn.contact_id).where(SignIn.action_id == action_id)
    if said in _PRESENCES:
        return Contact.id.in_(present.where(SignIn.outcome == _PRESENCES[said]))
    answers = _ANSWERS[Said.YES if said is Said.DID_NOT_COME else said]
    asked = select(Commitment.contact_id).where(
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.action_id == action_id,
        Commitment.answer.in_(answers),
    )
    if said is Said.DID_NOT_COME:
        asked = asked.where(Commitment.contact_id.not_in(present))
    return Contact.id.in_(asked)
