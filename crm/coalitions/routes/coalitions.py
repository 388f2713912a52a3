"""The coalitions we are in, beginning one, its members and goals, and leaving."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crm.accounts.queries import get_organization
from crm.campaigns.measures import measures
from crm.campaigns.queries import list_campaigns
from crm.coalitions import queries, service
from crm.coalitions.forms import BeginForm, CampaignForm, InviteByNameForm, InviteForm, SharedGoalForm
from crm.coalitions.queries import Together
from crm.coalitions.routes.blueprint import bp
from crm.core.access import allow, current_actor, may, now, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.clock import local_date
from crm.core.errors import DomainError
from crm.core.i18n import sentence, zone_name
from crm.core.spoken import gettext as _


@bp.get("")
@allow(*STAFF, Role.PARTNER)
def index() -> str:
    """The coalitions we are in, and the invitations that wait for us."""
    return _index(_begin_form(formdata=None))


def _index(form: BeginForm, problem: str = "") -> str:
    offers = queries.list_offers(now()) if may(*LEADS) else []
    return render_template(
        "coalitions/index.html",
        groups=queries.list_coalitions(),
        offers=offers,
        form=form,
        problem=problem,
        slug=get_organization(current_actor().organization_id).slug,
    )


def _begin_form(**values: Any) -> BeginForm:
    form = BeginForm(**values)
    form.campaign_id.choices = [SelectChoice(row.id, row.name) for row in list_campaigns()]
    if not form.is_submitted():
        form.starts_on.data = local_date(now(), zone_name())
    return form


@bp.post("")
@allow(*LEADS)
@writes
def create() -> str | Response | tuple[str, int]:
    """Begin a coalition around one of our campaigns."""
    form = _begin_form()
    if not form.validate():
        return _index(form), 422
    row = service.begin_coalition(
        current_actor(), now(), form.name.data or "", form.campaign_id.data, form.starts_on.data
    )
    flash(_("The coalition is there. Invite the others now."), "good")
    return redirect(url_for("coalitions.members", coalition_id=row.id))


@bp.get("/<int:coalition_id>/members")
@allow(*STAFF)
def members(coalition_id: int) -> str:
    """Who is in, who came and left, and, for leads, inviting, goals and leaving."""
    return members_page(queries.get_coalition(coalition_id))


def members_page(group: Together, problem: str = "", made: str = "", **forms: Any) -> str:
    """The page of a coalition's members, with a form that is to be mended, or a link that was just made."""
    others = [row for row in list_campaigns() if row.id not in group.us.campaign_ids]
    bring = CampaignForm(formdata=None)
    bring.campaign_id.choices = [SelectChoice(row.id, row.name) for row in others]
    return render_template(
        "coalitions/members.html",
        group=group,
        invites=queries.list_invites(group.key) if may(*LEADS) else [],
        now=now(),
        problem=problem,
        made=made,
        bring=bring,
        measures=dict(measures.items()),
        invite=forms.get("invite") or InviteForm(formdata=None),
        by_name=forms.get("by_name") or InviteByNameForm(formdata=None),
        goal=forms.get("goal") or _goal_form(formdata=None),
    )


def _goal_form(**values: Any) -> SharedGoalForm:
    form = SharedGoalForm(**values)
    form.measure.choices = [SelectChoice(name, _(one.label)) for name, one in measures.items() if not one.opens]
    return form


@bp.post("/<int:coalition_id>/campaigns")
@allow(*LEADS)
@writes
def bring(coalition_id: int) -> Response:
    """Bring another campaign of ours."""
    campaign_id = request.form.get("campaign_id", default=0, type=int)
    try:
        service.bring_campaign(current_actor(), now(), coalition_id, campaign_id)
    except DomainError as error:
        queries.get_coalition(coalition_id)
        flash(sentence(error), "bad")
    return redirect(url_for("coalitions.members", coalition_id=coalition_id))


@bp.post("/<int:coalition_id>/goals")
@allow(*LEADS)
@writes
def set_goal(coalition_id: int) -> str | Response | tuple[str, int]:
    """Set or take away what to reach together."""
    group, form = queries.get_coalition(coalition_id), _goal_form()
    if not form.validate():
        return members_page(group, goal=form), 422
    try:
        service.set_goal(current_actor(), now(), coalition_id, form.measure.data, form.target.data)
    except DomainError as error:
        return members_page(group, sentence(error), goal=form), 422
    return redirect(url_for("coalitions.members", coalition_id=coalition_id, _anchor="goals"))


@bp.post("/<int:coalition_id>/leave")
@allow(*LEADS)
@writes
def leave(coalition_id: int) -> Response:
    """Take one campaign out, or all of them and ourselves."""
    group = queries.get_coalition(coalition_id)
    service.leave(current_actor(), now(), coalition_id, request.form.get("campaign_id", type=int))
    if queries.find_ours(group.key) is not None:
        flash(_("The campaign is no longer counted in the coalition."), "good")
        return redirect(url_for("coalitions.members", coalition_id=coalition_id))
    flash(_("You left “%(name)s”. The others see your numbers no more.", name=group.name), "good")
    return redirect(url_for("coalitions.index"))
