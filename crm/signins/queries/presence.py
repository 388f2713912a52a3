"""Reading presence: who came to an action, who left early, who did not come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, func, select

from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.core.database import db
from crm.signins.models import SignIn, SignInOutcome, WebinarPresence

REGISTERED = (Answer.YES, Answer.CONFIRMED)
"""The answers of a registrant; who cancelled or was denied is none."""


@dataclass(frozen=True, slots=True)
class WebinarTracks:
    """The people of an action by how it went, each in one list at most: contact ids in order.

    Who watched the recording later is one of those who did not come.
    """

    came: list[int] = field(default_factory=list)
    left_early: list[int] = field(default_factory=list)
    did_not_come: list[int] = field(default_factory=list)
    watched_later: list[int] = field(default_factory=list)


def webinar_tracks(action_id: int) -> WebinarTracks:
    """Came (at least half of the action), left early, and registered but did not come; who of those watched it later."""
    present = db.session.execute(
        select(SignIn.contact_id, SignIn.outcome).where(SignIn.action_id == action_id).order_by(SignIn.contact_id)
    ).all()
    here = select(SignIn.contact_id).where(SignIn.action_id == action_id)
    absent = select(Commitment.contact_id).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
        Commitment.contact_id.not_in(here),
    )
    return WebinarTracks(
        came=[row.contact_id for row in present if row.outcome is SignInOutcome.PRESENT],
        left_early=[row.contact_id for row in present if row.outcome is SignInOutcome.LEFT_EARLY],
        did_not_come=list(db.session.scalars(absent.order_by(Commitment.contact_id))),
        watched_later=list(
            db.session.scalars(absent.where(Commitment.watched_at.is_not(None)).order_by(Commitment.contact_id))
        ),
    )


def attended_ids(action_id: int) -> list[int]:
    """Everybody who was there, however long: contact ids in order."""
    query = select(SignIn.contact_id).where(SignIn.action_id == action_id).order_by(SignIn.contact_id)
    return list(db.session.scalars(query))


def list_for_contact(contact_id: int) -> list[SignIn]:
    """The presences of one person, the latest first."""
    query = select(SignIn).where(SignIn.contact_id == contact_id).order_by(SignIn.arrived_at.desc(), SignIn.id.desc())
    return list(db.session.scalars(query))


def find_sign_in(action_id: int, contact_id: int) -> SignIn | None:
    """The presence of one person at one action, or None."""
    query = select(SignIn).where(SignIn.action_id == action_id, SignIn.contact_id == contact_id)
    return db.session.scalars(query).one_or_none()


def select_here(action_id: int) -> Select[int]:
    """The ids of everybody who was at an action, to be asked inside another statement."""
    return select(SignIn.contact_id).where(SignIn.action_id == action_id)


def sign_ins_of(action_id: int) -> dict[int, SignIn]:
    """All presences at an action by contact id, in one read."""
    return {row.contact_id: row for row in db.session.scalars(select(SignIn).where(SignIn.action_id == action_id))}


def came_by_batch(batch_id: int) -> list[int]:
    """The people whose presences a bulk act wrote."""
    return list(db.session.scalars(select(SignIn.contact_id).where(SignIn.batch_id == batch_id).distinct()))


def came_counts(action_ids: Collection[int]) -> dict[int, int]:
    """How many people were at each of some actions, in one read; actions without any are missing."""
    if not action_ids:
        return {}
    query = select(SignIn.action_id, func.count()).where(SignIn.action_id.in_(action_ids)).group_by(SignIn.action_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_joins(action_id: int) -> list[WebinarPresence]:
    """Every join of a webinar as its report told it, in order."""
    query = select(WebinarPresence).where(WebinarPresence.action_id == action_id)
    return list(db.session.scalars(query.order_by(WebinarPresence.joined_at, WebinarPresence.id)))


def list_dialled_in(action_id: int) -> list[WebinarPresence]:
    """The joins whose person is not sure: callers and nameless devices, each with a suggested person or none."""
    came = select(SignIn.contact_id).where(SignIn.action_id == action_id)
    query = select(WebinarPresence).where(WebinarPresence.action_id == action_id)
    query = query.where(WebinarPresence.contact_id.is_(None) | WebinarPresence.contact_id.not_in(came))
    return list(db.session.scalars(query.order_by(WebinarPresence.id)))


def last_came(contact_ids: Collection[int]) -> dict[int, datetime | None]:
    """When each of some people last came to an action; None for who never did."""
    latest: dict[int, datetime | None] = dict.fromkeys(contact_ids)
    ids = sorted(latest)
    for start in range(0, len(ids), 500):
        query = (
            select(SignIn.contact_id, func.max(SignIn.arrived_at))
            .where(SignIn.contact_id.in_(ids[start : start + 500]))
            .group_by(SignIn.contact_id)
        )
        latest.update((row[0], row[1]) for row in db.session.execute(query))
    return latest
