"""The demo's actions: a webinar weeks ago, one of last evening, house meetings, and the hearing to come."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

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
"""The number of the webinar of last evening, as Zoom's reports write it: 812 5550 1019."""
BOTH_LANGUAGES = ("en", "es")
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
    return {
        "earlier": _webinar(
            ("Who pays for school police?", "¿Quién paga la policía escolar?"),
            ("School webinar", "Taller escolar"),
            evening(crew, -24, 19),
            campaign_id=campaign_id,
            online_url="https://webinar.example.org/school-police",
            webinar_id="81255501002",
        ),
        "webinar": _webinar(
            ("Budgets 101", "Presupuestos 101"),
            ("Budgets 101", "Presupuestos 101"),
            evening(crew, -1, 18),
            campaign_id=campaign_id,
            online_url="https://webinar.example.org/budgets-101",
            webinar_id=WEBINAR_ID,
        ),
        "met": _house_meeting(crew, "Westwood", -10, campaign_id=campaign_id, languages=("es",)),
        "next": _house_meeting(
            crew, "Five Points", 3, campaign_id=campaign_id, languages=BOTH_LANGUAGES, goal_attended=12
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
            languages=BOTH_LANGUAGES,
            goal_attended=40,
            ask="testify for two minutes",
            ask_es="testificar dos minutos",
        ),
    }


def _webinar(title: tuple[str, str], short: tuple[str, str], starts_at: datetime, **values: Any) -> NewAction:
    return NewAction(
        title[0],
        "webinar",
        starts_at,
        90,
        title_es=title[1],
        short_title=short[0],
        short_title_es=short[1],
        recording_url=values["online_url"] + "/recording",
        languages=BOTH_LANGUAGES,
        ask="speak at the board",
        ask_es="hablar ante la junta",
        **values,
    )


def _house_meeting(crew: Crew, place: str, days: int, **values: Any) -> NewAction:
    return NewAction(
        f"House meeting in {place}",
        "house_meeting",
        evening(crew, days, 18),
        90,
        title_es=f"Reunión en casa en {place}",
        short_title="House meeting",
        short_title_es="Junta en casa",
        place=place,
        **values,
    )


def evening(crew: Crew, days: int, hour: int) -> datetime:
    """That hour of the organization's day, so many days from the day of loading."""
    local = datetime.combine(crew.today + timedelta(days=days), time(hour), zone(crew.organization.time_zone))
    return local.astimezone(UTC)


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
