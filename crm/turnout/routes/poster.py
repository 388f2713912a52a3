"""A poster with the QR code of an action's public page, to print and hang up."""

from __future__ import annotations

import segno
from babel.dates import format_datetime
from flask import render_template, url_for

from crm.actions.queries import find_kind, get_action
from crm.core.access import allow
from crm.core.actor import STAFF
from crm.core.clock import zone
from crm.turnout.routes.blueprint import bp

PATTERNS = {"en": ("EEEE, MMMM d, h:mm a", "en"), "es": ("EEEE d 'de' MMMM, h:mm a", "es_US")}
"""How each language writes the day of an action on paper."""


@bp.get("/actions/<int:action_id>/poster")
@allow(*STAFF)
def poster(action_id: int) -> str:
    """The poster, in both languages, for one sheet of paper."""
    action = get_action(action_id)
    address = url_for("turnout.answer", code=action.code, _external=True)
    code = segno.make(address, error="m").svg_data_uri(scale=8, border=2, dark="#000", light="#fff")
    here = zone(action.time_zone)
    days = {
        language: format_datetime(action.starts_at, pattern, tzinfo=here, locale=locale)
        for language, (pattern, locale) in PATTERNS.items()
    }
    kind = find_kind(action.kind)
    return render_template("turnout/poster.html", action=action, kind=kind, address=address, picture=code, days=days)
