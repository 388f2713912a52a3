"""The consent ledger on screens: what everybody agreed to and refused, by number; held words; what staff write down."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts.queries import find_by_phone
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import N_, Conflict, NotFound, Refused
from crm.core.i18n import sentence
from crm.core.phones import format_national, normalize
from crm.sms.consent_words import act_kind, act_word, how_word
from crm.sms.models import ConsentMethod
from crm.sms.queries.consent_ledger import PAGE, list_held, list_ledger, list_programs
from crm.sms.queries.conversations import find_conversation_with
from crm.sms.queries.gate import closed_phones
from crm.sms.routes.blueprint import bp
from crm.sms.service import consent_by_hand as service

bp.add_app_template_global(act_word)
bp.add_app_template_global(act_kind)
bp.add_app_template_global(how_word)
bp.add_app_template_filter(format_national, "phone_number")


@bp.get("/consent")
@allow(*TEXTING)
def consent() -> str:
    """The latest acts, or all of one number, with what can be written down for it."""
    return _page()


@bp.post("/consent/agreed")
@allow(*TEXTING)
@writes
def add_consent() -> Response | tuple[str, int]:
    """Write down that somebody agreed, in words."""
    method = next((one for one in service.BY_HAND if one.value == request.form.get("method")), ConsentMethod.STAFF)
    contact_id, program_id = request.form.get("contact_id", type=int), request.form.get("program_id", type=int)
    words, source = request.form.get("words", ""), request.form.get("source", "")
    phone = _phone()
    try:
        lifted = service.add_consent(current_actor(), now(), contact_id or 0, phone, words, method, source, program_id)
    except (Refused, Conflict) as error:
        return _page(sentence(error), "agreed"), 422
    flash(_("Written down. The number is open again.") if lifted else _("Written down."), "good")
    return _back(phone)


@bp.post("/consent/stop")
@allow(*TEXTING)
@writes
def close_number() -> Response | tuple[str, int]:
    """Close a number by hand."""
    phone = _phone()
    try:
        service.close_number(current_actor(), now(), phone, request.form.get("words", ""))
    except Refused as error:
        return _page(sentence(error), "stop"), 422
    flash(_("Stopped. Nothing more is sent to this number."), "good")
    return _back(phone)


@bp.post("/consent/programs")
@allow(*TEXTING)
@writes
def add_program() -> Response | tuple[str, int]:
    """Name a further program."""
    try:
        service.add_program(current_actor(), now(), request.form.get("name", ""))
    except (Refused, Conflict) as error:
        return _page(sentence(error), "program"), 422
    flash(_("Saved."), "good")
    return redirect(url_for("sms.consent"), 303)


@bp.get("/consent/held")
@allow(*TEXTING)
def held() -> str:
    """Doubtful words that wait for a person to say whether they were a stop."""
    return render_template("sms/held.html", held=list_held())


@bp.post("/consent/held/<int:opt_out_id>")
@allow(*TEXTING)
@writes
def decide_held(opt_out_id: int) -> Response:
    """Say whether they were."""
    is_stop = request.form.get("is_stop") == "yes"
    service.decide_held(current_actor(), now(), opt_out_id, is_stop)
    flash(
        _("Stopped. Nothing more is sent to this number.") if is_stop else _("Not a stop. You can answer now."), "good"
    )
    return redirect(url_for("sms.held"), 303)


@bp.post("/consent/stops/<int:opt_out_id>/correct")
@allow(*TEXTING)
@writes
def correct_stop(opt_out_id: int) -> Response:
    """Say that words which the program took for a stop are none."""
    try:
        stop = service.correct_stop(current_actor(), now(), opt_out_id)
    except Refused as error:
        flash(sentence(error), "bad")
        return redirect(url_for("sms.consent"), 303)
    flash(_("Not a stop. You can answer now."), "good")
    thread = find_conversation_with(stop.phone)
    if thread is None:
        return _back(stop.phone)
    return redirect(url_for("sms.conversation", conversation_id=thread.id, show="all"), 303)


def _phone() -> str:
    phone = normalize(request.form.get("phone"))
    if phone is None:
        raise NotFound(N_("That is not a number."))
    return phone


def _before() -> datetime | None:
    """The moment before which the page shows acts; None for the latest."""
    try:
        moment = datetime.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _back(phone: str) -> Response:
    return redirect(url_for("sms.consent", q=phone), 303)


def _page(problem: str = "", problem_of: str = "") -> str:
    typed = request.form.get("phone") or request.args.get("q", "")
    phone = normalize(typed) or ""
    entries = list_ledger(phone, _before()) if phone or not typed.strip() else []
    return render_template(
        "sms/consent.html",
        typed=typed,
        phone=phone,
        entries=entries,
        older=entries[-1].at.isoformat() if len(entries) == PAGE else "",
        people=find_by_phone(phone) if phone else [],
        closed=closed_phones([phone]).get(phone) if phone else None,
        programs=list_programs(),
        methods=service.BY_HAND,
        problem=problem,
        problem_of=problem_of,
        form=request.form,
    )
