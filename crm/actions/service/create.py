"""Making and changing actions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.accounts.queries import get_organization
from crm.actions.models import Action, ActionStatus
from crm.actions.queries import find_by_code, find_kind
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 6
_MOST_PEOPLE = 1_000_000
_MOST_MINUTES = 60 * 24 * 14


@dataclass(frozen=True, slots=True)
class NewAction:
    """What an action is made from; without a zone it is the organization's, without a code one is made up."""

    title: str
    kind: str
    starts_at: datetime
    minutes: int | None = None
    title_es: str = ""
    short_title: str = ""
    short_title_es: str = ""
    campaign_id: int | None = None
    time_zone: str = ""
    place: str = ""
    online_url: str = ""
    recording_url: str = ""
    languages: tuple[str, ...] = ()
    goal_attended: int | None = None
    ask: str = ""
    ask_es: str = ""
    webinar_id: str | None = None
    code: str = ""
    status: ActionStatus = ActionStatus.CONFIRMED
    description: str = ""
    description_es: str = ""
    capacity: int | None = None
    offers: tuple[str, ...] = ()
    is_public: bool = True


def create_action(actor: Actor, now: datetime, new: NewAction, batch_id: int | None = None) -> Action:
    """Make an action; Refused without a title, of an unknown kind, or with a link that is no web address."""
    check(new)
    values = values_of(new, get_organization(actor.organization_id).time_zone)
    action = Action(**values, code=new.code or _free_code(), batch_id=batch_id, created_by_id=actor.user_id)
    db.session.add(action)
    db.session.flush()
    record(actor, "created", "action", action.id, now, title=action.title)
    return action


def values_of(new: NewAction, time_zone: str) -> dict[str, Any]:
    """The columns of an action from what was given, cleaned; in this zone unless it names another."""
    return {
        "title": clean_line(new.title),
        "title_es": clean_line(new.title_es),
        "short_title": clean_line(new.short_title, 40),
        "short_title_es": clean_line(new.short_title_es, 40),
        "kind": new.kind,
        "campaign_id": new.campaign_id,
        "starts_at": new.starts_at,
        "ends_at": new.starts_at + timedelta(minutes=new.minutes) if new.minutes else None,
        "minutes": new.minutes,
        "time_zone": new.time_zone or time_zone,
        "place": clean_line(new.place),
        "online_url": new.online_url.strip(),
        "recording_url": new.recording_url.strip(),
        "languages": list(new.languages),
        "goal_attended": new.goal_attended,
        "ask": clean_line(new.ask),
        "ask_es": clean_line(new.ask_es),
        "webinar_id": new.webinar_id or None,
        "status": new.status,
        "description": clean_line(new.description, 1000),
        "description_es": clean_line(new.description_es, 1000),
        "capacity": new.capacity,
        "offers": list(new.offers),
        "is_public": new.is_public,
    }


def know_webinar(action: Action, webinar_id: str) -> None:
    """Keep Zoom's id of an action that has none yet, so that its next report is recognised."""
    if webinar_id and not action.webinar_id:
        action.webinar_id = webinar_id
        db.session.flush()


def check(new: NewAction) -> None:
    """Refused with what is wrong with a new action or a change of one."""
    if not clean_line(new.title):
        raise Refused(N_("An action needs a title."))
    if find_kind(new.kind) is None:
        raise Refused(N_("There is no kind of action called %(kind)s."), kind=new.kind)
    _check_numbers(new)
    if new.time_zone:
        zone(new.time_zone)
    for link in (new.online_url, new.recording_url):
        if link.strip() and not link.strip().startswith(("https://", "http://")):
            raise Refused(N_("A link begins with https://."))


def _check_numbers(new: NewAction) -> None:
    if new.minutes is not None and not 0 < new.minutes <= _MOST_MINUTES:
        raise Refused(N_("An action takes between one minute and two weeks."))
    for number in (new.capacity, new.goal_attended):
        if number is not None and not 1 <= number <= _MOST_PEOPLE:
            raise Refused(N_("Seats and goals are whole numbers from 1."))


def _free_code() -> str:
    """A short code without letters that look alike, of no other action of any organization: public pages go by it."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        if find_by_code(code) is None:
            return code
