"""The organizer's home: what I promised, whom to meet, my week, what is coming."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from crm.campaigns.queries import days_to_vote
from crm.commitments.queries import PROMISING, count_open_tasks, open_tasks, rsvp_counts_of
from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now
from crm.core.actor import STAFF
from crm.core.clock import local_date, zone
from crm.core.errors import N_
from crm.core.i18n import zone_name
from crm.leadership.queries import list_stages, people_to_sit_down_with
from crm.leadership.words import reason_in_words
from crm.one_on_ones.queries import list_open_campaigns, list_upcoming_actions
from crm.today.queries import my_week

bp = Blueprint("today", __name__)
FEW_TASKS = 8
ALL_TASKS = 200


@bp.get("/today")
@allow(*STAFF)
def show() -> str:
    """My day."""
    actor, moment, stages = current_actor(), now(), list_stages()
    user_id = actor.user_id or 0
    today = local_date(moment, zone_name())
    is_all = request.args.get("all") == "1"
    tasks = open_tasks(user_id, limit=ALL_TASKS if is_all else FEW_TASKS)
    actions = list_upcoming_actions(moment, None)
    counts = rsvp_counts_of([action.id for action in actions])
    begins_today = sum(local_date(action.starts_at, zone_name()) == today for action in actions)
    return render_template(
        "today/show.html",
        greeting=_greeting(moment, actor.name),
        things=count_open_tasks(user_id, today) + begins_today,
        vote=_days_to_vote(today),
        tasks=tasks,
        task_total=count_open_tasks(user_id),
        is_all=is_all,
        names=names_of([task.contact_id for task in tasks]),
        people=[(one, reason_in_words(one, moment, stages)) for one in people_to_sit_down_with(user_id, moment)],
        week=my_week(user_id, today, zone_name()),
        actions=[(action, sum(counts[action.id].get(answer, 0) for answer in PROMISING)) for action in actions],
        today=today,
        section="today.show",
    )


def _greeting(moment: datetime, name: str) -> str:
    hour = moment.astimezone(zone(zone_name())).hour
    called = name.split()[0] if name.split() else name
    words = {0: N_("Good morning, %(name)s"), 12: N_("Good afternoon, %(name)s"), 18: N_("Good evening, %(name)s")}
    greeting: str = _(words[max(start for start in words if start <= hour)], name=called)
    return greeting


def _days_to_vote(today: date) -> int | None:
    campaigns = list_open_campaigns()
    days = days_to_vote(campaigns[0], today) if campaigns else None
    return days if days is not None and days >= 0 else None
