"""The keeper of door devices: whose a device is by its token, and whether it may still send."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.core.actor import system_actor
from crm.core.offline import Device
from crm.signins.queries.doors import Door, find_door_of_device

ACTOR = "Door"


def time_at(door: Door, now: datetime) -> datetime:
    """The time at a door by its organization's clock."""
    return now + timedelta(seconds=door.clock_offset_seconds)


def find_door_device(token: str, now: datetime) -> Device | None:
    """The device of that token; None when it is not known, its link was revoked, or its seven days are over."""
    door = find_door_of_device(token)
    if door is None or door.device_id is None or not door.takes_rows(time_at(door, now)):
        return None
    return Device(door.device_id, system_actor(door.organization_id, ACTOR), time_at(door, now), door)
