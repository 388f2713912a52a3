"""Changing a sequence: its name and limit, and its steps one by one, without JavaScript; what was typed is never lost."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import DomainError, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms import sequence_words as words
from crm.sms.models import Clock, OnlyIf, SequenceStep, StepKind
from crm.sms.queries.sequences import get_sequence, steps_of
from crm.sms.queries.templates import list_templates
from crm.sms.routes.blueprint import bp
from crm.sms.routes.words import template_word
from crm.sms.sequence_plans import DAY, HOUR, Act, Answered, Arm, NewStep, arms_of
from crm.sms.service import sequences as service
from crm.sms.step_forms import AFTER, BEFORE, HOURS, ArmForm, StepForm

FIRST = {
    StepKind.WAIT: NewStep(StepKind.WAIT, minutes=2 * DAY),
    StepKind.BRANCH: NewStep(StepKind.BRANCH, minutes=2 * DAY),
    StepKind.TASK: NewStep(StepKind.TASK, title="Call", task_kind="call"),
}
"""What a new step begins as; a text begins with a template."""


@bp.route("/texting/sequences/<int:sequence_id>/edit", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def edit_sequence(sequence_id: int) -> Response | str | tuple[str, int]:
    """The page of all steps; sent, it takes a new name and limit."""
    if request.method == "GET":
        return _page(sequence_id)
    try:
        limit = request.form.get("pause_above", type=int) or 0
        service.rename_sequence(current_actor(), now(), sequence_id, request.form.get("name", ""), limit)
    except Refused as error:
        return _page(sequence_id, problem=sentence(error)), 422
    return redirect(url_for("sms.edit_sequence", sequence_id=sequence_id), 303)


@bp.post("/texting/sequences/<int:sequence_id>/steps")
@allow(*TEXTING)
@writes
def add_step(sequence_id: int) -> Response | tuple[str, int]:
    """Put a step at the end: a wait, a task, a branch, or a text from a template."""
    wanted = request.form.get("kind", "")
    if wanted not in set(StepKind):
        raise NotFound(_("There is no such step."))
    kind = StepKind(wanted)
    first = FIRST.get(kind) or NewStep(kind, template_key=request.form.get("template", ""))
    try:
        row = service.add_step(current_actor(), now(), sequence_id, first)
    except Refused as error:
        return _page(sequence_id, problem=sentence(error)), 422
    return redirect(url_for("sms.edit_sequence", sequence_id=sequence_id, _anchor=f"step-{row.id}"), 303)


@bp.post("/texting/sequences/<int:sequence_id>/steps/<int:step_id>")
@allow(*TEXTING)
@writes
def edit_step(sequence_id: int, step_id: int) -> Response | tuple[str, int]:
    """Save, move or remove one step."""
    step = next((one for one in steps_of(get_sequence(sequence_id).id) if one.id == step_id), None)
    if step is None:
        raise NotFound(_("That step was removed."))
    act = request.form.get("do", "save")
    try:
        _do(act, step)
    except DomainError as error:
        return _page(sequence_id, typed=step_id, problem=sentence(error)), 422
    return redirect(url_for("sms.edit_sequence", sequence_id=sequence_id, _anchor=f"step-{step_id}"), 303)


def _do(act: str, step: SequenceStep) -> None:
    actor, moment = current_actor(), now()
    if act == "remove":
        service.remove_step(actor, moment, step.id)
    elif act in ("up", "down"):
        service.move_step(actor, moment, step.id, -1 if act == "up" else 1)
    else:
        form = StepForm()
        if not form.validate():
            raise Refused(form.first_error)
        service.change_step(actor, moment, step.id, _step(form, step, act))


def _step(form: StepForm, step: SequenceStep, act: str) -> NewStep:
    """The step as typed; "use" takes a template's words in place of those typed."""
    if act == "use":
        form.en.data = form.es.data = ""
    else:
        form.template.data = ""
    arms = {answered: ArmForm(prefix=f"{answered.value}-").arm() for answered in Answered}
    return form.new_step(step.kind, arms)


def _page(sequence_id: int, typed: int | None = None, problem: str = "") -> str:
    """The page; the step whose form was refused shows what was typed into it."""
    row = get_sequence(sequence_id)
    steps = steps_of(row.id)
    return render_template(
        "sms/sequence_edit.html",
        sequence=row,
        steps=[_drawn(step, step.id == typed) for step in steps],
        typed=typed,
        problem=problem,
        templates=[(one.key, template_word(one)) for one in list_templates()],
        words=words,
        only_ifs=[(one.value, words.only_if_word(one)) for one in OnlyIf],
        acts=[(one.value, words.act_word(one)) for one in Act],
        hours=[(str(hour), words.clock_hour(hour)) for hour in HOURS],
        Answered=Answered,
        StepKind=StepKind,
    )


def _drawn(step: SequenceStep, is_typed: bool) -> dict[str, Any]:
    data: MultiDict[str, str] | None = request.form if is_typed else None
    arms = arms_of(step.arms)
    return {
        "step": step,
        "form": StepForm(formdata=data, **_values(step)),
        "arms": {one: ArmForm(formdata=data, prefix=f"{one.value}-", **_arm_values(arms[one])) for one in Answered},
    }


def _values(step: SequenceStep) -> dict[str, Any]:
    size = abs(step.minutes)
    unit = next((name for name, many in (("days", DAY), ("hours", HOUR)) if size and size % many == 0), "minutes")
    whence = Clock.STEP.value if step.clock is Clock.STEP else BEFORE if step.minutes < 0 else AFTER
    return {
        "number": size // {"days": DAY, "hours": HOUR, "minutes": 1}[unit],
        "unit": unit,
        "whence": whence,
        "hour": "" if step.hour is None else str(step.hour),
        "en": step.bodies.get("en", ""),
        "es": step.bodies.get("es", ""),
        "only_if": step.only_if.value,
        "asks_next": step.asks_next,
        "title": step.title,
        "task_kind": step.task_kind or "call",
        "due_days": step.due_days,
    }


def _arm_values(arm: Arm) -> dict[str, Any]:
    return {"act": arm.act.value, "title": arm.title, "due_days": arm.due_days}
