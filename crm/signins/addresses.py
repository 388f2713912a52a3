"""The addresses of doors as people type, scan or are sent them."""

from __future__ import annotations

from flask import current_app, request, url_for

from crm.signins.models import DoorKind


def door_address(kind: DoorKind, token: str) -> str:
    """The whole address of a link: under PUBLIC_URL, or where this request came in."""
    base = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    if kind is DoorKind.SELF:
        return str(base) + url_for("signins.sign_self", door_code=token)
    return str(base) + url_for("signins.door" if kind is DoorKind.HOST else "signins.kiosk", door_token=token)
