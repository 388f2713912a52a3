"""The keeper of organizers' phones: whose a phone is by its token, as long as she could sign in with the same password."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from crm.accounts.models import User
from crm.accounts.queries import find_signed_in
from crm.core.actor import STAFF, Actor
from crm.core.offline import Device

TALK = "talk"


def talk_token(user: User) -> str:
    """The token with which a signed-in user's phone sends what it saved: "talk." and her session, signed."""
    return f"{TALK}.{_signer().dumps(user.get_id())}"


def find_talk_device(token: str, now: datetime) -> Device | None:
    """The phone of that token; None when it is forged, she is suspended, no longer on staff, or has another password."""
    try:
        session_id = _signer().loads(token.partition(".")[2])
    except BadData:
        return None
    found = find_signed_in(str(session_id))
    if found is None or found[0].role not in STAFF:
        return None
    user, organization = found
    moment = now + timedelta(seconds=organization.clock_offset_seconds)
    return Device(user.id, Actor(organization.id, user.id, user.name, user.role), moment, organization)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="one-on-ones of a phone")
