"""The note for the next shift: written from the figures, changed by who leaves, kept with who and when."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.queries import names_of_users
from crm.actions.queries import actions_by_id
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.i18n_names import LANGUAGE_CODES
from crm.sms.queries.blasts import get_blast
from crm.sms.queries.hand_offs import READ_WITHIN, newest_note, standing
from crm.sms.queries.outcomes import count_blast
from crm.sms.routes.blueprint import bp
from crm.sms.routes.hand_off_words import note_words
from crm.sms.routes.words import blast_title
from crm.sms.service.hand_offs import leave_note


@bp.get("/texting/hand-off")
@allow(*TEXTING)
def hand_off() -> str:
    """The note about all conversations, or with `blast` about one text to many, as the figures stand now."""
    return _page()


@bp.post("/texting/hand-off")
@allow(*TEXTING)
@writes
def leave_hand_off() -> Response | tuple[str, int]:
    """Keep the note as it was changed."""
    blast_id, bodies = (
        request.args.get("blast", type=int),
        {code: request.form.get(code, "") for code in LANGUAGE_CODES},
    )
    try:
        leave_note(current_actor(), now(), bodies, get_blast(blast_id).id if blast_id is not None else None)
    except Refused as error:
        return _page(bodies, sentence(error)), 422
    flash(_("The note is kept. Whoever opens this next reads it first."), "good")
    if blast_id is not None:
        return redirect(url_for("sms.blast", blast_id=blast_id), 303)
    return redirect(url_for("sms.inbox"), 303)


def hand_off_shown(blast_id: int | None = None) -> dict[str, Any]:
    """What a page shows of the newest note: of a blast always, of all conversations for some hours."""
    note = newest_note(blast_id, None if blast_id is not None else now() - READ_WITHIN)
    by = names_of_users({note.created_by_id}).get(note.created_by_id or 0, "") if note is not None else ""
    return {"hand_off": note, "hand_off_by": by}


def _page(bodies: dict[str, str] | None = None, problem: str = "") -> str:
    blast_id = request.args.get("blast", type=int)
    blast = get_blast(blast_id) if blast_id is not None else None
    stands = standing(now(), blast)
    about = [blast] if blast is not None else list(stands.going)
    actions = actions_by_id([one.action_id for one in about])
    names = names_of_users(set(stands.waiting))
    counts = count_blast(blast, now()) if blast is not None else None
    return render_template(
        "sms/hand_off.html",
        blast=blast,
        title=blast_title(blast, actions.get(blast.action_id or 0)) if blast is not None else "",
        bodies=bodies if bodies is not None else note_words(stands, names, actions, blast, counts),
        problem=problem,
        **hand_off_shown(blast_id),
    )
