"""People and a sequence: putting some in by hand, what would happen for one, and pausing one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.contacts.queries import get_contact, search
from crm.contacts.queries.lists import list_lists
from crm.contacts.queries.segments import list_segments
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms import sequence_words as words
from crm.sms.models import StepKind
from crm.sms.queries.audience import Audience, AudienceKind, audience_ids
from crm.sms.queries.sequences import get_sequence, require_enrollment
from crm.sms.queries.sequences.foresight import foresee
from crm.sms.routes.blueprint import bp
from crm.sms.service import sequences as service

FOUND = 8
ACTS = {"pause": service.pause_person, "resume": service.resume_person, "stop": service.stop_person}


@bp.get("/texting/sequences/<int:sequence_id>/enroll")
@allow(*TEXTING)
def choose_people(sequence_id: int) -> str:
    """Choose a list, a segment or one person; and see what would happen for somebody."""
    row, query = get_sequence(sequence_id), request.args.get("q", "")
    contact_id = request.args.get("contact", type=int)
    foresight = foresee(row, get_contact(contact_id).id, now()) if contact_id is not None else None
    return render_template(
        "sms/sequence_enroll.html",
        sequence=row,
        lists=list_lists(),
        chosen_list=request.args.get("list", type=int),
        segments=list_segments(),
        query=query,
        hits=search(query, FOUND) if query.strip() else [],
        foresight=foresight,
        words=words,
        StepKind=StepKind,
    )


@bp.post("/texting/sequences/<int:sequence_id>/enroll")
@allow(*TEXTING)
@writes
def enroll(sequence_id: int) -> Response:
    """Put the chosen people in, and say how many began and why the others did not."""
    try:
        done = service.enroll_by_hand(current_actor(), now(), sequence_id, _chosen())
    except Refused as error:
        flash(sentence(error), "bad")
        return redirect(url_for("sms.choose_people", sequence_id=sequence_id), 303)
    text = ngettext("%(num)d person begins.", "%(num)d people begin.", done.begun)
    if done.known:
        text += " " + ngettext("%(num)d was in it before.", "%(num)d were in it before.", done.known)
    left_out = ", ".join(f"{number} {_(reason)}" for reason, number in done.left_out.items())
    flash(f"{text} " + (_("Left out: %(reasons)s.", reasons=left_out) if left_out else ""), "good")
    return redirect(url_for("sms.sequence", sequence_id=sequence_id), 303)


@bp.post("/texting/sequences/<int:sequence_id>/people/<int:enrollment_id>/<act>")
@allow(*TEXTING)
@writes
def change_person(sequence_id: int, enrollment_id: int, act: str) -> Response:
    """Pause, resume or stop one person."""
    if act not in ACTS:
        raise NotFound(_("A person is paused, resumed or stopped."))
    require_enrollment(sequence_id, enrollment_id)
    try:
        ACTS[act](current_actor(), now(), enrollment_id)
    except Conflict as error:
        flash(sentence(error), "bad")
    what = request.form.get("what", "")
    return redirect(url_for("sms.sequence_people", sequence_id=sequence_id, what=what or None), 303)


def _chosen() -> list[int]:
    """The ids of the people that the form names: "list:3", "segment:5" or "person:7"."""
    kind, _colon, number = request.form.get("who", "").partition(":")
    if not number.isdecimal():
        raise Refused(_("Choose a list, a segment or a person."))
    if kind == "person":
        return [get_contact(int(number)).id]
    wanted = AudienceKind.LIST if kind == "list" else AudienceKind.SEGMENT
    return list(audience_ids(Audience(wanted, int(number)), now()))
