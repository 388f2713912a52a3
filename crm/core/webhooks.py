"""The door of devices: what they saved comes in here, with their token in a header and no cookie."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _

from crm.core.access import signed
from crm.core.clock import utc_now
from crm.core.database import unit_of_work
from crm.core.offline import ARRIVED, find_device, take_in
from crm.core.scope import in_organization

bp = Blueprint("devices", __name__)
PROOF = "device token"
HEADER = "X-Device-Token"


@bp.post("/door/sync")
@signed(PROOF)
def sync() -> tuple[Response, int]:
    """Take rows in and answer for each whether it arrived; a device without a valid token is told so and keeps its rows.

    Body: {"sent_at": milliseconds by the device's clock, "rows": [{"ref", "kind", "at", "skew", "body"}]}.
    """
    with unit_of_work():
        device = find_device(request.headers.get(HEADER, ""), utc_now())
        if device is None:
            return jsonify(error=_("This device may not send. What it saved is kept on it.")), 401
        sent = request.get_json(silent=True)
        if not isinstance(sent, dict) or not isinstance(sent.get("rows"), list):
            return jsonify(error=_("The request could not be understood. Go back and try again.")), 422
        with in_organization(device.actor.organization_id):
            results = take_in(device, sent.get("sent_at"), sent["rows"])
    return jsonify(now=_milliseconds(device), results={ref: _said(said) for ref, said in results.items()}), 200


def _said(result: str) -> str:
    return result if result == ARRIVED else str(_(result))


def _milliseconds(device: Any) -> int:
    return int(device.now.timestamp() * 1000)
