"""What door devices call: opening a link for the first time, and the list that they hold. What they saved: crm.core."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, cast

from flask import Blueprint, Response, g, jsonify, request
from flask_babel import gettext as _

from crm.accounts.queries import get_organization
from crm.actions.queries import get_action
from crm.campaigns.fact_words import figure_words, sureness_words
from crm.campaigns.queries.facts import facts_at_hand
from crm.core.access import signed
from crm.core.clock import utc_now, zone
from crm.core.database import unit_of_work
from crm.core.i18n import bilingual, language, local
from crm.core.offline import find_device
from crm.core.scope import in_organization
from crm.core.webhooks import HEADER, PROOF
from crm.signins.addresses import door_address
from crm.signins.consent_words import WORDS, consent_key, consent_words
from crm.signins.devices import time_at
from crm.signins.models import DoorKind
from crm.signins.qr import qr_data
from crm.signins.queries.door_list import door_list, here, refs_of
from crm.signins.queries.doors import Door, find_door, find_link, token_of
from crm.signins.service.doors import admit_device

bp = Blueprint("door_devices", __name__, url_prefix="/door")
Answer = tuple[Response, int]
MOST_FACTS = 3


@bp.post("/open")
@signed(PROOF)
def open_door() -> Answer:
    """Let a phone in by the token of its link; it gets a token of its own and what the door shows."""
    asked = request.get_json(silent=True)
    token, kind = (str(asked.get(name, "")) for name in ("token", "kind")) if isinstance(asked, dict) else ("", "")
    with unit_of_work():
        door = find_door(token, DoorKind(kind)) if kind in (DoorKind.HOST, DoorKind.KIOSK) else None
        now = time_at(door, utc_now()) if door else utc_now()
        if door is None or not door.is_open(now):
            return _closed(door, now)
        with in_organization(door.organization_id):
            return jsonify(device=admit_device(door, now), **_shown(door, now)), 200


@bp.get("/list")
@signed(PROOF)
def show_list() -> Answer:
    """What the door shows now, for a device that was let in; nothing outside its hours."""
    device = find_device(request.headers.get(HEADER, ""), utc_now())
    door = cast("Door | None", device.about if device else None)
    if device is None or door is None or not door.is_open(device.now):
        return _closed(door, device.now if device else utc_now())
    with in_organization(door.organization_id):
        return jsonify(_shown(door, device.now)), 200


def _closed(door: Door | None, now: datetime) -> Answer:
    """Nothing of the action: only that the door is not open yet (and when it will be), or that it is over."""
    if door is None or door.is_shut or now >= door.hours.opens_at:
        return jsonify(state="over", error=_("This door is closed.")), 403
    return jsonify(state="early", opens_at=int(door.hours.opens_at.timestamp() * 1000)), 403


def _shown(door: Door, now: datetime) -> dict[str, Any]:
    action = get_action(door.action_id)
    organization = get_organization(door.organization_id)
    g.organization = organization
    present = here(door.action_id)
    shown: dict[str, Any] = {
        "now": int(now.timestamp() * 1000),
        "ends_at": int(door.hours.ends_at.timestamp() * 1000),
        "title": bilingual(action.title, action.title_es),
        "titles": {"en": action.title, "es": action.title_es or action.title},
        "host": door.host_name,
        "organization": organization.name,
        "starts": local(action.starts_at, "EEE MMM d, h:mm a", action.time_zone),
        "ends": _end(door, action.time_zone),
        "here": present.count,
        "consent": {
            code: {"key": consent_key(code), "words": consent_words(code, organization.name)}
            for code in WORDS[max(WORDS)]
        },
    }
    if door.kind is DoorKind.HOST:
        people = [[one.id, one.first, one.initial, one.digits, one.said] for one in door_list(action.id, now)]
        shown |= {
            "yes": present.yes,
            "here_ids": present.ids,
            "refs": refs_of(door.action_id),
            "people": people,
            "facts": _facts(action.campaign_id),
            **_self_link(door.action_id),
        }
    return shown


def _facts(campaign_id: int | None) -> list[dict[str, str]]:
    """The few facts to say at a door, the nearest first, each with its source; a phone at a door holds no more."""
    found = facts_at_hand(campaign_id, language(), MOST_FACTS)
    figures = [figure_words(one.figure, one.unit) if one.figure else "" for one in found]
    return [
        {"figure": figure, "text": one.text, "source": f"{one.source} · {sureness_words(one.confidence)}"}
        for figure, one in zip(figures, found, strict=True)
    ]


def _end(door: Door, time_zone: str) -> str:
    """When the link ends, as it is said there: midnight, or the hour."""
    is_midnight = door.hours.ends_at.astimezone(zone(time_zone)).time() == time()
    return _("midnight") if is_midnight else local(door.hours.ends_at, "h:mm a", time_zone)


def _self_link(action_id: int) -> dict[str, str]:
    """Where people sign in on their own phones, for the host to show; nothing when there is no such link."""
    link = find_link(action_id, DoorKind.SELF)
    if link is None:
        return {}
    address = door_address(DoorKind.SELF, token_of(link))
    return {"self_address": address, "qr": qr_data(address)}
