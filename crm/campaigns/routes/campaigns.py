"""Campaigns: the list, one campaign with its ledger, stages, goals and facts, and putting them down."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crm.accounts.queries import list_users
from crm.campaigns import queries, reference, service
from crm.campaigns.forms import CampaignForm, DemandForm, GoalForm, StagesForm
from crm.campaigns.measures import measures
from crm.campaigns.models import Campaign, CampaignLevel, FigureStage, LedgerSide
from crm.campaigns.queries.reference import rows_in_use
from crm.campaigns.routes.blueprint import bp
from crm.contacts.queries.turf import list_turfs
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, Refused
from crm.core.i18n import bilingual, language, sentence, zone_name
from crm.core.money import cents
from crm.core.spoken import gettext as _


@bp.get("")
@allow(*STAFF)
def index() -> str:
    """All campaigns, the nearest vote on top."""
    today = local_date(now(), zone_name())
    rows = queries.list_campaigns()
    days = {row.id: queries.days_to_vote(row, today) for row in rows}
    return render_template(
        "campaigns/index.html", campaigns=rows, days=days, ledgers=queries.ledgers(row.id for row in rows)
    )


@bp.get("/<int:campaign_id>")
@allow(*STAFF)
def show(campaign_id: int) -> str:
    """One campaign: the full ledger, the stages with their days, goals and facts."""
    return _page(queries.get_campaign(campaign_id))


def _page(campaign: Campaign, **forms: Any) -> str:
    today = local_date(now(), zone_name())
    stages_form = forms.get("stages_form") or StagesForm(formdata=None, decision_on=campaign.decision_on)
    stages_form.template.choices = [
        SelectChoice(key, bilingual(*names)) for key, names in reference.stage_template_names().items()
    ]
    goal_form = forms.get("goal_form") or GoalForm(formdata=None, starts_on=today, ends_on=campaign.decision_on)
    _offer(goal_form)
    return render_template(
        "campaigns/show.html",
        campaign=campaign,
        days=queries.days_to_vote(campaign, today),
        ledger=queries.ledger(campaign.id),
        stages=queries.stages(campaign.id, today),
        goals=queries.standing(queries.goals(campaign.id), today, zone_name()),
        facts=queries.facts_at_hand(campaign.id, language()),
        planks=_planks(campaign),
        Figures=FigureStage,
        Sides=LedgerSide,
        demand_form=forms.get("demand_form") or DemandForm(formdata=None),
        stages_form=stages_form,
        goal_form=goal_form,
    )


def _planks(campaign: Campaign) -> list[dict[str, str]]:
    """The field's planks for a campaign of this level, those of its own level first."""
    level = "state" if campaign.level is CampaignLevel.STATE else "local"
    return sorted(rows_in_use("demands"), key=lambda row: row["level"] != level)


@bp.route("/new", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def new() -> str | Response | tuple[str, int]:
    """Begin a campaign; ?like= one whose demands, seats and stages come along."""
    form = CampaignForm()
    if not form.is_submitted():
        like = request.args.get("like", type=int)
        return _new_page(_form_like(queries.get_campaign(like)) if like else form)
    if not form.validate():
        return _new_page(form), 422
    new_one = service.NewCampaign(
        name=form.name.data,
        level=CampaignLevel(form.level.data),
        ocd_id=form.ocd_id.data,
        place_name=form.place_name.data,
        decision_body=form.decision_body.data,
        decision_on=form.decision_on.data,
        fiscal_year=form.fiscal_year.data,
        starts_on=local_date(now(), zone_name()),
        lead_user_id=current_actor().user_id,
    )
    like = form.like.data
    if like:
        row = service.begin_again(current_actor(), now(), like, new_one)
    else:
        row = service.create_campaign(current_actor(), now(), new_one)
    return redirect(url_for("campaigns.show", campaign_id=row.id))


def _form_like(campaign: Campaign) -> CampaignForm:
    """The form with what stays the same from one fight to the next; its name, day and year are to be written anew."""
    values = {name: getattr(campaign, name) for name in ("place_name", "ocd_id", "decision_body")}
    return CampaignForm(formdata=None, level=campaign.level.value, like=campaign.id, **values)


def _new_page(form: CampaignForm) -> str:
    like = queries.get_campaign(form.like.data) if form.like.data else None
    return render_template("campaigns/new.html", form=form, like=like)


@bp.post("/<int:campaign_id>/demands")
@allow(*LEADS)
@writes
def add_demand(campaign_id: int) -> Response | tuple[str, int]:
    """Put a line into the ledger."""
    campaign, form = queries.get_campaign(campaign_id), DemandForm()
    if not form.validate():
        return _page(campaign, demand_form=form), 422
    service.add_demand(
        current_actor(),
        now(),
        campaign_id,
        service.NewDemand(LedgerSide(form.side.data), form.title.data, form.title_es.data or ""),
        _figures(form),
    )
    flash(_("The line stands in the ledger."), "good")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id, _anchor="ledger"))


def _figures(form: DemandForm) -> tuple[service.NewFigure, ...]:
    """The figure that was typed, or none: unknown is not zero."""
    if not form.amount.data:
        return ()
    amount = cents(form.amount.data)
    if amount is None:
        raise Refused(N_("“%(amount)s” is not an amount of dollars."), amount=form.amount.data)
    return (
        service.NewFigure(
            FigureStage(form.stage.data), amount, form.document.data, form.document_url.data, form.page.data
        ),
    )


@bp.post("/<int:campaign_id>/stages")
@allow(*LEADS)
@writes
def lay_out(campaign_id: int) -> Response | tuple[str, int]:
    """Lay the stages out backwards from the vote."""
    campaign, form = queries.get_campaign(campaign_id), StagesForm()
    form.template.choices = [SelectChoice(key, key) for key in reference.stage_template_names()]
    if not form.validate():
        return _page(campaign, stages_form=form), 422
    service.lay_out_milestones(current_actor(), now(), campaign_id, form.template.data, form.decision_on.data)
    return redirect(url_for("campaigns.show", campaign_id=campaign_id, _anchor="stages"))


@bp.post("/<int:campaign_id>/stages/<key>")
@allow(*STAFF)
@writes
def finish_stage(campaign_id: int, key: str) -> Response:
    """Mark a stage done today, or open again."""
    done_on = local_date(now(), zone_name()) if request.form.get("done") == "yes" else None
    service.finish_milestone(current_actor(), now(), campaign_id, key, done_on)
    return redirect(url_for("campaigns.show", campaign_id=campaign_id, _anchor="stages"))


def _offer(form: GoalForm) -> None:
    """What a goal may count, and whose it may be."""
    form.measure.choices = [SelectChoice(name, _(measure.label)) for name, measure in measures.items()]
    people = [SelectChoice(f"user:{user.id}", user.name) for user in list_users(*STAFF)]
    teams = [SelectChoice(f"turf:{turf.id}", _("Team of %(turf)s", turf=turf.name)) for turf in list_turfs()]
    form.whose.choices = [SelectChoice("", _("Everybody")), *people, *teams]


@bp.post("/<int:campaign_id>/goals")
@allow(*LEADS)
@writes
def set_goal(campaign_id: int) -> Response | tuple[str, int]:
    """Set a goal of the campaign."""
    campaign, form = queries.get_campaign(campaign_id), GoalForm()
    _offer(form)
    if not form.validate():
        return _page(campaign, goal_form=form), 422
    kind, _colon, number = (form.whose.data or "").partition(":")
    user_id, turf_id = (int(number) if number and kind == one else None for one in ("user", "turf"))
    window = (form.starts_on.data, form.ends_on.data)
    try:
        service.set_goal(
            current_actor(),
            form.measure.data,
            form.target.data,
            *window,
            campaign_id=campaign_id,
            user_id=user_id,
            turf_id=turf_id,
        )
    except Refused as refused:
        form.measure.errors = [sentence(refused)]
        return _page(campaign, goal_form=form), 422
    return redirect(url_for("campaigns.show", campaign_id=campaign_id, _anchor="goals"))
