"""The list behind a number of a board: its name, and the people in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from crm.accounts.queries import names_of_users
from crm.actions.models import Action
from crm.boards.queries.changes import DAY, changed
from crm.boards.queries.funnel import OTHER_LISTS, STEPS, people_at
from crm.boards.queries.teams import COUNTED, last_days
from crm.boards.queries.weeks import week_window
from crm.campaigns import queries as campaigns
from crm.campaigns.measures import Happening, Measure, measures
from crm.campaigns.models import Goal
from crm.campaigns.queries.goals import window
from crm.contacts.models import Contact
from crm.contacts.queries.turf import names_of_turfs
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.i18n import bilingual, local_day
from crm.core.scope import get_owned
from crm.core.spoken import gettext as _

SHOWN = 500
CHANGE_TITLES = {
    "one_on_ones": N_("One-on-ones"),
    "yeses": N_("Said yes"),
    "kept": N_("Promises kept"),
    "came": N_("Came to actions"),
}
"""What changed since yesterday and is about people."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the list: how often she is counted, and when last."""

    contact: Contact
    times: int
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class People:
    """The list behind a number. `counted` is that number; `people` may be fewer, when somebody counts twice."""

    title: str
    note: str
    counted: int
    distinct: int
    people: list[Person]


def behind_step(step: str, action_id: int) -> People:
    """The people at a step of a webinar's funnel."""
    action = get_owned(Action, action_id)
    ids = people_at(step, action_id)
    title = _((STEPS | OTHER_LISTS)[step].label)
    return People(title, bilingual(action.title, action.title_es), len(ids), len(ids), _persons(ids, {}, {}))


def behind_goal(goal: Goal, zone_name: str) -> People:
    """The people a goal has counted."""
    measure = _measure(goal.measure)
    since, until = window(goal.starts_on, goal.ends_on, zone_name)
    happenings = measure.happenings(goal.campaign_id, goal.user_id, since, until, goal.turf_id)
    note = _("%(first)s to %(last)s", first=local_day(goal.starts_on), last=local_day(goal.ends_on))
    return _listed(_(measure.label), note, happenings)


def behind_week(campaign_id: int, monday: date, zone_name: str) -> People:
    """The people sat down with in one week."""
    measure = _measure("one_on_ones")
    happenings = measure.happenings(campaign_id, None, *week_window(monday, zone_name))
    return _listed(_(measure.label), _("Week of %(day)s", day=local_day(monday)), happenings)


def behind_all_weeks(campaign_id: int, now: datetime, zone_name: str) -> People:
    """The people sat down with since the campaign began."""
    campaign = campaigns.get_campaign(campaign_id)
    started = campaign.starts_on or local_date(campaign.created_at, zone_name)
    since, until = window(started, local_date(now, zone_name), zone_name)
    measure = _measure("one_on_ones")
    note = _("Since %(day)s", day=local_day(started))
    return _listed(_(measure.label), note, measure.happenings(campaign_id, None, since, until))


def behind_measure(
    name: str, campaign_ids: Iterable[int | None], since: datetime, until: datetime, note: str
) -> People:
    """The people a measure has counted in some campaigns (None: in all and in none) in a window, half open."""
    measure = _measure(name)
    found = [one for campaign_id in campaign_ids for one in measure.happenings(campaign_id, None, since, until)]
    found.sort(key=lambda one: one.at, reverse=True)
    return _listed(_(measure.label), note, found)


def behind_team(campaign_id: int, measure_name: str, team: str, team_id: int, today: date, zone_name: str) -> People:
    """What an organizer did, or what happened with a turf's people, in the last four weeks; NotFound for another measure."""
    if measure_name not in COUNTED or team not in ("user", "turf"):
        raise NotFound(N_("There is no such list."))
    whose = (team_id, None) if team == "user" else (None, team_id)
    since, until = last_days(today, zone_name)
    measure = _measure(measure_name)
    names = names_of_users({team_id}) if team == "user" else names_of_turfs({team_id})
    name = names.get(team_id) or (_("Nobody’s") if team == "user" else _("No turf"))
    note = _("%(name)s, the last four weeks", name=name)
    return _listed(_(measure.label), note, measure.happenings(campaign_id, whose[0], since, until, whose[1]))


def behind_changes(campaign_id: int, what: str, now: datetime) -> People:
    """Who is behind a number of what changed since yesterday; NotFound for what is not about people."""
    if what not in CHANGE_TITLES:
        raise NotFound(N_("There is no such list."))
    rows = db.session.execute(changed(what, campaign_id, now - DAY, now)).all()
    found = [Happening(contact_id, at) for contact_id, at in map(tuple, rows)]
    listed = sorted(found, key=lambda one: (one.at, one.contact_id), reverse=True)
    return _listed(_(CHANGE_TITLES[what]), _("Since yesterday"), listed)


def _measure(name: str) -> Measure:
    measure = measures.get(name)
    if measure is None:
        raise NotFound(N_("There is no such list."))
    return measure


def _listed(title: str, note: str, happenings: list[Happening]) -> People:
    times = Counter(one.contact_id for one in happenings)
    latest = {one.contact_id: one.at for one in reversed(happenings)}
    ids = list(dict.fromkeys(one.contact_id for one in happenings))
    return People(title, note, len(happenings), len(ids), _persons(ids, times, latest))


def _persons(ids: list[int], times: dict[int, int], latest: dict[int, datetime]) -> list[Person]:
    """The first of these people in one read, in the order of the list, or by name where it has none."""
    shown = ids[:SHOWN]
    rows = db.session.scalars(
        select(Contact).where(Contact.id.in_(shown)).order_by(Contact.last_name, Contact.first_name, Contact.id)
    ).all()
    if latest:
        place = {contact_id: number for number, contact_id in enumerate(shown)}
        rows = sorted(rows, key=lambda row: place[row.id])
    return [Person(row, times.get(row.id, 1), latest.get(row.id)) for row in rows]
