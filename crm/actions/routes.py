"""The list of actions, one action's page, and the form of a new one."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response

from crm.actions.forms import ActionForm
from crm.actions.queries import Action, ActionStatus, action_kinds, find_kind, get_action, list_past, list_upcoming
from crm.actions.service import NewAction, create_action
from crm.campaigns.queries import list_campaigns
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import zone
from crm.core.errors import DomainError
from crm.core.i18n import bilingual, sentence

bp = Blueprint("actions", __name__, url_prefix="/actions")


def kind_name(key: str) -> str:
    """The kind of an action in the language of the request; the key itself when the list does not hold it."""
    kind = find_kind(key)
    return bilingual(kind.label, kind.label_es) if kind else key


def status_name(status: ActionStatus) -> str:
    """The state of an action in words."""
    names: dict[ActionStatus, str] = {
        ActionStatus.TENTATIVE: _("Tentative"),
        ActionStatus.CONFIRMED: pgettext("action", "Confirmed"),
        ActionStatus.CANCELLED: pgettext("action", "Cancelled"),
        ActionStatus.DONE: pgettext("action", "Done"),
    }
    return names[status]


@bp.get("")
@allow(*STAFF)
def index() -> str:
    """Upcoming and past actions."""
    upcoming, past = list_upcoming(now()), list_past(now())
    return render_template("actions/index.html", upcoming=upcoming, past=past, kind_name=kind_name)


@bp.get("/<int:action_id>")
@allow(*STAFF)
def show(action_id: int) -> str:
    """One action: when and where, who comes or came, and the files about it."""
    action = get_action(action_id)
    kind = find_kind(action.kind)
    return render_template(
        "actions/show.html", action=action, kind=kind, kind_name=kind_name, status_name=status_name, Status=ActionStatus
    )


@bp.get("/new")
@allow(*STAFF)
def new() -> str:
    """The form of a new action."""
    return _form_page(_form(), "")


@bp.post("/new")
@allow(*STAFF)
@writes
def create() -> Response | tuple[str, int]:
    """Make the action and show it."""
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form, form.first_error), 422
    try:
        action = _make(form)
    except DomainError as error:
        return _form_page(form, sentence(error)), 422
    return redirect(url_for("actions.show", action_id=action.id))


def _make(form: ActionForm) -> Action:
    time_zone = g.organization.time_zone
    made = NewAction(
        title=form.title.data or "",
        title_es=form.title_es.data or "",
        kind=form.kind.data,
        campaign_id=form.campaign,
        starts_at=form.local_start.replace(tzinfo=zone(time_zone)),
        minutes=form.minutes.data,
        place=form.place.data or "",
        online_url=form.online_url.data or "",
        ask=form.ask.data or "",
        ask_es=form.ask_es.data or "",
        webinar_id="".join(filter(str.isalnum, form.webinar_id.data or "")) or None,
        time_zone=time_zone,
    )
    return create_action(current_actor(), now(), made)


def _form() -> ActionForm:
    form = ActionForm()
    form.kind.choices = [(kind.key, bilingual(kind.label, kind.label_es)) for kind in action_kinds()]
    form.campaign_id.choices = [
        ("", _("No campaign")),
        *((str(campaign.id), campaign.name) for campaign in list_campaigns()),
    ]
    if not form.is_submitted():
        form.kind.data = "webinar"
    return form


def _form_page(form: ActionForm, problem: str) -> str:
    return render_template("actions/new.html", form=form, problem=problem)
