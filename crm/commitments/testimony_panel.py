"""The panel of a hearing's page that says who speaks, in which order, and what they need."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from crm.commitments.testimony import LANGUAGES, NEEDS, speakers_of
from crm.contacts.queries import search
from crm.core.slots import fill
from crm.core.spoken import gettext as _

HEARINGS = frozenset({"public_comment", "testimony_training"})
"""The kinds of action at which people speak before a body, or prepare it."""


def language_words(language: str) -> str:
    """In which language somebody speaks."""
    return {"en": _("in English"), "es": _("in Spanish")}.get(language, _("in another language"))


def _panel(action: Any) -> str:
    speakers = speakers_of(action.id)
    if action.kind not in HEARINGS and not speakers:
        return ""
    wanted = request.args.get("speaker", "").strip()
    return render_template(
        "commitments/_testimony.html",
        action=action,
        speakers=speakers,
        wanted=wanted,
        found=search(wanted, 8) if wanted else [],
        languages=LANGUAGES,
        needs=NEEDS,
        language_words=language_words,
    )


def install() -> None:
    """Fill the slot of the action's page."""
    fill("action_panels", "testimony", _panel)
