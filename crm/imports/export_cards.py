"""What files out show on pages of lower rooms: a card on Today for who must approve or may fetch, a link at an action."""

from __future__ import annotations

from typing import Any

from flask import g, render_template
from flask_babel import gettext as _

from crm.core.access import current_actor, may, now
from crm.core.actor import STAFF
from crm.imports.exporting.subjects import EVERYTHING, subjects
from crm.imports.exports import count_to_decide, list_ready
from crm.imports.models import ExportStatus


def export_name(what: str) -> str:
    """What a file out holds, in words."""
    subject = subjects.get(what)
    words: str = _("Everything") if what == EVERYTHING else _(subject.title) if subject else what
    return words


def today_card(user: Any) -> str:
    """Files that wait for this lead's approval, and approved ones of one's own; nothing when there are none."""
    actor = current_actor()
    waiting, ready = count_to_decide(actor), list_ready(actor, g.now)
    if not waiting and not ready:
        return ""
    return render_template("imports/_today_card.html", waiting=waiting, ready=ready, Status=ExportStatus, now=now())


def action_link(action: Any) -> str:
    """The people of an action as a file."""
    return render_template("imports/_action_out.html", action=action) if may(*STAFF) else ""
