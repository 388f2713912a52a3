"""Inviting another organization, and taking an invitation up with a campaign."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crm.campaigns.queries import list_campaigns
from crm.coalitions import queries, service
from crm.coalitions.forms import NEW, CampaignForm, InviteByNameForm, InviteForm
from crm.coalitions.models import CoalitionInvite
from crm.coalitions.queries import Offer
from crm.coalitions.routes.blueprint import bp
from crm.coalitions.routes.coalitions import members_page
from crm.coalitions.service.inviting import hash_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS
from crm.core.addresses import whole_address
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.core.scope import find_owned
from crm.core.spoken import gettext as _


@bp.post("/<int:coalition_id>/invites")
@allow(*LEADS)
@writes
def invite(coalition_id: int) -> str | tuple[str, int]:
    """Make a link that one organization can take up; it is shown on the page that answers and nowhere else."""
    group, form = queries.get_coalition(coalition_id), InviteForm()
    if not form.validate():
        return members_page(group, invite=form), 422
    try:
        _row, token = service.invite_by_link(current_actor(), now(), coalition_id, form.label.data or "")
    except DomainError as error:
        return members_page(group, sentence(error), invite=form), 422
    return members_page(group, made=whole_address("coalitions.join", invite_token=token))


@bp.post("/<int:coalition_id>/invites/by-name")
@allow(*LEADS)
@writes
def invite_by_name(coalition_id: int) -> str | Response | tuple[str, int]:
    """Invite an organization of this server."""
    group, form = queries.get_coalition(coalition_id), InviteByNameForm()
    if not form.validate():
        return members_page(group, by_name=form), 422
    try:
        row = service.invite_by_slug(current_actor(), now(), coalition_id, form.slug.data or "")
    except DomainError as error:
        return members_page(group, sentence(error), by_name=form), 422
    flash(_("%(name)s sees the invitation among its coalitions.", name=row.label), "good")
    return redirect(url_for("coalitions.members", coalition_id=coalition_id))


@bp.post("/invites/<int:invite_id>/withdraw")
@allow(*LEADS)
@writes
def withdraw(invite_id: int) -> Response:
    """End an invitation of ours."""
    row = service.withdraw_invite(current_actor(), now(), invite_id)
    flash(_("The invitation is ended: nobody can take it up any more."), "good")
    group = queries.find_ours(row.coalition_key)
    return redirect(url_for("coalitions.members", coalition_id=group.id) if group else url_for("coalitions.index"))


@bp.route("/invites/<int:invite_id>", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def answer(invite_id: int) -> str | Response | tuple[str, int]:
    """An invitation to our organization by name: take it up, or decline; for who gave it out, its coalition."""
    if request.method == "GET" and find_owned(CoalitionInvite, invite_id):
        return redirect(url_for("coalitions.index"))
    return _answer(queries.get_offer(now(), invite_id))


@bp.route("/join/<invite_token>", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def join(invite_token: str) -> str | Response | tuple[str, int]:
    """An invitation by a link that works once."""
    return _answer(queries.find_offer(now(), hash_of(invite_token)))


def _answer(offer: Offer) -> str | Response | tuple[str, int]:
    form = CampaignForm()
    ours = [SelectChoice(row.id, row.name) for row in list_campaigns()]
    new = SelectChoice(NEW, _("A new one, after “%(name)s”", name=offer.campaign_name))
    form.campaign_id.choices = [new, *ours]
    if not form.is_submitted():
        return render_template("coalitions/join.html", offer=offer, form=form, problem="")
    if request.form.get("answer") == "no":
        service.decline(current_actor(), now(), offer)
        flash(_("You said no. Who invited you sees that the invitation is over."), "good")
        return redirect(url_for("coalitions.index"))
    if not form.validate():
        return render_template("coalitions/join.html", offer=offer, form=form, problem=""), 422
    try:
        service.accept(current_actor(), now(), offer, form.campaign_id.data or None)
    except DomainError as error:
        return render_template("coalitions/join.html", offer=offer, form=form, problem=sentence(error)), 422
    flash(_("You are in. Your people stay yours alone; the numbers are shared."), "good")
    group = queries.find_ours(offer.key)
    return redirect(url_for("boards.coalition", coalition_id=group.id) if group else url_for("coalitions.index"))
