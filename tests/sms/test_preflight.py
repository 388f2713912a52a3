"""The preflight: who, how long, how much and when; and what two clicks at the same moment do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from crm.accounts.models import Organization
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.sms.models import Blast, Message, Track
from crm.sms.queries.audience import Person, written_language
from crm.sms.queries.follow_up import CheckedPlan, FollowUpPlan, check_plan, first_drafts
from crm.sms.queries.preflight import Preflight, check, cost_cents
from crm.sms.service import blasts
from tests.support.factories import Factory
from tests.support.webinar import Webinar

GOOD = {"en": "Hi {first_name}. {org}. STOP to opt out", "es": "Hola {first_name}. {org}. STOP para salir"}
VALUES = {"en": {"org": "Puente"}, "es": {"org": "Puente"}}


@pytest.fixture
def webinar(organization: Organization, make: Factory) -> Webinar:
    """Three people who came: Lupe in Denver, Kai with a number of Hawaii, and María."""
    made = Webinar(make, organization, make.action(), make.user(organization, Role.COORDINATOR, name="Malik Ward"))
    made.person("Lupe", Track.CAME)
    made.person("Kai", Track.CAME, "+18085550101")
    made.person("María", Track.CAME, preferred_language="es-MX")
    return made


def checked(webinar: Webinar, bodies: dict[str, str], now: datetime) -> Preflight:
    people = [
        Person(one.id, one.display_name, one.called, written_language(one.preferred_language, "en"),
               (webinar.phones[name],), one.state, one.postal_code)
        for name, one in webinar.people.items()
    ]  # fmt: skip
    return check(people, bodies, VALUES, now, set(), ("Puente",))


def plan_of(webinar: Webinar, now: datetime) -> tuple[FollowUpPlan, CheckedPlan]:
    plan = FollowUpPlan(webinar.action.id, first_drafts(webinar.action.id, set(), now))
    return plan, check_plan(plan, "Malik Ward", now)


def test_whoever_is_in_quiet_hours_waits_alone(webinar: Webinar, now: datetime) -> None:
    webinar.people["Kai"].state = "HI"
    morning = now.replace(hour=17)  # 10 am in Denver, 7 am in Honolulu
    flight = checked(webinar, GOOD, morning)
    assert [one.person.called for one in flight.waiting] == ["Kai"]
    assert flight.waiting[0].send_at == morning.replace(hour=19)


def test_the_costly_character_is_named_and_a_name_may_be_one(webinar: Webinar, now: datetime) -> None:
    flight = checked(webinar, GOOD | {"en": "It’s {org}. " + "a" * 70 + " STOP"}, now)
    english, spanish = flight.sizes["en"], flight.sizes["es"]
    assert [one.character for one in english.costly] == ["’"] and english.mendable
    assert (english.segments, english.mended_segments) == (4, 2)
    assert spanish.costly == [] and spanish.longer_by_name == 1 and spanish.people == 1
    assert flight.problems == []


def test_a_language_that_nobody_reads_may_be_empty(webinar: Webinar, now: datetime) -> None:
    webinar.people["María"].preferred_language = "en"
    assert checked(webinar, {"en": GOOD["en"], "es": ""}, now).problems == []
    webinar.people["María"].preferred_language = "es"
    assert [str(one) for one in checked(webinar, {"en": GOOD["en"], "es": ""}, now).problems]


def test_cost_is_rounded_up_to_cents() -> None:
    assert (cost_cents(0), cost_cents(1), cost_cents(100)) == (0, 2, 109)


def test_the_plan_takes_as_many_reads_for_many_people_as_for_few(webinar: Webinar, now: datetime) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    for track in Track:
        webinar.person(track.value, track)
    plan_of(webinar, now)
    engine = db.session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        plan_of(webinar, now)
        few = len(statements)
        for number in range(30):
            webinar.person(f"P{number}", list(Track)[number % 3])
        statements.clear()
        plan_of(webinar, now)
        assert few and len(statements) == few, statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_two_clicks_at_the_same_moment_are_one_blast(
    webinar: Webinar, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sees the other's blasts before both write: the second's are refused by the key and the first's are given."""
    plan, _ = plan_of(webinar, now)
    actor = Actor(webinar.organization.id, webinar.user.id, webinar.user.name, Role.COORDINATOR)
    first = blasts.send_follow_up(actor, now, plan, "a-submit-key")
    look, calls = blasts._blasts_of, [0]

    def blind_at_first(key: str) -> list[Blast]:
        calls[0] += 1
        return [] if calls[0] == 1 else look(key)

    monkeypatch.setattr(blasts, "_blasts_of", blind_at_first)
    second = blasts.send_follow_up(actor, now + timedelta(seconds=1), plan, "a-submit-key")
    assert [one.id for one in second] == [one.id for one in first]
    assert len(list(db.session.scalars(select(Message)))) == 3
