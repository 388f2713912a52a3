"""What came of each text to many, live; and deciding about, pausing, resuming and cancelling one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.queries import names_of_users
from crm.actions.queries import actions_by_id, find_action, get_action
from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import N_, NotFound
from crm.core.money import exact
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries import blasts as queries
from crm.sms.queries import outcomes
from crm.sms.queries.audience import audience_from
from crm.sms.queries.drafts import list_drafts
from crm.sms.queries.failing import list_failing
from crm.sms.queries.pictures import find_picture
from crm.sms.routes.audience_words import audience_words
from crm.sms.routes.blueprint import bp
from crm.sms.routes.hand_off import hand_off_shown
from crm.sms.routes.words import blast_title, state_word, status_word, touch_words
from crm.sms.service import blasts as service

POLL_SECONDS = 3
CHANGES = {"pause": service.pause_blast, "resume": service.resume_blast, "cancel": service.cancel_blast}
SHOWN = (*outcomes.STATES, *outcomes.DEEDS, outcomes.EXCLUDED)


@bp.get("/texting/blasts")
@allow(*TEXTING)
def blasts() -> str:
    """The newest texts to many, or those of one action."""
    action_id = request.args.get("action", type=int)
    rows = queries.list_blasts(action_id)
    return render_template(
        "sms/blasts.html",
        action=get_action(action_id) if action_id is not None else None,
        actions=actions_by_id([row.action_id for row in rows]),
        blasts={row.id: row for row in rows},
        counts=outcomes.count_blasts(rows),
        writers=names_of_users({row.sent_by_user_id for row in rows}),
        drafts=[] if action_id is not None else list_drafts(current_actor().user_id),
        poll_seconds=POLL_SECONDS,
        **_words(),
    )


@bp.get("/texting/blasts/<int:blast_id>")
@allow(*TEXTING)
def blast(blast_id: int) -> str:
    """One text to many: where its texts are, what people did, and everybody in it."""
    row = queries.get_blast(blast_id)
    wanted, reason = request.args.get("state", ""), request.args.get("reason", "")
    state = wanted if wanted in SHOWN else ""
    lines = queries.list_lines(row, now(), request.args.get("after", 0, type=int), state, reason)
    actor = current_actor()
    return render_template(
        "sms/blast.html",
        action=get_action(row.action_id) if row.action_id is not None else None,
        ask=find_action(row.ask_action_id),
        picture=find_picture(row.picture_id),
        audience=audience_words(audience_from(row.audience)) if row.audience else "",
        lines=lines,
        names=names_of(line.contact_id for line in lines.lines),
        people=names_of_users({row.sent_by_user_id, row.approved_by_user_id}),
        may_decide=row.status is BlastStatus.NEEDS_REVIEW and row.sent_by_user_id != actor.user_id,
        state=state,
        reason=reason,
        left_out=outcomes.count_left_out(row),
        **hand_off_shown(row.id),
        **_counted(row),
    )


@bp.get("/texting/blasts/<int:blast_id>/counts")
@allow(*TEXTING)
def blast_counts(blast_id: int) -> Response | str | tuple[str, int]:
    """The counters alone, asked for every three seconds while texts move; nothing when they are as the page has them."""
    counted = _counted(queries.get_blast(blast_id))
    if request.args.get("version") == counted["version"]:
        return "", 204
    return render_template("sms/_blast_counts.html", **counted)


@bp.post("/texting/blasts/<int:blast_id>/<change>")
@allow(*TEXTING)
@writes
def change_blast(blast_id: int, change: str) -> Response:
    """Pause, resume or cancel; approve or refuse somebody else's."""
    if change in ("approve", "refuse"):
        words = request.form.get("words", "")
        row = service.decide_blast(current_actor(), now(), blast_id, change == "approve", words)
    elif change in CHANGES:
        row = CHANGES[change](current_actor(), now(), blast_id)
    else:
        raise NotFound(N_("A text to many is approved, refused, paused, resumed or cancelled."))
    flash(_("It is now: %(status)s.", status=status_word(row.status)), "good")
    return redirect(url_for("sms.blast", blast_id=blast_id))


@bp.get("/texting/failing")
@allow(*TEXTING)
def failing() -> str:
    """Numbers that do not work or cannot receive texts, with whose they are, to be mended."""
    page = list_failing(request.args.get("after", 0, type=int))
    return render_template("sms/failing.html", page=page, names=names_of(one.contact_id for one in page.lines))


def _counted(row: Blast) -> dict[str, Any]:
    counts = outcomes.count_blast(row, now())
    return {
        "blast": row,
        "counts": counts,
        "version": outcomes.version_of(row, counts),
        "cost": exact(counts.cost),
        "poll_seconds": POLL_SECONDS,
        **_words(),
    }


def _words() -> dict[str, Any]:
    return {
        "blast_title": blast_title,
        "status_word": status_word,
        "state_word": state_word,
        "touch_words": touch_words,
        "BlastStatus": BlastStatus,
    }
