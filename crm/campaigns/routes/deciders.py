"""Who decides: the count, the power map, the seats, and the roll call."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns.deciders_page import DecidersPage, page_of
from crm.campaigns.forms import DecisionForm, LeanForm, MoveForm, PromiseForm, SeatsForm, StaffForm, TargetForm
from crm.campaigns.models import Decision, DemandResult, Lean, PromiseOutcome, Target, Vote
from crm.campaigns.queries import get_campaign
from crm.campaigns.queries.deciders import find_target
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import deciders, decisions, standing
from crm.campaigns.ways import FIRST
from crm.contacts.queries import search
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, Refused
from crm.core.i18n import zone_name
from crm.core.scope import get_owned
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

Answer = str | Response | tuple[str, int]


def _today() -> date:
    return local_date(now(), zone_name())


def _page(campaign_id: int, who: int | None, status: int = 200, **forms: Any) -> tuple[str, int]:
    shown = page_of(get_campaign(campaign_id), _today(), who, request.args.get("day", ""))
    wanted = request.args.get("q", "").strip()
    found = search(wanted, 8) if wanted else []
    values = {
        "forms": _forms(shown, forms),
        "today": _today(),
        "wanted": wanted,
        "found": found,
        "first_ways": FIRST,
        "Result": DemandResult,
    }
    return render_template("campaigns/deciders.html", page=shown, **values), status


def _forms(page: DecidersPage, given: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page: those just sent with what is wrong in them, the others as they stand."""
    decision, campaign, chosen = page.decision, page.campaign, page.chosen
    coming = decision or Decision(body=campaign.decision_body, held_on=campaign.decision_on, seats=len(page.voting))
    plain = {
        "target_form": TargetForm(formdata=None),
        "seats_form": SeatsForm(formdata=None),
        "decision_form": DecisionForm(formdata=None, obj=coming, number=coming.needed),
        "staff_form": StaffForm(formdata=None, prefix="staff-"),
        "promise_form": PromiseForm(formdata=None, said_on=_today()),
    }
    if chosen is not None:
        now_at = chosen.standing.now if chosen.standing else None
        place = {"support": now_at.support if now_at else 0, "power": now_at.power if now_at else 5}
        whole = {**chosen.seat.maker.__dict__, **chosen.seat.target.__dict__}
        plain |= {
            "lean_form": LeanForm(formdata=None, lean=chosen.seat.lean.value, as_of=_today()),
            "move_form": MoveForm(formdata=None, as_of=_today(), **place),
            "edit_form": TargetForm(formdata=None, data=whole, prefix=""),
        }
    return plain | given


def _to(campaign_id: int, who: int | None = None, anchor: str | None = None) -> Response:
    return redirect(url_for("campaigns.show_deciders", campaign_id=campaign_id, who=who, _anchor=anchor))


@bp.get("/<int:campaign_id>/deciders")
@allow(*STAFF)
def show_deciders(campaign_id: int) -> Answer:
    """The whole page; ?who= chooses a target, ?day= shows the map as it was."""
    return _page(campaign_id, request.args.get("who", type=int))


@bp.post("/<int:campaign_id>/deciders")
@allow(*LEADS)
@writes
def add_target(campaign_id: int) -> Answer:
    """Write down one more person who decides or has influence."""
    form = TargetForm()
    if not form.validate():
        return _page(campaign_id, None, 422, target_form=form)
    row = deciders.add_target(current_actor(), now(), campaign_id, form.to_new())
    flash(_("%(name)s is written down.", name=form.name.data), "good")
    return _to(campaign_id, row.id)


@bp.post("/<int:campaign_id>/deciders/seats")
@allow(*LEADS)
@writes
def add_seats(campaign_id: int) -> Answer:
    """Write down many seats, a line each."""
    form = SeatsForm()
    if not form.validate():
        return _page(campaign_id, None, 422, seats_form=form)
    made = deciders.add_seats(current_actor(), now(), campaign_id, form.lines.data or "")
    flash(ngettext("%(num)s seat is written down.", "%(num)s seats are written down.", len(made)), "good")
    return _to(campaign_id, anchor="seats")


@bp.post("/targets/<int:target_id>")
@allow(*LEADS)
@writes
def describe_target(target_id: int) -> Answer:
    """Change what is written about a target."""
    form = TargetForm()
    target = get_owned(Target, target_id)
    if not form.validate():
        return _page(target.campaign_id, target_id, 422, edit_form=form)
    deciders.describe_target(current_actor(), now(), target_id, form.to_new(), form.to_approach())
    return _to(target.campaign_id, target_id)


@bp.post("/targets/<int:target_id>/remove")
@allow(*LEADS)
@writes
def remove_target(target_id: int) -> Answer:
    """Take a target out of the campaign."""
    target = get_owned(Target, target_id)
    deciders.remove_target(current_actor(), now(), target_id)
    return _to(target.campaign_id, anchor="seats")


@bp.post("/targets/<int:target_id>/lean")
@allow(*STAFF)
@writes
def report_lean(target_id: int) -> Answer:
    """Write down how a seat leans, with how we know."""
    form = LeanForm()
    target = get_owned(Target, target_id)
    if not form.validate():
        return _page(target.campaign_id, target_id, 422, lean_form=form)
    evidence = form.to_evidence(_today())
    standing.report_lean(current_actor(), now(), target_id, Lean(form.lean.data), evidence, _today())
    return _to(target.campaign_id, target_id, "count")


@bp.post("/targets/<int:target_id>/move")
@allow(*STAFF)
@writes
def move_target(target_id: int) -> Answer:
    """Put a target elsewhere on the map, with how we know."""
    form = MoveForm()
    target = get_owned(Target, target_id)
    if not form.validate():
        return _page(target.campaign_id, target_id, 422, move_form=form)
    evidence = form.to_evidence(_today())
    standing.move_target(current_actor(), now(), target_id, form.support.data, form.power.data, evidence, _today())
    return _to(target.campaign_id, target_id, "map")


@bp.post("/targets/<int:target_id>/promises")
@allow(*STAFF)
@writes
def note_promise(target_id: int) -> Answer:
    """Write down what a target promised."""
    form = PromiseForm()
    target = get_owned(Target, target_id)
    if not form.validate():
        return _page(target.campaign_id, target_id, 422, promise_form=form)
    decisions.note_promise(
        current_actor(), now(), target_id, form.what.data, form.said_on.data, form.said_where.data or "", _today()
    )
    return _to(target.campaign_id, target_id, "who")


@bp.post("/promises/<int:promise_id>")
@allow(*STAFF)
@writes
def settle_promise(promise_id: int) -> Answer:
    """Say that a promise was kept, broken, or is open again."""
    outcome = _choice(PromiseOutcome, "outcome")
    row = decisions.settle_promise(current_actor(), now(), promise_id, outcome, _today())
    return _to(row.campaign_id, find_target(row), "who")


@bp.post("/<int:campaign_id>/decisions")
@allow(*LEADS)
@writes
def set_decision(campaign_id: int) -> Answer:
    """Write down a vote to come, or change it."""
    form = DecisionForm()
    if not form.validate():
        return _page(campaign_id, None, 422, decision_form=form)
    decision_id = request.form.get("decision_id", type=int)
    decisions.set_decision(current_actor(), now(), campaign_id, form.to_new(), decision_id)
    return _to(campaign_id, anchor="count")


@bp.post("/decisions/<int:decision_id>")
@allow(*LEADS)
@writes
def record_roll_call(decision_id: int) -> Answer:
    """Write down who voted how."""
    votes = {
        int(name.removeprefix("vote-")): Vote(value)
        for name, value in request.form.items()
        if name.startswith("vote-") and name[5:].isdecimal() and value in set(Vote)
    }
    decision = decisions.record_roll_call(current_actor(), now(), decision_id, votes)
    flash(_("The vote is written down."), "good")
    return _to(decision.campaign_id, anchor="after" if decision.outcome else "vote")


def _choice(kind: type[PromiseOutcome], name: str) -> PromiseOutcome:
    value = request.form.get(name, "")
    if value not in set(kind):
        raise Refused(N_("Choose one."))
    return kind(value)
