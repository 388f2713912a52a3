"""Sequences: the list with those ready to use, one read from top to bottom, and the people behind each number."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.queries import names_of_users
from crm.actions.queries import Action, actions_by_id, find_action, list_past, list_upcoming
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import DomainError, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms import sequence_words as words
from crm.sms.models import Sequence, SequenceGoal, SequenceStatus, SequenceStep, StepKind, Trigger
from crm.sms.queries.fatigue import caps_of_organization
from crm.sms.queries.sequences import get_sequence, list_sequences, steps_of
from crm.sms.queries.sequences.checks import shown_texts
from crm.sms.queries.sequences.figures import figures_of, people_behind, step_figures
from crm.sms.queries.sequences.values import sender_of
from crm.sms.ready_made import READY_MADE
from crm.sms.routes.blueprint import bp
from crm.sms.sequence_plans import Answered, NewSequence, arms_of
from crm.sms.service import sequences as service
from crm.sms.step_forms import NewSequenceForm

MOST_ACTIONS = 20
OFFERED = [one for one in Trigger if one is not Trigger.KEYWORD]
"""What a new sequence can be started by; a keyword names its sequence itself, on the page of keywords."""


@bp.get("/texting/sequences")
@allow(*TEXTING)
def sequences() -> str:
    """Every sequence with its figures, and those that are ready to use."""
    return _index("", 200)[0]


@bp.post("/texting/sequences/ready")
@allow(*TEXTING)
@writes
def use_ready_made() -> Response | tuple[str, int]:
    """Make a sequence that is ready to use, for one action."""
    key, action_id = request.form.get("key", ""), request.form.get("action", type=int)
    ready, action = READY_MADE.get(key), find_action(action_id)
    name = str(_(ready.name)) if ready else ""
    if action is not None and ready is not None and ready.needs_action:
        name = f"{name} · {action.short_title or action.title}"
    try:
        row = service.use_ready_made(current_actor(), now(), key, name[:120], action_id)
    except Refused as error:
        return _index(sentence(error), 422)
    return redirect(url_for("sms.sequence", sequence_id=row.id), 303)


@bp.route("/texting/sequences/new", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def new_sequence() -> Response | str | tuple[str, int]:
    """A sequence from nothing; its steps come next."""
    form = NewSequenceForm()
    problem = ""
    if form.validate_on_submit():
        try:
            row = service.make_sequence(current_actor(), now(), _from(form))
            return redirect(url_for("sms.edit_sequence", sequence_id=row.id), 303)
        except DomainError as error:
            problem = sentence(error)
    page = render_template(
        "sms/sequence_new.html",
        form=form,
        problem=problem or form.first_error,
        triggers=[(one, words.trigger_word(one)) for one in OFFERED],
        stages=words.stage_choices(),
        actions=_actions(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.get("/texting/sequences/<int:sequence_id>")
@allow(*TEXTING)
def sequence(sequence_id: int) -> str:
    """One sequence from top to bottom: what starts it, each step with its figures, and what stops it."""
    row = get_sequence(sequence_id)
    action = find_action(row.action_id)
    steps, sender = steps_of(row.id), sender_of(row) or current_actor().name
    return render_template(
        "sms/sequence.html",
        sequence=row,
        action=action,
        figures=figures_of([row.id])[row.id],
        starts=words.starts_when(row, action),
        steps=[_shown(row, step, sender, index == 0) for index, step in enumerate(steps)],
        step_figures=step_figures(row.id),
        started_by=names_of_users({row.started_by_id}).get(row.started_by_id or 0, ""),
        most_texts=caps_of_organization().a_week,
        words=words,
        SequenceStatus=SequenceStatus,
        SequenceGoal=SequenceGoal,
        StepKind=StepKind,
        Trigger=Trigger,
    )


@bp.get("/texting/sequences/<int:sequence_id>/people")
@allow(*TEXTING)
def sequence_people(sequence_id: int) -> str:
    """The people behind one figure."""
    row, what = get_sequence(sequence_id), request.args.get("what", "")
    lines = people_behind(row.id, what, request.args.get("page", 1, type=int))
    return render_template("sms/sequence_people.html", sequence=row, what=what, lines=lines, words=words)


@bp.post("/texting/sequences/<int:sequence_id>/<change>")
@allow(*TEXTING)
@writes
def change_sequence(sequence_id: int, change: str) -> Response:
    """Start or pause a sequence for all; what keeps it from starting is said on its page."""
    changes = {"start": service.start_sequence, "pause": service.pause_sequence}
    sequence_id = get_sequence(sequence_id).id
    if change not in changes:
        raise NotFound(_("A sequence is started or paused."))
    try:
        row = changes[change](current_actor(), now(), sequence_id)
        flash(_("The sequence is now: %(status)s.", status=words.status_word(row.status)), "good")
    except Refused as error:
        flash(sentence(error), "bad")
    return redirect(url_for("sms.sequence", sequence_id=sequence_id), 303)


def _index(problem: str, status: int) -> tuple[str, int]:
    rows = list_sequences()
    page = render_template(
        "sms/sequences.html",
        rows=rows,
        figures=figures_of([row.id for row in rows]),
        actions_by_id=actions_by_id([row.action_id for row in rows]),
        ready=READY_MADE.values(),
        actions=_actions(),
        chosen=request.values.get("action", type=int),
        problem=problem,
        words=words,
        SequenceStatus=SequenceStatus,
    )
    return page, status


def _actions() -> list[Action]:
    """What a sequence can be about: the actions ahead, the next one first, then those that are over."""
    return [*list_upcoming(now(), MOST_ACTIONS), *list_past(now(), MOST_ACTIONS)]


def _from(form: NewSequenceForm) -> NewSequence:
    if form.trigger.data not in [one.value for one in OFFERED]:
        raise Refused(_("Say what starts it."))
    return NewSequence(
        name=form.name.data or "",
        trigger=Trigger(form.trigger.data),
        action_id=form.action.data or None,
        stage=form.stage.data or "",
    )


def _shown(row: Sequence, step: SequenceStep, sender: str, first: bool) -> dict[str, Any]:
    """A step as the page draws it."""
    arms = arms_of(step.arms) if step.kind is StepKind.BRANCH else {}
    return {
        "step": step,
        "label": words.step_word(step, first),
        "icon": words.step_icon(step),
        "texts": shown_texts(row, step, sender, now()) if step.kind is StepKind.SEND else [],
        "arms": [(one.value, words.answered_word(one, step.minutes), words.arm_sentence(arms[one])) for one in Answered]
        if arms
        else [],
    }
