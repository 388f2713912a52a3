"""The budget year of a government laid into a campaign, and the secret links by which phones read its calendar."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select

from crm.audit import service as audit
from crm.campaigns import reference
from crm.campaigns.models import BudgetStep, CalendarLink, Campaign
from crm.campaigns.queries.reference import rows_in_use
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})\b(?! in \d{4})", re.IGNORECASE)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = ("first", "second", "third", "fourth")
_WEEKDAY = re.compile(rf"\b({'|'.join(ORDINALS)}) ({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a government's budget with its day; not exact where the rule names only a month."""

    row: reference.Row
    due_on: date
    is_exact: bool


def lay_out(ocd_id: str, anchor: date) -> list[Step]:
    """The steps that lead to the first fiscal year after the anchor, in order; none where no calendar is known."""
    rows = reference.calendar(ocd_id)
    if not rows:
        return []
    month, day = (int(part) for part in rows[0]["fiscal_year_start_mm_dd"].split("-"))
    start = date(anchor.year, month, day)
    if start <= anchor:
        start = start.replace(year=anchor.year + 1)
    steps: list[Step] = []
    for row in rows:
        month = int(row["month"])
        if steps:
            year = steps[-1].due_on.year + (month < steps[-1].due_on.month)
        else:
            year = start.year - (date(start.year, month, 1) > start)
        day_of_month = _day_of(row, year)
        steps.append(Step(row, date(year, month, day_of_month or 1), day_of_month is not None))
    return steps


def _day_of(row: reference.Row, year: int) -> int | None:
    """The day of the month that the rule of a step names for its own month ("third Wednesday"); None where it names none."""
    weekday = _WEEKDAY.search(row["when_text"])
    if weekday:
        first = date(year, int(row["month"]), 1).weekday()
        ahead = (WEEKDAYS.index(weekday[2].casefold()) - first) % 7
        return 1 + ahead + 7 * ORDINALS.index(weekday[1].casefold())
    for match in _DAY.finditer(row["when_text"]):
        if MONTHS.index(match[1].casefold()) + 1 == int(row["month"]):
            return int(match[2])
    return None


def adopt_calendar(actor: Actor, now: datetime, campaign_id: int, ocd_id: str, today: date) -> list[BudgetStep]:
    """Lay a government's budget year into a campaign, in place of what is there; Refused where no calendar is known."""
    campaign = get_owned(Campaign, campaign_id)
    own = {row["step_order"]: row for row in rows_in_use("budget_calendars") if row["ocd_id"] == ocd_id}
    laid = lay_out(ocd_id, campaign.decision_on or today)
    steps = [replace(one, row=own[one.row["step_order"]]) for one in laid if one.row["step_order"] in own]
    if not steps:
        raise Refused(N_("No budget calendar is known for that place."))
    db.session.execute(delete(BudgetStep).where(BudgetStep.campaign_id == campaign_id))
    rows = [
        BudgetStep(
            campaign_id=campaign_id,
            position=place,
            label=one.row["step_en"],
            label_es=one.row["step_es"],
            actor=one.row["actor"],
            when_text=one.row["when_text"],
            due_on=one.due_on,
            is_exact=one.is_exact,
            source_url=one.row["source_url"],
        )
        for place, one in enumerate(steps, 1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    audit.record(actor, "adopted_calendar", "campaign", campaign_id, now, ocd_id=ocd_id)
    return rows


def hash_of(token: str) -> str:
    """What is kept of a calendar's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_calendar_link(actor: Actor, now: datetime, campaign_id: int, language: str) -> str:
    """Make the secret of a campaign's calendar, in one language; one that was made before goes on working."""
    get_owned(Campaign, campaign_id)
    token = secrets.token_urlsafe(24)
    row = CalendarLink(campaign_id=campaign_id, token_hash=hash_of(token), language=language)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "made_calendar_link", "campaign", campaign_id, now)
    return token


def end_calendar_links(actor: Actor, now: datetime, campaign_id: int) -> int:
    """End every link to a campaign's calendar; returns how many there were."""
    get_owned(Campaign, campaign_id)
    query = select(CalendarLink).where(CalendarLink.campaign_id == campaign_id, CalendarLink.revoked_at.is_(None))
    links = list(db.session.scalars(query))
    for link in links:
        link.revoked_at = now
    db.session.flush()
    audit.record(actor, "ended_calendar_links", "campaign", campaign_id, now)
    return len(links)
