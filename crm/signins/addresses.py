"""The addresses of doors as people type, scan or are sent them."""

from __future__ import annotations

from crm.core.addresses import whole_address
from crm.signins.models import DoorKind


def door_address(kind: DoorKind, token: str) -> str:
    """The whole address of a link."""
    if kind is DoorKind.SELF:
        return whole_address("signins.sign_self", door_code=token)
    return whole_address("signins.door" if kind is DoorKind.HOST else "signins.kiosk", door_token=token)
