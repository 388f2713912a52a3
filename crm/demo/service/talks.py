"""The demo's one-on-ones over fourteen weeks, with where people stand, what they promised, and the next steps."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert

from crm.campaigns.models import Campaign
from crm.commitments.service import (
    Answer,
    CommitmentKind,
    NewTask,
    Outcome,
    TaskKind,
    close_commitment,
    create_task,
    record_answer,
)
from crm.contacts.service import note_contacted
from crm.core.database import db
from crm.core.upsert import insert_returning_ids
from crm.demo.names import KNOWN
from crm.demo.service.crew import Crew
from crm.demo.service.gatherings import evening
from crm.one_on_ones.models import Assessment, Channel, Evidence, OneOnOne, OneOnOneKind

A_WEEK = (2, 2, 1, 3, 3, 3, 4, 3, 5, 4, 6, 5, 7, 4)
FOR_THE_CITY = 5
"""One-on-ones a week, the oldest first, the running week last; every fifth is for the city's campaign."""
ORGANIZERS = ("rosa", "rosa", "imani", "rosa", "denise")
PROMISES = (
    (0, CommitmentKind.TESTIFY, Outcome.KEPT),
    (2, CommitmentKind.BRING_N, Outcome.KEPT),
    (4, CommitmentKind.HOST_HOUSE_MEETING, Outcome.KEPT),
    (6, CommitmentKind.MAKE_CALLS, Outcome.KEPT),
    (8, CommitmentKind.BRING_N, Outcome.KEPT),
    (9, CommitmentKind.TESTIFY, Outcome.BROKEN),
    (10, CommitmentKind.SIGN, Outcome.KEPT),
    (12, CommitmentKind.MAKE_CALLS, Outcome.KEPT),
    (13, CommitmentKind.SIGN, Outcome.KEPT),
    (14, CommitmentKind.TAKE_ROLE, Outcome.KEPT),
    (16, CommitmentKind.BRING_N, Outcome.BROKEN),
    (0, CommitmentKind.BRING_N, Outcome.OPEN),
    (4, CommitmentKind.TESTIFY, Outcome.OPEN),
    (18, CommitmentKind.TESTIFY, Outcome.OPEN),
)
"""Who promised what, and what became of it; an open one is due at the hearing."""
STEPS = (
    ("rosa", 0, TaskKind.CALL, "Call {name} about who she brings to the board", -2),
    ("rosa", 9, TaskKind.MEET, "Sit down with {name} again", -1),
    ("rosa", 4, TaskKind.CALL, "Practice two minutes of testimony with {name}", 0),
    ("rosa", 14, TaskKind.SEND, "Send {name} the agenda in Spanish", 0),
    ("rosa", 18, TaskKind.THANK, "Thank {name} for hosting", 0),
    ("rosa", 22, TaskKind.RIDE, "Find {name} a ride to the board", 2),
    ("imani", 5, TaskKind.CALL, "Call {name} about the house meeting", 0),
    ("malik", 12, TaskKind.TEXT, "Tell {name} about interpretation", 0),
)
"""Whose task, with whom, what kind and words, and in how many days it is due."""


def make_talks(crew: Crew, school: Campaign, city: Campaign, ids: list[int]) -> None:
    """One-on-ones with assessments, promises and tasks."""
    meetings = _meetings(crew)
    campaigns = [city if place % FOR_THE_CITY == 1 else school for place in range(len(meetings))]
    rows = [_row(crew, campaign, ids, *one) for campaign, one in zip(campaigns, meetings, strict=True)]
    made = insert_returning_ids(OneOnOne, rows)
    db.session.execute(
        insert(Assessment),
        [_assessment(row, meeting_id, n) for n, (row, meeting_id) in enumerate(zip(rows, made, strict=True))],
    )
    for number, met_at in meetings:
        note_contacted([ids[number]], met_at)
    _promises(crew, school, ids)
    for who, number, kind, words, days in STEPS:
        title = words.format(name=KNOWN[number].chosen or KNOWN[number].first)
        due = crew.today + timedelta(days=days)
        create_task(crew.actor(who), crew.now, NewTask(ids[number], crew.users[who].id, kind, title, due, "one_on_one"))


def _meetings(crew: Crew) -> list[tuple[int, datetime]]:
    """Whom and when: spread over each week up to now; people come round again after the list is through."""
    monday = crew.today - timedelta(days=crew.today.weekday())
    found, person = [], 0
    for back, count in enumerate(reversed(A_WEEK)):
        for n in range(count):
            if back == 0:
                at = crew.days_ago(0, hours=2 + 20 * n)
            else:
                day = monday - timedelta(weeks=back) + timedelta(days=n % 5)
                at = evening(crew, (day - crew.today).days, 16) + timedelta(minutes=53 * n)
            found.append((person * 7 % 45, at))
            person += 1
    return sorted(found, key=lambda meeting: meeting[1])


def _row(crew: Crew, campaign: Campaign, ids: list[int], number: int, at: datetime) -> dict[str, object]:
    organizer = crew.users[ORGANIZERS[number % len(ORGANIZERS)]]
    return {
        "organization_id": crew.organization.id,
        "contact_id": ids[number],
        "organizer_user_id": organizer.id,
        "campaign_id": campaign.id,
        "kind": OneOnOneKind.RECRUITMENT if number % 3 else OneOnOneKind.MAINTENANCE,
        "channel": (Channel.IN_PERSON, Channel.PHONE, Channel.IN_PERSON, Channel.VIDEO)[number % 4],
        "met_at": at,
        "minutes": 20 + number % 5 * 10,
        "issues": [("school_police", "housing", "youth_jobs")[number % 3]],
        "logged_at": at + timedelta(hours=1),
        "created_at": at + timedelta(hours=1),
        "created_by_id": organizer.id,
    }


def _assessment(row: dict[str, object], one_on_one_id: int, number: int) -> dict[str, object]:
    value = (2, 3, 1, 2, 3, 4)[number % 6]
    evidence = {1: Evidence.MOVED_OTHERS, 2: Evidence.KEPT_COMMITMENT, 4: Evidence.DECLINED}.get(value, Evidence.SAID)
    return {
        "organization_id": row["organization_id"],
        "contact_id": row["contact_id"],
        "campaign_id": row["campaign_id"],
        "one_on_one_id": one_on_one_id,
        "value": value,
        "evidence": evidence,
        "at": row["met_at"],
        "by_user_id": row["organizer_user_id"],
    }


def _promises(crew: Crew, campaign: Campaign, ids: list[int]) -> None:
    for place, (number, kind, outcome) in enumerate(PROMISES):
        asked_at = crew.days_ago(60 - 4 * place if outcome is not Outcome.OPEN else 5)
        row = record_answer(
            crew.actor("rosa"),
            asked_at,
            ids[number],
            Answer.YES,
            source="one_on_one",
            kind=kind,
            campaign_id=campaign.id,
            quantity=3 if kind is CommitmentKind.BRING_N else None,
            due_on=crew.today + timedelta(days=9) if outcome is Outcome.OPEN else None,
            asked_by_user_id=crew.users["rosa"].id,
        )
        if outcome is not Outcome.OPEN:
            close_commitment(crew.actor("rosa"), asked_at + timedelta(days=6), row.id, outcome)
