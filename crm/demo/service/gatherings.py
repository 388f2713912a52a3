"""The demo's actions: a webinar weeks ago, one that ended an hour ago, house meetings, and the hearing to come."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from crm.actions.models import Action
from crm.actions.service import NewAction, create_action
from crm.campaigns.models import Campaign
from crm.commitments.service import Answer, AnswerRow, record_answers
from crm.contacts.service import note_attended
from crm.core.clock import zone
from crm.demo.service.crew import Crew
from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.service import NewSignIn, record_sign_ins

WEBINAR_ID = "81255501019"
"""The number of the webinar that has just ended, as Zoom's reports write it: 812 5550 1019."""
CAME, LEFT_EARLY, REGISTERED = range(21), range(17, 21), range(34)
"""Of the people, by their place in the list: who registered for the earlier webinar, came, and left early."""


def make_actions(crew: Crew, campaign: Campaign, ids: list[int]) -> dict[str, Action]:
    """Make the actions with their answers and who was there."""
    actions = {key: create_action(crew.actor("malik"), crew.now, new) for key, new in _new(crew, campaign.id).items()}
    _earlier_webinar(crew, actions["earlier"], ids)
    _house_meetings(crew, actions, ids)
    _hearing(crew, actions["hearing"], ids)
    return actions


def _new(crew: Crew, campaign_id: int) -> dict[str, NewAction]:
    both = ("en", "es")
    return {
        "earlier": NewAction(
            "Who pays for school police?",
            "webinar",
            evening(crew, -24, 19),
            90,
            title_es="¿Quién paga la policía escolar?",
            short_title="School webinar",
            short_title_es="Taller escolar",
            campaign_id=campaign_id,
            online_url="https://webinar.example.org/school-police",
            recording_url="https://webinar.example.org/school-police/recording",
            languages=both,
            ask="Speak at the board",
            webinar_id="81255501002",
        ),
        "webinar": NewAction(
            "Budgets 101",
            "webinar",
            _just_ended(crew.now),
            90,
            title_es="Presupuestos 101",
            short_title="Budgets 101",
            short_title_es="Presupuestos 101",
            campaign_id=campaign_id,
            online_url="https://webinar.example.org/budgets-101",
            recording_url="https://webinar.example.org/budgets-101/recording",
            languages=both,
            ask="Speak at the board",
            webinar_id=WEBINAR_ID,
        ),
        "met": NewAction(
            "House meeting in Westwood",
            "house_meeting",
            evening(crew, -10, 18),
            90,
            title_es="Reunión en casa en Westwood",
            campaign_id=campaign_id,
            place="Westwood",
            languages=("es",),
        ),
        "next": NewAction(
            "House meeting in Five Points",
            "house_meeting",
            evening(crew, 3, 18),
            90,
            title_es="Reunión en casa en Five Points",
            campaign_id=campaign_id,
            place="Five Points",
            languages=both,
            goal_attended=12,
        ),
        "hearing": NewAction(
            "School board: public comment",
            "public_comment",
            evening(crew, 9, 17),
            150,
            title_es="Junta escolar: comentario público",
            short_title="Board hearing",
            short_title_es="Audiencia escolar",
            campaign_id=campaign_id,
            place="School board room",
            languages=both,
            goal_attended=40,
            ask="Testify for two minutes",
        ),
    }


def evening(crew: Crew, days: int, hour: int) -> datetime:
    """That hour of the organization's day, so many days from the day of loading."""
    local = datetime.combine(crew.today + timedelta(days=days), time(hour), zone(crew.organization.time_zone))
    return local.astimezone(UTC)


def _just_ended(now: datetime) -> datetime:
    """Ninety minutes that ended about an hour ago, beginning at a full quarter of an hour."""
    start = now - timedelta(minutes=150)
    return start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)


def _earlier_webinar(crew: Crew, action: Action, ids: list[int]) -> None:
    answered = [
        AnswerRow(ids[n], action.id, at=action.starts_at - timedelta(days=2 + n % 9), campaign_id=action.campaign_id)
        for n in REGISTERED
    ]
    record_answers(crew.actor("malik"), crew.now, answered)
    sign_ins = [_joined(ids[n], action, n) for n in CAME]
    record_sign_ins(crew.actor("malik"), crew.now, action.id, sign_ins)
    note_attended([ids[n] for n in CAME], action.starts_at)


def _joined(contact_id: int, action: Action, number: int) -> NewSignIn:
    minutes = 15 + number % 3 * 5 if number in LEFT_EARLY else 70 + number % 20
    arrived = action.starts_at + timedelta(minutes=number % 6)
    outcome = SignInOutcome.LEFT_EARLY if number in LEFT_EARLY else SignInOutcome.PRESENT
    left = arrived + timedelta(minutes=minutes)
    return NewSignIn(contact_id, action.id, outcome, SignInMethod.IMPORT, arrived, left, minutes)


def _house_meetings(crew: Crew, actions: dict[str, Action], ids: list[int]) -> None:
    met, coming = actions["met"], actions["next"]
    there = [ids[n] for n in (0, 1, 4, 6, 8, 10, 12, 14, 16, 36, 38)]
    rows = [
        AnswerRow(one, met.id, at=crew.days_ago(14), source="organizer", campaign_id=met.campaign_id) for one in there
    ]
    rows += [
        AnswerRow(ids[n], coming.id, answer, crew.days_ago(1), "organizer", coming.campaign_id)
        for n, answer in ((3, Answer.YES), (5, Answer.YES), (7, Answer.YES), (9, Answer.MAYBE), (13, Answer.YES))
    ]
    record_answers(crew.actor("rosa"), crew.now, rows)
    came = [
        NewSignIn(one, met.id, SignInOutcome.PRESENT, SignInMethod.DOOR_TAP, met.starts_at + timedelta(minutes=n))
        for n, one in enumerate(there[:9])
    ]
    record_sign_ins(crew.actor("rosa"), crew.now, met.id, came)
    note_attended(there[:9], met.starts_at)


def _hearing(crew: Crew, action: Action, ids: list[int]) -> None:
    answers = [Answer.YES] * 16 + [Answer.MAYBE] * 5 + [Answer.NO] * 2 + [Answer.INVITED] * 8
    rows = [
        AnswerRow(ids[n], action.id, answer, crew.days_ago(1 + n % 8), "organizer", action.campaign_id)
        for n, answer in enumerate(answers)
    ]
    record_answers(crew.actor("rosa"), crew.now, rows)
