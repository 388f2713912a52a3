"""Who may read the locked story of a one-on-one, and reading it: by one rule, wherever stories are shown or taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select

from crm.accounts.queries import led_by
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import N_, DomainError, NotAllowed
from crm.core.sealing import unseal
from crm.one_on_ones.models import OneOnOne

STORY_COLUMN = "one_on_ones.sealed_story"


def may_open(actor: Actor) -> ColumnElement[bool]:
    """Of one-on-ones, those whose stories an actor may open: her own, and those of whom she leads.

    Who has no lead is every lead's. Admins open none by being admins (data policy: author and lead).
    """
    own = OneOnOne.organizer_user_id == actor.user_id
    return or_(own, OneOnOne.organizer_user_id.in_(led_by(actor.user_id))) if actor.role is Role.LEAD else own


def open_stories(actor: Actor, rows: Collection[OneOnOne]) -> set[int]:
    """The ids of those of some one-on-ones that have a story which the actor may open; a lead's are asked in one read."""
    sealed = [row for row in rows if row.sealed_story is not None]
    own = {row.id for row in sealed if row.organizer_user_id == actor.user_id}
    others = [row.id for row in sealed if row.id not in own]
    if actor.role is not Role.LEAD or not others:
        return own
    return own | set(db.session.scalars(select(OneOnOne.id).where(OneOnOne.id.in_(others), may_open(actor))))


def can_read_story(actor: Actor, row: OneOnOne) -> bool:
    """Whether there is a story and the actor may open it."""
    return bool(open_stories(actor, [row]))


def read_story(actor: Actor, row: OneOnOne) -> str:
    """The story in clear, empty when there is none; NotAllowed for those who may not open it."""
    if row.sealed_story is None:
        return ""
    if not can_read_story(actor, row):
        raise NotAllowed(N_("Only the person who wrote this and her lead can read it."))
    return unseal(row.sealed_story, STORY_COLUMN)


def read_stories(actor: Actor, rows: Sequence[OneOnOne]) -> dict[int, str]:
    """The stories in clear that an actor may open, by one-on-one; what a key that is not here sealed is left out."""
    opened = open_stories(actor, rows)
    stories: dict[int, str] = {}
    for row in rows:
        if row.id in opened and row.sealed_story is not None:
            try:
                stories[row.id] = unseal(row.sealed_story, STORY_COLUMN)
            except DomainError:
                continue
    return stories
