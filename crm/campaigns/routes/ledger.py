"""The money: the ledger drawn and line by line, one line of the budget with its figures, one demand with what is won."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crm.accounts.queries import names_of_users
from crm.campaigns.forms import LineFigureForm, LineForm, ReversalForm, WinForm
from crm.campaigns.forms.ledger import NO_DEMAND
from crm.campaigns.ledger_page import page_of
from crm.campaigns.models import BudgetLine, BudgetStage, Demand, FigureStage, LedgerSide
from crm.campaigns.queries import get_campaign, ledger
from crm.campaigns.queries.budget import get_demand, get_line, line_figures, reversals
from crm.campaigns.queries.money import list_figures
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import budget, wins
from crm.campaigns.service.reference import budget_rows_for
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date
from crm.core.errors import DomainError, Refused
from crm.core.i18n import bilingual, sentence, zone_name
from crm.core.spoken import gettext as _

Answer = str | Response | tuple[str, int]


def _choices(campaign_id: int) -> list[SelectChoice]:
    lines = ledger(campaign_id).lines
    return [NO_DEMAND, *(SelectChoice(str(one.demand_id), bilingual(one.title, one.title_es)) for one in lines)]


@bp.get("/<int:campaign_id>/ledger")
@allow(*STAFF)
def show_ledger(campaign_id: int) -> Answer:
    """The whole page; ?against=proposal measures against the proposal instead of last year."""
    return _ledger(campaign_id)


def _ledger(campaign_id: int, form: LineForm | None = None, status: int = 200, problem: str = "") -> tuple[str, int]:
    campaign = get_campaign(campaign_id)
    if form is None:
        form = LineForm(formdata=None, fiscal_year=campaign.fiscal_year)
        form.demand_id.choices = _choices(campaign_id)
    page = page_of(campaign, request.args.get("against", ""))
    values: dict[str, Any] = {"Sides": LedgerSide, "Stages": BudgetStage, "form": form, "problem": problem}
    values["sourced"] = budget_rows_for(campaign)
    values["today"] = local_date(now(), zone_name())
    return render_template("campaigns/ledger.html", page=page, campaign=campaign, **values), status


@bp.post("/<int:campaign_id>/ledger/lines")
@allow(*LEADS)
@writes
def add_line(campaign_id: int) -> Answer:
    """Write a line down with its first figure."""
    form = LineForm()
    form.demand_id.choices = _choices(get_campaign(campaign_id).id)
    if not form.validate():
        return _ledger(campaign_id, form, 422)
    try:
        line = budget.add_line(current_actor(), now(), campaign_id, form.to_line())
    except DomainError as refused:
        return _ledger(campaign_id, form, 422, sentence(refused))
    budget.add_line_figure(current_actor(), now(), line.id, form.to_new())
    flash(_("The line stands in the ledger."), "good")
    return redirect(url_for("campaigns.show_line", line_id=line.id))


@bp.get("/lines/<int:line_id>")
@allow(*STAFF)
def show_line(line_id: int) -> Answer:
    """One line of the budget: every figure it ever had, who entered it and who checked it."""
    return _line(get_line(line_id))


def _line(line: BudgetLine, form: LineFigureForm | None = None, status: int = 200) -> tuple[str, int]:
    figures = line_figures(line.id)
    names = names_of_users({one.entered_by_id for one in figures} | {one.checked_by_id for one in figures})
    values = {"demands": ledger(line.campaign_id).lines, "names": names, "form": form or LineFigureForm(formdata=None)}
    campaign = get_campaign(line.campaign_id)
    return render_template("campaigns/line.html", line=line, figures=figures, campaign=campaign, **values), status


@bp.post("/lines/<int:line_id>/figures")
@allow(*LEADS)
@writes
def add_line_figure(line_id: int) -> Answer:
    """Put a figure beside a line."""
    line, form = get_line(line_id), LineFigureForm()
    if not form.validate():
        return _line(line, form, 422)
    budget.add_line_figure(current_actor(), now(), line_id, form.to_new())
    flash(_("The figure stands beside the line. It is verified once a second person has checked it."), "good")
    return redirect(url_for("campaigns.show_line", line_id=line_id))


@bp.post("/lines/<int:line_id>/demand")
@allow(*LEADS)
@writes
def tie_line(line_id: int) -> Answer:
    """Say which demand rests on a line."""
    budget.tie_line(current_actor(), now(), line_id, request.form.get("demand_id", type=int))
    return redirect(url_for("campaigns.show_line", line_id=line_id))


@bp.post("/figures/<int:figure_id>/check")
@allow(*STAFF)
@writes
def check_figure(figure_id: int) -> Answer:
    """Say that one found a figure on its page."""
    figure = budget.check_figure(current_actor(), now(), figure_id)
    flash(_("Checked: the figure is verified."), "good")
    return redirect(url_for("campaigns.show_line", line_id=figure.budget_line_id))


@bp.get("/demands/<int:demand_id>")
@allow(*STAFF)
def show_demand(demand_id: int) -> Answer:
    """One demand: what is demanded, claimed, verified and taken back, each with its document."""
    return _demand(get_demand(demand_id))


def _demand(demand: Demand, status: int = 200, **forms: Any) -> tuple[str, int]:
    figures = list_figures(demand.id)
    names = names_of_users({one.created_by_id for one in figures})
    gone = [one for one in reversals(demand.campaign_id) if one.demand_id == demand.id]
    shown = {"figures": figures, "names": names, "reversals": gone, "campaign": get_campaign(demand.campaign_id)}
    empty: dict[str, Any] = {
        "problem": "",
        "win_form": WinForm(formdata=None),
        "reversal_form": ReversalForm(formdata=None),
    }
    return render_template(
        "campaigns/demand.html", demand=demand, Figures=FigureStage, **shown, **(empty | forms)
    ), status


@bp.post("/demands/<int:demand_id>/won")
@allow(*LEADS)
@writes
def note_win(demand_id: int) -> Answer:
    """Write down what is said to be won, or what a second person found."""
    demand, form = get_demand(demand_id), WinForm()
    if not form.validate():
        return _demand(demand, 422, win_form=form)
    try:
        if request.form.get("do") == "verify":
            wins.verify_win(current_actor(), now(), demand_id, form.to_new(FigureStage.WON_VERIFIED))
        else:
            wins.claim_win(current_actor(), now(), demand_id, form.to_new(FigureStage.WON_CLAIMED))
    except Refused as refused:
        return _demand(demand, 422, win_form=form, problem=sentence(refused))
    return redirect(url_for("campaigns.show_demand", demand_id=demand_id))


@bp.post("/demands/<int:demand_id>/reversed")
@allow(*LEADS)
@writes
def reverse_win(demand_id: int) -> Answer:
    """Write down that a win was taken back."""
    demand, form = get_demand(demand_id), ReversalForm()
    if not form.validate():
        return _demand(demand, 422, reversal_form=form)
    try:
        wins.reverse_win(current_actor(), now(), demand_id, form.to_new())
    except Refused as refused:
        return _demand(demand, 422, reversal_form=form, problem=sentence(refused))
    return redirect(url_for("campaigns.show_demand", demand_id=demand_id))
