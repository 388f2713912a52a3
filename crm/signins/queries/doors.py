"""Doors by their tokens, which alone say whose they are; and the links and devices of an action."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, func, null, select

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionStatus
from crm.core.database import db
from crm.core.scope import everywhere, get_owned
from crm.core.sealing import unseal
from crm.signins.hours import DoorHours, hours_of
from crm.signins.models import DoorDevice, DoorKind, DoorLink, Slip

SEALED_IN = "door_links.token_sealed"
_LINK, _DEVICE, _ACTION, _ORGANIZATION = (
    cast(Table, model.__table__) for model in (DoorLink, DoorDevice, Action, Organization)
)


@dataclass(frozen=True, slots=True)
class Door:
    """What a token opens: one link to one action of one organization; `device_id` for a device's token."""

    link_id: int
    device_id: int | None
    kind: DoorKind
    host_name: str
    action_id: int
    organization_id: int
    clock_offset_seconds: int
    is_shut: bool
    hours: DoorHours

    def is_open(self, now: datetime) -> bool:
        """Whether it shows anything now: in its hours, neither revoked nor of a cancelled action."""
        return not self.is_shut and self.hours.is_open(now)

    def takes_rows(self, now: datetime) -> bool:
        """Whether what its devices had saved is still taken in."""
        return not self.is_shut and self.hours.opens_at <= now < self.hours.taken_until


def token_hash(token: str) -> str:
    """What is kept of a token: it is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_door(token: str, kind: DoorKind) -> Door | None:
    """The door of a link's token, or None."""
    return _find(_by_link(), token, kind)


def find_door_of_device(token: str) -> Door | None:
    """The door that a device had opened, by the device's token; None for an unknown one."""
    return _find(_by_device(), token)


def _find(query: Select[Any], token: str, kind: DoorKind | None = None) -> Door | None:
    with everywhere("a door: its organization is known only by the token"):
        row = db.session.connection().execute(query, {"hash": token_hash(token)}).one_or_none()
    if row is None or (kind is not None and row.kind is not kind):
        return None
    return Door(
        link_id=row.link_id,
        device_id=row.device_id,
        kind=row.kind,
        host_name=row.host_name,
        action_id=row.action_id,
        organization_id=row.organization_id,
        clock_offset_seconds=row.clock_offset_seconds,
        is_shut=row.revoked_at is not None or row.status is ActionStatus.CANCELLED,
        hours=hours_of(row),
    )


@cache
def _by_link() -> Select[Any]:
    return _columns(None).where(_LINK.c.token_hash == bindparam("hash"))


@cache
def _by_device() -> Select[Any]:
    query = _columns(_DEVICE.c.id).join(_DEVICE, _DEVICE.c.link_id == _LINK.c.id)
    return query.where(_DEVICE.c.token_hash == bindparam("hash"))


def _columns(device_id: Any) -> Select[Any]:
    own = (_LINK.c.id.label("link_id"), _LINK.c.kind, _LINK.c.host_name, _LINK.c.action_id, _LINK.c.organization_id)
    device = select(device_id.label("device_id")) if device_id is not None else select(null().label("device_id"))
    return (
        device.add_columns(*own, _LINK.c.revoked_at, _ORGANIZATION.c.clock_offset_seconds)
        .add_columns(_ACTION.c.starts_at, _ACTION.c.ends_at, _ACTION.c.time_zone, _ACTION.c.status)
        .select_from(_LINK)
        .join(_ACTION, _ACTION.c.id == _LINK.c.action_id)
        .join(_ORGANIZATION, _ORGANIZATION.c.id == _LINK.c.organization_id)
    )


@dataclass(frozen=True, slots=True)
class LinkInUse:
    """A link as staff see it: its token to show again, how many devices opened it and how many slips they sent."""

    link: DoorLink
    token: str
    devices: int
    slips: int


def get_link(link_id: int) -> DoorLink:
    """The link with that id; NotFound otherwise."""
    return get_owned(DoorLink, link_id)


def list_links(action_id: int) -> list[LinkInUse]:
    """The links to an action, in the order of making."""
    links = list(db.session.scalars(select(DoorLink).where(DoorLink.action_id == action_id).order_by(DoorLink.id)))
    query = (
        select(DoorDevice.link_id, func.count(DoorDevice.id.distinct()), func.count(Slip.id))
        .outerjoin(Slip, Slip.device_id == DoorDevice.id)
        .where(DoorDevice.link_id.in_([link.id for link in links]))
        .group_by(DoorDevice.link_id)
    )
    used = {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    return [LinkInUse(link, token_of(link), *used.get(link.id, (0, 0))) for link in links]


def find_link(action_id: int, kind: DoorKind) -> DoorLink | None:
    """The first link of that kind to an action that is not revoked, or None."""
    query = select(DoorLink).where(
        DoorLink.action_id == action_id, DoorLink.kind == kind, DoorLink.revoked_at.is_(None)
    )
    return db.session.scalars(query.order_by(DoorLink.id).limit(1)).first()


def token_of(link: DoorLink) -> str:
    """The token of a link, to show its address again."""
    return unseal(link.token_sealed, SEALED_IN)
