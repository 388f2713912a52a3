"""Boards: all campaigns, one campaign, and the people behind a number."""

from __future__ import annotations

from datetime import date

from flask import g, render_template, request

from crm.boards import people as lists
from crm.boards import queries, words
from crm.boards.queries.funnel import OTHER_LISTS, STEPS
from crm.boards.queries.overview import LATELY
from crm.boards.queries.teams import by_organizer, by_turf
from crm.boards.routes.blueprint import bp
from crm.campaigns import queries as campaigns
from crm.coalitions.queries import list_coalitions
from crm.core.access import allow, may, now
from crm.core.actor import LEADS, STAFF, Role
from crm.core.clock import local_date
from crm.core.errors import N_, NotFound
from crm.core.i18n import zone_name
from crm.core.spoken import gettext as _

LATELY_SHOWN = ("one_on_ones", "attended")
"""What the board of all campaigns counts of the last 30 days."""
ON_PAPER = 12
"""How many people to call fit on the sheet."""


@bp.get("/boards")
@allow(*STAFF, Role.PARTNER)
def index() -> str:
    """Every campaign of the organization: on a map of the states and by stage, narrowed to one of them when asked."""
    chosen = request.args.get("phase", ""), request.args.get("state", "")
    return render_template(
        "boards/index.html",
        overview=queries.overview(now(), zone_name(), *chosen),
        lately=queries.lately(LATELY_SHOWN, now()),
        groups=list_coalitions(),
    )


@bp.get("/boards/<int:campaign_id>")
@allow(*STAFF, Role.PARTNER)
def show(campaign_id: int) -> str:
    """One campaign, opened by a sentence in words; counts only for a partner."""
    board = queries.board(campaign_id, now(), zone_name(), request.args.get("webinar", type=int))
    return render_template(
        "boards/show.html",
        board=board,
        steps=STEPS,
        changed_words=words.changed_words(board),
        turnout_words=words.turnout_words(board),
        vote_words=words.vote_words(board),
        risk_words=words.risk_words(board),
        next_act=words.next_act(board),
        changes=words.changes_listed(board.changes),
        organizers=by_organizer(campaign_id, board.today, zone_name(), board.kept) if may(*STAFF) else [],
        turfs=by_turf(campaign_id, board.today, zone_name(), board.kept) if may(*STAFF) else [],
    )


@bp.get("/boards/<int:campaign_id>/print")
@allow(*STAFF, Role.PARTNER)
def print_page(campaign_id: int) -> str:
    """The board on one sheet of paper; whom to call by name only where a lead asks for it (?names=1)."""
    board = queries.board(campaign_id, now(), zone_name())
    has_names = may(*LEADS) and request.args.get("names") == "1" and board.funnel is not None
    people = lists.behind_step("to_meet", board.funnel.webinar.id) if has_names and board.funnel else None
    return render_template(
        "boards/print.html",
        board=board,
        steps=STEPS,
        to_call=people.people[:ON_PAPER] if people else [],
        changed_words=words.changed_words(board),
        turnout_words=words.turnout_words(board),
        vote_words=words.vote_words(board),
        risk_words=words.risk_words(board),
    )


@bp.get("/boards/people")
@allow(*STAFF)
def lately_people() -> str:
    """The people behind a number of the last 30 days, in all campaigns and in none."""
    name = request.args.get("measure", "")
    if name not in LATELY_SHOWN:
        raise NotFound(N_("There is no such list."))
    found = lists.behind_measure(name, [None], now() - LATELY, now(), _("The last 30 days"))
    return render_template("boards/lately_people.html", found=found)


@bp.get("/boards/<int:campaign_id>/people")
@allow(*STAFF)
def people(campaign_id: int) -> str:
    """The people behind one number: a step of a webinar, a goal, a week or all one-on-ones."""
    campaign = campaigns.get_campaign(campaign_id)
    return render_template("boards/people.html", campaign=campaign, found=_people(campaign_id))


def _people(campaign_id: int) -> lists.People:
    measure = request.args.get("measure", "")
    action_id = request.args.get("action", type=int)
    if measure in STEPS | OTHER_LISTS and action_id is not None:
        return lists.behind_step(measure, action_id)
    goal_id = request.args.get("goal", type=int)
    if goal_id is not None:
        return lists.behind_goal(campaigns.get_goal(goal_id), zone_name())
    changed = request.args.get("changed")
    if changed is not None:
        return lists.behind_changes(campaign_id, changed, now())
    team_id = request.args.get("team", type=int)
    if team_id is not None:
        today = local_date(now(), zone_name())
        return lists.behind_team(campaign_id, measure, request.args.get("by", ""), team_id, today, zone_name())
    if measure != "one_on_ones":
        raise NotFound(N_("There is no such list."))
    monday = request.args.get("week", type=date.fromisoformat)
    if monday is not None:
        return lists.behind_week(campaign_id, monday, zone_name())
    return lists.behind_all_weeks(campaign_id, g.now, zone_name())
