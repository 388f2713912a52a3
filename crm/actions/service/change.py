"""Changing, moving, cancelling and repeating actions; who said yes is told by a person, who is reminded of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crm.actions.models import Action, ActionStatus
from crm.actions.queries import get_action, list_following
from crm.actions.service.create import NewAction, check, create_action, values_of
from crm.actions.service.joint import let_hosts_follow
from crm.actions.signals import action_changed
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused

MOST_REPEATS = 52
TOLD = ("starts_at", "ends_at", "place", "online_url", "status")
"""What people who come must hear of when it changes; their calendars follow by the revision."""
OWN = ("starts_at", "ends_at", "code")
"""What every repetition has for itself."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """How an action repeats: every week, or every month on the same weekday, so many times in all."""

    every: str
    times: int


def change_action(actor: Actor, now: datetime, action_id: int, new: NewAction, following: bool = False) -> list[Action]:
    """Give an action other values, and with `following` the later ones of its series too, each moved by as much.

    Refused as a new action would be, Conflict for one that is over and closed. Returns the actions that changed.
    """
    action = get_action(action_id)
    if action.closed_at is not None:
        raise Conflict(N_("This action is closed. Open it again to change it."))
    check(new)
    moved = _wall_time(new.starts_at, new.time_zone or action.time_zone) - _wall_time(
        action.starts_at, action.time_zone
    )
    others = list_following(action) if following else []
    changed = [
        one for one in others if _set(actor, now, one, replace(new, starts_at=_shift(one, moved), code=one.code))
    ]
    if _set(actor, now, action, replace(new, code=action.code)):
        changed.insert(0, action)
    return changed


def cancel_action(actor: Actor, now: datetime, action_id: int, following: bool = False) -> list[Action]:
    """Cancel an action, and with `following` the later ones of its series; Conflict when it is closed."""
    action = get_action(action_id)
    if action.closed_at is not None:
        raise Conflict(N_("This action is closed. Open it again to change it."))
    actions = [action, *(list_following(action) if following else [])]
    cancelled = [one for one in actions if one.status is not ActionStatus.CANCELLED]
    for one in cancelled:
        one.status = ActionStatus.CANCELLED
        _note(actor, now, one, {"status"}, "cancelled")
    return cancelled


def repeat_action(actor: Actor, now: datetime, action_id: int, repetition: Repetition) -> list[Action]:
    """Make the repetitions of an action; Refused for another rhythm, or for more than a year of weeks."""
    if repetition.every not in ("weekly", "monthly"):
        raise Refused(N_("An action repeats every week or every month."))
    if not 2 <= repetition.times <= MOST_REPEATS:
        raise Refused(N_("Say how often it takes place in all: between 2 and 52 times."))
    first = get_action(action_id)
    if first.series_key:
        raise Conflict(N_("This action repeats already."))
    first.series_key, first.repeats = secrets.token_hex(16), repetition.every
    here = zone(first.time_zone)
    day_one = first.starts_at.astimezone(here)
    made = []
    for number in range(1, repetition.times):
        day = _day(day_one.date(), repetition.every, number)
        starts_at = datetime.combine(day, day_one.time(), here)
        row = create_action(actor, now, replace(as_new(first), starts_at=starts_at, code=""))
        row.series_key, row.repeats = first.series_key, first.repeats
        made.append(row)
    db.session.flush()
    return made


def as_new(action: Action) -> NewAction:
    """An action as it would be made again, for a form or a repetition."""
    names = NewAction.__dataclass_fields__.keys() - {"languages", "offers"}
    given = {name: getattr(action, name) for name in names}
    return NewAction(**given, languages=tuple(action.languages), offers=tuple(action.offers))


def _set(actor: Actor, now: datetime, action: Action, new: NewAction) -> bool:
    values = values_of(new, action.time_zone)
    changed = {name for name, value in values.items() if getattr(action, name) != value}
    for name in changed:
        setattr(action, name, values[name])
    if changed:
        _note(actor, now, action, changed, "changed")
    return bool(changed)


def _note(actor: Actor, now: datetime, action: Action, changed: Collection[str], verb: str) -> None:
    told = [name for name in TOLD if name in changed]
    if told:
        action.revision += 1
    db.session.flush()
    record(actor, verb, "action", action.id, now, fields=sorted(changed))
    if told:
        let_hosts_follow(action, told)
        action_changed.send(action, now=now, actor=actor, what=told)


def _wall_time(moment: datetime, zone_name: str) -> datetime:
    """What a clock on the wall shows, so that moving a series keeps its hour when the clocks change."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None)


def _shift(action: Action, moved: timedelta) -> datetime:
    return (_wall_time(action.starts_at, action.time_zone) + moved).replace(tzinfo=zone(action.time_zone))


def _day(first: date, every: str, number: int) -> date:
    """The day of a repetition: so many weeks on, or the same weekday of a later month (the last one where it has no fifth)."""
    if every == "weekly":
        return first + timedelta(weeks=number)
    months = first.year * 12 + first.month - 1 + number
    start = date(months // 12, months % 12 + 1, 1)
    week = (first.day - 1) // 7
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7, weeks=week)
    return day if day.month == start.month else day - timedelta(weeks=1)
