"""The ladder's pages: its figures and suggested steps, the people of a rung, its words, and the acts on one person."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.contacts.queries import get_contact
from crm.contacts.routes.bulk import next_page
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.leadership import queries, service, words
from crm.leadership.ladder import RULES
from crm.leadership.models import Behaviour

bp = Blueprint("leadership", __name__)
TO_MEET = 6


@bp.get("/leadership")
@allow(*STAFF)
def index() -> str:
    """The ladder: how many stand where, which steps are suggested, whom to sit down with, who leads whom."""
    moment = now()
    rungs = queries.list_rungs()
    stages = [rung.stage for rung in rungs]
    people = queries.people_to_sit_down_with(None, moment, TO_MEET)
    return render_template(
        "leadership/index.html",
        rungs=rungs,
        suggestions=queries.list_suggestions(),
        people=[(one, words.reason_in_words(one, moment, stages)) for one in people],
        coverage=queries.coverage(),
        leaders=queries.list_leaders(),
        words=words,
        section="leadership.index",
    )


@bp.get("/leadership/stages/<int:stage_number>")
@allow(*STAFF)
def stage(stage_number: int) -> str:
    """The people on a rung, a hundred at a time; ?after= goes on."""
    found = queries.get_stage(stage_number)
    people = queries.list_at(stage_number, request.args.get("after", 0, type=int))
    return render_template(
        "leadership/stage.html",
        stage=found,
        people=people,
        more=people[-1][0].id if len(people) == queries.PAGE else None,
        suggestions=queries.list_suggestions(stage_number),
        words=words,
        section="leadership.index",
    )


@bp.post("/leadership/stages/<int:stage_number>/accept")
@allow(*STAFF)
@writes
def accept_all(stage_number: int) -> Response:
    """Take every step suggested to a stage, as one act that can be taken back."""
    try:
        batch = service.accept_all(current_actor(), now(), stage_number)
    except DomainError as error:
        return _refused(error, url_for("leadership.index"))
    count = batch.counts["moved"]
    flash(ngettext("%(num)s person moved.", "%(num)s people moved.", count), "good")
    return redirect(url_for("leadership.index", undo=batch.id))


@bp.route("/leadership/stages/<int:stage_number>/words", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def word(stage_number: int) -> Response | str | tuple[str, int]:
    """Call a stage otherwise, and say what suggests it."""
    found, problem = queries.get_stage(stage_number), ""
    if request.method == "POST":
        try:
            service.word_stage(current_actor(), now(), stage_number, _typed_words(), _typed_rules(stage_number))
        except DomainError as error:
            problem = sentence(error)
        else:
            flash(_("The ladder is changed."), "good")
            return redirect(url_for("leadership.index"))
    page = render_template(
        "leadership/words.html",
        stage=found,
        rules=[(rule, least) for (at, rule), least in queries.rules().items() if at == stage_number],
        problem=problem,
        words=words,
        section="leadership.index",
    )
    return (page, 422) if problem else page


@bp.post("/leadership/people/<int:contact_id>")
@allow(*STAFF)
@writes
def decide(contact_id: int) -> Response:
    """Accept or decline the step suggested for somebody (field `do`), move her otherwise, or say who leads her."""
    contact = get_contact(contact_id)
    back = url_for("timeline.show", contact_id=contact.id, _anchor="ladder-card")
    try:
        said = _decide(contact.id, contact.called, request.form.get("do", ""))
    except DomainError as error:
        return _refused(error, back)
    flash(said, "good")
    return next_page(back)


def _decide(contact_id: int, called: str, verb: str) -> str:
    actor, moment = current_actor(), now()
    reason = request.form.get("reason", "")
    if verb == "leader":
        service.put_under(actor, moment, contact_id, request.form.get("leader_id", type=int))
        return str(_("Saved."))
    if verb == "decline":
        service.decline(actor, moment, contact_id, reason)
        return str(_("%(name)s stays where she is. It is not suggested again for 90 days.", name=called))
    if verb == "accept":
        change = service.accept(actor, moment, contact_id)
    else:
        change = service.move(actor, moment, contact_id, request.form.get("stage", -1, type=int), reason)
    name = words.stage_name(queries.get_stage(change.after))
    return str(_("%(name)s: now %(stage)s.", name=called, stage=name))


def _typed_words() -> service.StageWords:
    form = request.form
    return service.StageWords(
        name=form.get("name", ""),
        name_es=form.get("name_es", ""),
        next_ask=form.get("next_ask", ""),
        next_ask_es=form.get("next_ask_es", ""),
        idle_months=form.get("idle_months", -1, type=int),
    )


def _typed_rules(number: int) -> dict[Behaviour, int]:
    rules = [behaviour for stage, behaviour in RULES if stage == number]
    return {rule: request.form.get(f"rule-{rule.value}", -1, type=int) for rule in rules}


def _refused(error: DomainError, back: str) -> Response:
    flash(sentence(error), "bad")
    flash(_("Nothing was changed."), "bad")
    return next_page(back)
