"""The form of an action: making it, repeating it, changing it, cancelling it; and its shifts."""

from __future__ import annotations

from datetime import datetime, time

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from crm.actions.forms import ActionForm, ShiftForm
from crm.actions.queries import Action, get_action, kinds_to_choose, list_following
from crm.actions.routes.blueprint import bp
from crm.actions.service import (
    NewAction,
    NewShift,
    Repetition,
    add_shift,
    cancel_action,
    change_action,
    create_action,
    remove_shift,
    repeat_action,
)
from crm.actions.signals import shift_takers
from crm.campaigns.queries import list_campaigns
from crm.contacts.words import NEEDS, OFFERED_LANGUAGES, language_name, need_name
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import zone
from crm.core.errors import DomainError
from crm.core.i18n import bilingual, sentence


@bp.get("/new")
@allow(*STAFF)
def new() -> str:
    """The form of a new action."""
    return _form_page(_form(), "")


@bp.post("/new")
@allow(*STAFF)
@writes
def create() -> Response | tuple[str, int]:
    """Make the action, with its repetitions, and show it."""
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form, form.first_error), 422
    try:
        action = create_action(current_actor(), now(), _read(form))
        if form.repeats.data:
            repeat_action(current_actor(), now(), action.id, Repetition(form.repeats.data, form.times.data or 4))
    except DomainError as error:
        return _form_page(form, sentence(error)), 422
    return redirect(url_for("actions.show", action_id=action.id))


@bp.get("/<int:action_id>/edit")
@allow(*STAFF)
def edit(action_id: int) -> str:
    """The form of an action as it is."""
    action = get_action(action_id)
    form = _form(action)
    form.campaign_id.data = str(action.campaign_id or "")
    form.starts_at.data = action.starts_at.astimezone(zone(action.time_zone)).replace(tzinfo=None)
    return _form_page(form, "", action)


@bp.post("/<int:action_id>/edit")
@allow(*STAFF)
@writes
def change(action_id: int) -> Response | tuple[str, int]:
    """Change the action, and the later ones of its series when asked to."""
    action, form = get_action(action_id), _form()
    if not form.validate_on_submit():
        return _form_page(form, form.first_error, action), 422
    try:
        changed = change_action(current_actor(), now(), action.id, _read(form, action), bool(form.following.data))
    except DomainError as error:
        return _form_page(form, sentence(error), action), 422
    if changed:
        flash(ngettext("%(num)s action was changed.", "%(num)s actions were changed.", len(changed)), "good")
    return redirect(url_for("actions.show", action_id=action.id))


@bp.post("/<int:action_id>/call-off")
@allow(*STAFF)
@writes
def call_off(action_id: int) -> Response:
    """Cancel the action, and the later ones of its series when asked to."""
    cancelled = cancel_action(current_actor(), now(), action_id, bool(request.form.get("following")))
    if cancelled:
        said = ngettext("%(num)s action was cancelled.", "%(num)s actions were cancelled.", len(cancelled))
        flash(said, "good")
        flash(_("Telling the people who said yes is among your next steps."), "good")
    return redirect(url_for("actions.show", action_id=action_id))


@bp.post("/<int:action_id>/shifts")
@allow(*STAFF)
@writes
def shift(action_id: int) -> Response:
    """Add a shift or a role."""
    action, form = get_action(action_id), ShiftForm()
    try:
        if not form.validate_on_submit():
            flash(form.first_error, "bad")
        else:
            add_shift(current_actor(), now(), action.id, _read_shift(form, action))
    except DomainError as error:
        flash(sentence(error), "bad")
    return redirect(url_for("actions.show", action_id=action.id, _anchor="shifts"))


@bp.post("/<int:action_id>/shifts/<int:shift_id>/remove")
@allow(*STAFF)
@writes
def drop_shift(action_id: int, shift_id: int) -> Response:
    """Take a shift away."""
    action = get_action(action_id)
    taken = sum(number for _heard, number in shift_takers.send(shift_id))
    remove_shift(current_actor(), now(), action.id, shift_id, taken)
    return redirect(url_for("actions.show", action_id=action.id, _anchor="shifts"))


def _read(form: ActionForm, action: Action | None = None) -> NewAction:
    time_zone = action.time_zone if action else g.organization.time_zone
    return NewAction(
        title=form.title.data or "",
        title_es=form.title_es.data or "",
        short_title=action.short_title if action else "",
        short_title_es=action.short_title_es if action else "",
        kind=form.kind.data,
        campaign_id=form.campaign,
        starts_at=form.local_start.replace(tzinfo=zone(time_zone)),
        minutes=form.minutes.data,
        place=form.place.data or "",
        online_url=form.online_url.data or "",
        recording_url=form.recording_url.data or "",
        languages=tuple(form.languages.data or ()),
        goal_attended=form.goal_attended.data,
        ask=form.ask.data or "",
        ask_es=form.ask_es.data or "",
        webinar_id="".join(filter(str.isalnum, form.webinar_id.data or "")) or None,
        time_zone=time_zone,
        description=form.description.data or "",
        description_es=form.description_es.data or "",
        capacity=form.capacity.data,
        offers=tuple(form.offers.data or ()),
        is_public=bool(form.is_public.data),
        **({"status": action.status} if action else {}),
    )


def _read_shift(form: ShiftForm, action: Action) -> NewShift:
    return NewShift(
        form.role.data or "",
        form.role_es.data or "",
        _at(action, form.starts_at.data),
        _at(action, form.ends_at.data),
        form.capacity.data,
    )


def _at(action: Action, hour: time | None) -> datetime | None:
    """An hour of the action's own day."""
    here = zone(action.time_zone)
    return datetime.combine(action.starts_at.astimezone(here).date(), hour, here) if hour else None


def _form(action: Action | None = None) -> ActionForm:
    form = ActionForm(obj=action)
    form.kind.choices = [
        SelectChoice(kind.key, bilingual(kind.label, kind.label_es)) for kind in kinds_to_choose(form.kind.data or "")
    ]
    form.campaign_id.choices = [
        SelectChoice("", _("No campaign")),
        *(SelectChoice(str(campaign.id), campaign.name) for campaign in list_campaigns()),
    ]
    form.languages.choices = [SelectChoice(code, language_name(code)) for code in OFFERED_LANGUAGES]
    form.offers.choices = [SelectChoice(need, need_name(need)) for need in NEEDS]
    if not form.is_submitted() and action is None:
        form.kind.data = "webinar"
    return form


def _form_page(form: ActionForm, problem: str, action: Action | None = None) -> str:
    following = len(list_following(action)) if action else 0
    return render_template("actions/new.html", form=form, problem=problem, action=action, following=following)
