"""Taking slips in as they come: each once by its client_ref, in any order, without asking yet whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, and_, case, func

from crm.core.database import db
from crm.core.errors import N_
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.offline import Device, SentRow
from crm.core.text import clean_line
from crm.core.upsert import insert_that_may_meet
from crm.signins.consent_words import read_key
from crm.signins.models import DoorKind, SignInMethod, Slip, SlipState
from crm.signins.queries.doors import Door

METHODS = {
    DoorKind.HOST: SignInMethod.DOOR_TAP,
    DoorKind.KIOSK: SignInMethod.KIOSK,
    DoorKind.SELF: SignInMethod.QR_SELF,
}
SIGN_IN, UNDO = "sign_in", "undo"
_LONGEST_LANGUAGE = 8
_SLIP = cast(Table, Slip.__table__)


def take_sign_ins(device: Device, rows: Sequence[SentRow]) -> dict[str, str]:
    """The receiver of sign-ins: keeps each as a slip; a row sent again may only add who brought her."""
    door, refused = cast(Door, device.about), dict[str, str]()
    values: list[dict[str, Any]] = []
    for row in rows:
        said = _said(row.body, may_tap=door.kind is DoorKind.HOST)
        if not (said["tapped_id"] or said["name"] or said["phone"]):
            refused[row.ref] = N_("A person needs a name or a phone number.")
            continue
        values.append(said | _stamped(door, device.now, row.ref, row.at))
    if values:
        db.session.connection().execute(_insert_slips(db.engine.dialect.name), sorted(values, key=_ref))
    return refused


def take_undos(device: Device, rows: Sequence[SentRow]) -> dict[str, str]:
    """The receiver of undos: takes a slip of this action back, also one that is still on its way."""
    door = cast(Door, device.about)
    nothing = _said({}, may_tap=False)
    values = [
        nothing | _stamped(door, device.now, of, row.at) | {"withdrawn_at": device.now}
        for row in rows
        if (of := clean_line(str(row.body.get("of", "")), 36))
    ]
    if values:
        db.session.connection().execute(_withdraw_slips(db.engine.dialect.name), sorted(values, key=_ref))
    return {}


def take_own_slip(door: Door, now: datetime, client_ref: str, body: Mapping[str, Any]) -> None:
    """Keep what somebody typed on her own phone; the same form sent twice is one slip."""
    said = _said(body, may_tap=False) | _stamped(door, now, client_ref, now)
    db.session.connection().execute(_insert_slips(db.engine.dialect.name), [said])


def _ref(values: Mapping[str, Any]) -> str:
    """By what rows are written in one order, so that two requests with the same rows never wait for each other."""
    return str(values["client_ref"])


def _said(body: Mapping[str, Any], *, may_tap: bool) -> dict[str, Any]:
    """What a row says, cleaned; nothing it holds can be of a wrong kind."""
    tapped, language = body.get("person"), _text(body, "language", _LONGEST_LANGUAGE)
    is_id = isinstance(tapped, int) and not isinstance(tapped, bool) and 0 < tapped < 2**31
    key = _text(body, "consent", 12)
    return {
        "tapped_id": tapped if may_tap and is_id else None,
        "name": _text(body, "name", 200),
        "phone": _text(body, "phone", 60),
        "language": language if language in LANGUAGE_CODES else None,
        "is_minor": body.get("minor") is True,
        "consent": key if read_key(key) else "",
        "brought_by": _text(body, "by", 36),
        "needs": [],
    }


def _text(body: Mapping[str, Any], name: str, limit: int) -> str:
    value = body.get(name)
    return clean_line(str(value), limit) if isinstance(value, (str, int)) else ""


def _stamped(door: Door, now: datetime, client_ref: str, at: datetime) -> dict[str, Any]:
    return {
        "organization_id": door.organization_id,
        "action_id": door.action_id,
        "device_id": door.device_id,
        "client_ref": client_ref,
        "method": METHODS[door.kind],
        "state": SlipState.WAITING,
        "arrived_at": door.hours.within(min(at, now)),
        "is_new_person": False,
        "withdrawn_at": None,
        "created_at": now,
        "updated_at": now,
    }


@cache
def _insert_slips(_dialect: str) -> Any:
    """Insert slips; one that is here already only learns who brought her, and is then looked at again."""
    statement = insert_that_may_meet(Slip)
    new = statement.excluded
    is_news = and_(_SLIP.c.brought_by == "", new.brought_by != "")
    return statement.on_conflict_do_update(
        index_elements=["organization_id", "client_ref"],
        set_={
            "brought_by": case((is_news, new.brought_by), else_=_SLIP.c.brought_by),
            "state": case(
                (and_(is_news, _SLIP.c.state == SlipState.SETTLED), SlipState.WAITING.value), else_=_SLIP.c.state
            ),
        },
        where=_SLIP.c.action_id == new.action_id,
    )


@cache
def _withdraw_slips(_dialect: str) -> Any:
    """Mark slips as taken back, before or after they came in."""
    statement = insert_that_may_meet(Slip)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["organization_id", "client_ref"],
        set_={
            "withdrawn_at": func.coalesce(_SLIP.c.withdrawn_at, new.withdrawn_at),
            "state": SlipState.WAITING.value,
        },
        where=_SLIP.c.action_id == new.action_id,
    )
