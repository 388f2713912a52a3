"""Reading actions, and the kinds there are."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.actions.models import Action, ActionShift, ActionStatus
from crm.campaigns.queries.reference import entries
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.scope import current_organization_id, everywhere, find_owned, get_owned
from crm.core.text import words

__all__ = [
    "Action",
    "ActionKind",
    "ActionShift",
    "ActionStatus",
    "action_kinds",
    "actions_by_id",
    "actions_of_batch",
    "find_action",
    "find_by_code",
    "find_coded",
    "find_joint_offer",
    "find_kind",
    "find_ours",
    "find_webinar",
    "get_action",
    "kind_rows",
    "kinds_in_words",
    "kinds_to_choose",
    "list_actions",
    "list_following",
    "list_hosts",
    "list_past",
    "list_shifts",
    "list_upcoming",
    "lock_action",
]
KINDS = "action_types"
_REFERENCE = Path(__file__).parent / "reference" / "action_types.csv"
SAME_WEBINAR_WITHIN = timedelta(hours=3)
"""Two webinars of the same topic that start this close together are one (issue 2, step 1)."""


@dataclass(frozen=True, slots=True)
class ActionKind:
    """One kind of action as the field knows it; follow_up_hours is how soon people should hear from us."""

    key: str
    label: str
    label_es: str
    family: str
    counts_as: str
    needs_rsvp: bool
    needs_signin: bool
    follow_up_hours: int
    safety_note: str


@lru_cache(maxsize=1)
def kind_rows() -> tuple[dict[str, str], ...]:
    """The rows of the reference list."""
    with _REFERENCE.open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


@lru_cache(maxsize=1)
def action_kinds() -> tuple[ActionKind, ...]:
    """Every kind of action, in the order of the reference list."""
    return tuple(_kind(row) for row in kind_rows())


def kinds_in_words() -> list[ActionKind]:
    """Every kind, also those left aside, in this organization's words."""
    return [_kind(one.row) for one in entries(KINDS)]


def kinds_to_choose(current: str = "") -> list[ActionKind]:
    """The kinds this organization chooses from, in its own words; one left aside only where it is the current one."""
    found = [_kind(one.row) for one in entries(KINDS) if not one.is_ignored or one.key == current]
    order = [kind.key for kind in action_kinds()]
    return sorted(found, key=lambda kind: order.index(kind.key))


def _kind(row: dict[str, str]) -> ActionKind:
    return ActionKind(
        key=row["action_key"],
        label=row["label_en"],
        label_es=row["label_es"],
        family=row["family"],
        counts_as=row["counts_as"],
        needs_rsvp=row["needs_rsvp"] == "yes",
        needs_signin=row["needs_signin"] == "yes",
        follow_up_hours=int(row["follow_up_hours"]),
        safety_note=row["safety_note_en"],
    )


def find_kind(key: str) -> ActionKind | None:
    """The kind of that key, or None."""
    return next((kind for kind in action_kinds() if kind.key == key), None)


def get_action(action_id: int | None) -> Action:
    """The action with that id; NotFound otherwise."""
    return get_owned(Action, action_id)


def find_by_code(code: str) -> Action | None:
    """The action whose code a poster or a page shows, of whichever organization, or None."""
    with everywhere("a public page: its organization is known only by the action's code"):
        return db.session.scalars(select(Action).where(Action.code == code.upper()).order_by(Action.id)).first()


def find_coded(code: str) -> Action | None:
    """This organization's action of that code, in any case, or None."""
    return db.session.scalars(select(Action).where(Action.code == code.upper())).one_or_none()


def find_action(action_id: int | None) -> Action | None:
    """The action with that id, or None."""
    return find_owned(Action, action_id)


def list_following(action: Action) -> list[Action]:
    """The later actions of the same series that are neither closed nor cancelled, the next one first."""
    if not action.series_key:
        return []
    query = select(Action).where(
        Action.series_key == action.series_key,
        Action.starts_at > action.starts_at,
        Action.closed_at.is_(None),
        Action.status != ActionStatus.CANCELLED,
    )
    return list(db.session.scalars(query.order_by(Action.starts_at)))


def find_joint_offer(code: str) -> Action | None:
    """The action that an organization offers to host together under this code, or None."""
    with everywhere("hosting together: who is invited knows only the code"):
        return db.session.scalars(select(Action).where(Action.joint_code == code)).one_or_none()


def find_ours(joint_key: str, leads: bool = False) -> Action | None:
    """Our own action among those hosted together; only when we invited the others with `leads`."""
    query = select(Action).where(Action.joint_key == joint_key)
    return db.session.scalars(query.where(Action.joint_code.is_not(None)) if leads else query).first()


def list_hosts(joint_key: str) -> dict[int, int]:
    """The actions hosted together: organization, then its action; only ids, which say nothing of anybody's people."""
    with everywhere("hosting together: the hosts of one action"):
        query = select(Action.organization_id, Action.id).where(Action.joint_key == joint_key).order_by(Action.id)
        return {row[0]: row[1] for row in db.session.execute(query)}


def lock_action(action_id: int) -> None:
    """Let one transaction at a time go on with an action until it ends (SQLite, which has one writer, needs nothing)."""
    db.session.execute(select(Action.id).where(Action.id == action_id).with_for_update())


def list_shifts(action_id: int) -> list[ActionShift]:
    """The shifts of an action in the order of their start, those of the whole action first."""
    query = select(ActionShift).where(ActionShift.action_id == action_id)
    return sorted(
        db.session.scalars(query), key=lambda one: (one.starts_at is not None, one.starts_at or one.id, one.id)
    )


def list_upcoming(now: datetime, limit: int = 20) -> list[Action]:
    """Actions that are not over, the next one first; cancelled ones are left out."""
    query = select(Action).where(Action.starts_at >= now - SAME_WEBINAR_WITHIN)
    query = query.where(Action.status != ActionStatus.CANCELLED).order_by(Action.starts_at, Action.id).limit(limit)
    return [action for action in db.session.scalars(query) if (action.ends_at or action.starts_at) >= now]


def list_past(now: datetime, limit: int = 50) -> list[Action]:
    """Actions that began before now and are over, the latest first."""
    query = select(Action).where(Action.starts_at < now).order_by(Action.starts_at.desc(), Action.id.desc())
    return [action for action in db.session.scalars(query.limit(limit)) if (action.ends_at or action.starts_at) < now]


def list_actions(
    campaign_id: int | None = None, since: datetime | None = None, until: datetime | None = None, limit: int = 200
) -> list[Action]:
    """Actions by their start, oldest first; narrowed to a campaign and to a span of starts where given."""
    query = select(Action).order_by(Action.starts_at, Action.id).limit(limit)
    if campaign_id is not None:
        query = query.where(Action.campaign_id == campaign_id)
    if since is not None:
        query = query.where(Action.starts_at >= since)
    if until is not None:
        query = query.where(Action.starts_at < until)
    return list(db.session.scalars(query))


def actions_by_id(ids: Collection[int | None]) -> dict[int, Action]:
    """Some actions by their ids, in one read."""
    wanted = {action_id for action_id in ids if action_id is not None}
    if not wanted:
        return {}
    return {action.id: action for action in db.session.scalars(select(Action).where(Action.id.in_(wanted)))}


def actions_of_batch(batch_id: int) -> list[Action]:
    """The actions that a bulk act made."""
    return list(db.session.scalars(select(Action).where(Action.batch_id == batch_id).order_by(Action.id)))


def find_webinar(webinar_id: str, starts_at: datetime, title: str, time_zone: str | None = None) -> Action | None:
    """The action that a webinar already is: its id on the same local day, else its folded topic within three hours.

    The local day is that of `time_zone`, the organization's when it is not given.
    """
    zone_name = time_zone or get_organization(current_organization_id()).time_zone
    near = select(Action).where(Action.starts_at.between(starts_at - timedelta(days=1), starts_at + timedelta(days=1)))
    found = list(db.session.scalars(near.order_by(Action.id)))
    day = local_date(starts_at, zone_name)
    same_id = [
        a for a in found if webinar_id and a.webinar_id == webinar_id and local_date(a.starts_at, zone_name) == day
    ]
    topic = words(title)
    same_topic = [
        a
        for a in found
        if topic
        and abs(a.starts_at - starts_at) <= SAME_WEBINAR_WITHIN
        and topic in (words(a.title), words(a.title_es))
    ]
    return min(same_id or same_topic, key=lambda a: (abs(a.starts_at - starts_at), a.id), default=None)
