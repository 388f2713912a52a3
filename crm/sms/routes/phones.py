"""The simulated phones of a practice organization: read what arrived, answer as the member, break things, move the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.service import set_clock as move_clock
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import utc_now, zone
from crm.core.database import unit_of_work
from crm.core.errors import N_, Refused
from crm.core.i18n import local, sentence
from crm.core.phones import normalize
from crm.sms.jobs.simulated_world import move_phones
from crm.sms.jobs.world import Clock
from crm.sms.provider.simulated import Fault
from crm.sms.queries import phones as reading
from crm.sms.queries.conversations import effects_of
from crm.sms.routes.blueprint import bp
from crm.sms.routes.practice import practice_only
from crm.sms.routes.rehearsals import crowd_context
from crm.sms.service.phones import arm_fault, type_on_phone

QUICK = (
    ("YES", "en"),
    ("NO", "en"),
    ("SI", "es"),
    ("STOP", "en"),
    ("¿A qué hora empieza?", "es"),
    ("wrong number", "en"),
    ("please take me off your list", "en"),
)
"""Answers at one tap, each with its language: one of every kind that the product must understand."""
AFTERNOON = 14


@bp.get("/practice/phones")
@allow(*STAFF)
def phones() -> str:
    """The phones that have texts, and one of them drawn."""
    practice_only()
    query = request.args.get("q", "")
    listed = reading.listed_phones(query)
    chosen = _number(request.args.get("phone", "")) or (listed[0].phone if listed else "")
    return render_template(
        "sms/phones.html",
        listed=listed,
        query=query,
        now_local=local(now()),
        now_input=now().astimezone(zone(g.organization.time_zone)).strftime("%Y-%m-%dT%H:%M"),
        is_moved=bool(g.organization.clock_offset_seconds),
        **crowd_context(),
        **_phone(chosen),
    )


@bp.get("/practice/phones/screen")
@allow(*STAFF)
def phone_screen() -> str | tuple[str, int]:
    """The texts of one phone for a page that is open; nothing when they are as that page has them."""
    practice_only()
    shown = _phone(_number(request.args.get("phone", "")))
    if request.args.get("seen") == shown["seen"]:
        return "", 204
    return render_template("sms/_phone_live.html", **shown)


@bp.post("/practice/phones/answer")
@allow(*STAFF)
def answer_as() -> Response:
    """Answer as the member: typed on her phone and carried to us at once, by the same signed webhook as the real ones."""
    practice_only()
    phone = _number(request.form.get("phone", ""))
    organization_id = current_actor().organization_id
    try:
        with unit_of_work():
            _refuse_no_number(phone)
            type_on_phone(now(), phone, request.form.get("body", ""))
    except Refused as error:
        flash(sentence(error), "bad")
    else:
        move_phones(organization_id, Clock(utc_now()))
    return _back(phone)


@bp.post("/practice/phones/fault")
@allow(*STAFF)
@writes
def break_next() -> Response:
    """Let the next text to a phone go wrong, or not after all."""
    practice_only()
    phone, wanted = _number(request.form.get("phone", "")), request.form.get("fault", "")
    fault = next((one for one in Fault if one.value == wanted), None)
    if fault is None:
        raise Refused(N_("There is no such fault."))
    _refuse_no_number(phone)
    arm_fault(now(), phone, fault)
    return _back(phone)


@bp.post("/practice/clock")
@allow(*STAFF)
@writes
def set_clock() -> Response:
    """Move the practice clock: on by an hour or a day, to this afternoon, to a chosen moment, or back to the real time."""
    practice_only()
    try:
        target = _moment(request.form.get("to", ""), request.form.get("at", ""))
        offset = round((target - utc_now()).total_seconds()) if target else 0
        move_clock(g.organization, offset)
    except Refused as error:
        flash(sentence(error), "bad")
    return _back(_number(request.form.get("phone", "")))


def _moment(step: str, at: str) -> datetime | None:
    """The moment to go to; None for the real time."""
    moment: datetime = now()
    here = moment.astimezone(zone(g.organization.time_zone))
    if step == "real":
        return None
    if step == "afternoon":
        return here.replace(hour=AFTERNOON, minute=0, second=0, microsecond=0)
    if step in ("hour", "day"):
        return moment + (timedelta(hours=1) if step == "hour" else timedelta(days=1))
    try:
        return datetime.fromisoformat(at).replace(tzinfo=here.tzinfo)
    except ValueError as error:
        raise Refused(N_("Choose a day and a time.")) from error


def _number(raw: str) -> str:
    return normalize(raw) or ""


def _refuse_no_number(phone: str) -> None:
    if not phone:
        raise Refused(N_("Choose a phone first."))


def _back(phone: str) -> Response:
    return redirect(url_for("sms.phones", phone=phone or None), 303)


def _phone(phone: str) -> dict[str, Any]:
    """Everything that is drawn of one phone."""
    texts = reading.list_texts(phone) if phone else []
    message = reading.understood(texts)
    armed = reading.find_armed(phone) if phone else None
    effect = effects_of([message]).get(message.id) if message else None
    moving = "-".join(f"{text.id}{text.status}" for text in texts[-12:])
    return {
        "phone": phone,
        "name": reading.owners_of([phone]).get(phone, ""),
        "texts": texts,
        "understood": message,
        "ours": reading.find_ours(texts),
        "moment": now(),
        "effect": effect,
        "armed": next((f.value for f in Fault if armed and f.error_code == armed.error_code), ""),
        "faults": (
            (Fault.LANDLINE, _("Error 30006")),
            (Fault.OUT_OF_REACH, _("Error 30003")),
            (Fault.SILENCE, _("Silence")),
        ),
        "quick": QUICK,
        "seen": f"{moving}-{message.id if message else 0}-{bool(effect)}",
    }
