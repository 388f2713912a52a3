"""What came of each blast, live; and pausing, resuming and cancelling one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.actions.queries import actions_by_id, find_action, get_action
from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import N_, NotFound
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries import blasts as queries
from crm.sms.routes.blueprint import bp
from crm.sms.routes.words import about_cost, blast_title, state_word, status_word
from crm.sms.service import blasts as service

POLL_SECONDS = 3
CHANGES = {"pause": service.pause_blast, "resume": service.resume_blast, "cancel": service.cancel_blast}


@bp.get("/texting/blasts")
@allow(*TEXTING)
def blasts() -> str:
    """The newest blasts, or those of one action."""
    action_id = request.args.get("action", type=int)
    rows = queries.list_blasts(action_id)
    return render_template(
        "sms/blasts.html",
        action=get_action(action_id) if action_id is not None else None,
        actions=actions_by_id([row.action_id for row in rows]),
        blasts={row.id: row for row in rows},
        counts=queries.count_blasts([row.id for row in rows], now()),
        poll_seconds=POLL_SECONDS,
        blast_title=blast_title,
        status_word=status_word,
    )


@bp.get("/texting/blasts/<int:blast_id>")
@allow(*TEXTING)
def blast(blast_id: int) -> str:
    """One blast: where its texts are, what people did, and everybody in it."""
    row = queries.get_blast(blast_id)
    wanted = request.args.get("state", "")
    state = wanted if wanted in queries.STATES else ""
    lines = queries.list_lines(blast_id, now(), request.args.get("page", 1, type=int), state)
    return render_template(
        "sms/blast.html",
        action=get_action(row.action_id) if row.action_id is not None else None,
        ask=find_action(row.ask_action_id),
        lines=lines,
        names=names_of(line.contact_id for line in lines.lines),
        state=state,
        **_counted(row),
    )


@bp.get("/texting/blasts/<int:blast_id>/counts")
@allow(*TEXTING)
def blast_counts(blast_id: int) -> str:
    """The counters of a blast alone, asked for every three seconds while texts move."""
    return render_template("sms/_blast_counts.html", **_counted(queries.get_blast(blast_id)))


@bp.post("/texting/blasts/<int:blast_id>/<change>")
@allow(*TEXTING)
@writes
def change_blast(blast_id: int, change: str) -> Response:
    """Pause, resume or cancel a blast."""
    if change not in CHANGES:
        raise NotFound(N_("A blast is paused, resumed or cancelled."))
    row = CHANGES[change](current_actor(), now(), blast_id)
    flash(_("The blast is now: %(status)s.", status=status_word(row.status)), "good")
    return redirect(url_for("sms.blast", blast_id=blast_id))


def _counted(row: Blast) -> dict[str, Any]:
    counts = queries.count_blast(row, now())
    return {
        "blast": row,
        "counts": counts,
        "cost": about_cost(counts.segments),
        "poll_seconds": POLL_SECONDS,
        "blast_title": blast_title,
        "status_word": status_word,
        "state_word": state_word,
        "BlastStatus": BlastStatus,
    }
