"""Who of ours is near somebody who decides: who knows her or her staff, who lives where she is elected, the ways to her."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns.forms import StaffForm
from crm.campaigns.models import Closeness, StaffMember, Target
from crm.campaigns.queries import get_campaign
from crm.campaigns.queries.deciders import list_members_where_elected
from crm.campaigns.queries.facts import facts_at_hand
from crm.campaigns.queries.paths import ways_to
from crm.campaigns.queries.whip import find_seat_of, get_seat, next_decision
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import deciders
from crm.campaigns.ways import FIRST, script_for
from crm.contacts.service.lists import add_to_list, create_list, free_name
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.errors import N_, Refused
from crm.core.i18n import language
from crm.core.scope import get_owned
from crm.core.spoken import gettext as _

MOST_IN_LIST = 10_000
STAFF_OF_HERS = "staff-"


def _to(target: Target) -> Response:
    return redirect(url_for("campaigns.show_deciders", campaign_id=target.campaign_id, who=target.id, _anchor="who"))


@bp.post("/targets/<int:target_id>/knows")
@allow(*STAFF)
@writes
def add_acquaintance(target_id: int) -> Response:
    """Note who of our people knows a target or somebody of her staff, and how well."""
    target = get_owned(Target, target_id)
    contact_id = request.form.get("contact_id", type=int)
    if contact_id is None:
        raise Refused(N_("Choose one of the people found."))
    how = _how_known(request.form.get("whom", ""), request.form.get("strength", 2, type=int))
    deciders.add_acquaintance(current_actor(), now(), target.decision_maker_id, contact_id, how)
    return _to(target)


def _how_known(whom: str, strength: int) -> deciders.HowKnown:
    """What was chosen: herself (""), her staff ("staff"), or one of them ("staff-7")."""
    if not whom.startswith("staff"):
        return deciders.HowKnown(Closeness.KNOWS, strength)
    number = whom.removeprefix(STAFF_OF_HERS)
    return deciders.HowKnown(Closeness.KNOWS_STAFF, strength, int(number) if number.isdecimal() else None)


@bp.post("/targets/<int:target_id>/staff")
@allow(*STAFF)
@writes
def add_staff(target_id: int) -> Response:
    """Write down somebody who works for a target."""
    target, form = get_owned(Target, target_id), StaffForm(prefix="staff-")
    if not form.validate():
        raise Refused(form.first_error)
    deciders.add_staff(current_actor(), now(), target.decision_maker_id, form.to_new())
    return _to(target)


@bp.post("/staff/<int:staff_member_id>/remove")
@allow(*LEADS)
@writes
def remove_staff(staff_member_id: int) -> Response:
    """Take out somebody who works there no more."""
    maker_id = get_owned(StaffMember, staff_member_id).decision_maker_id
    deciders.remove_staff(current_actor(), now(), staff_member_id)
    flash(_("She is taken out."), "good")
    target = find_seat_of(maker_id)
    return _to(target) if target else redirect(url_for("campaigns.index"))


@bp.get("/targets/<int:target_id>/ways")
@allow(*STAFF)
def show_ways(target_id: int) -> str:
    """The ways from our people to a target, the shortest first, with what to say to them; ?asked= the list just made."""
    seat = get_seat(target_id)
    campaign, ways = get_campaign(seat.target.campaign_id), ways_to(seat.maker.id)
    return render_template(
        "campaigns/ways.html",
        campaign=campaign,
        seat=seat,
        ways=ways,
        knowers=[one for one in ways if one.tie is None][:FIRST],
        first=FIRST,
        script=script_for(seat, campaign, next_decision(campaign.id)),
        facts=facts_at_hand(campaign.id, language()),
        asked=request.args.get("asked", type=int),
    )


@bp.get("/targets/<int:target_id>/members")
@allow(*STAFF)
def show_members(target_id: int) -> str:
    """Our people who live where a target is elected."""
    seat = get_seat(target_id)
    people = list_members_where_elected(seat.maker)
    return render_template(
        "campaigns/members.html", campaign=get_campaign(seat.target.campaign_id), seat=seat, people=people
    )


@bp.post("/targets/<int:target_id>/members")
@allow(*STAFF)
@writes
def list_members(target_id: int) -> Response:
    """Make a list of our people who live where a target is elected."""
    maker = get_seat(target_id).maker
    people = list(list_members_where_elected(maker, MOST_IN_LIST))
    if not people:
        raise Refused(N_("Nobody is known there yet."))
    made = create_list(current_actor(), now(), free_name(_("Where %(name)s is elected", name=maker.name)))
    add_to_list(current_actor(), now(), made.id, people)
    return redirect(url_for("contacts.show_list", list_id=made.id))
