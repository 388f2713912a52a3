"""Each person's own link into a webinar, in whatever text we send her: hers alone, fully counted, followed without effect."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.signins.queries import sign_ins_of
from crm.sms.models import KeywordAct, Message, StepKind
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.person_card import facts_for
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of, show_person
from crm.sms.queries.sequences import steps_of
from crm.sms.segments import measure
from crm.sms.sequence_plans import send
from crm.sms.service import sequences
from crm.sms.service.keywords import save_keyword
from crm.sms.service.preparing import prepare_first
from crm.sms.service.writing_blasts import queue_blast, write_blast
from tests.sms.inbox_support import outgoing, text_in
from tests.sms.sequence_support import Evening
from tests.support.factories import Factory

LINK = re.compile(r"https?://\S+/j/\S+")
BODIES = {
    "en": "Hi {first_name}, your own link for {event} at {time}: {join_link} {org}. STOP to opt out",
    "es": "Hola {first_name}, tu enlace para {event}: {join_link} {org}. STOP para salir",
}


@pytest.fixture
def evening(organization: Organization, make: Factory, now: datetime) -> Evening:
    """A Tuesday afternoon."""
    return Evening(organization, make, now)


def webinar(evening: Evening, starts_at: datetime) -> Action:
    return evening.make.action(
        starts_at=starts_at, short_title="Budget 101", code="QK7MPT", online_url="https://webinar.example.org/1"
    )


def path_in(text: str) -> str:
    return urlsplit(LINK.findall(text)[0]).path


def test_a_text_to_many_carries_each_ones_own_link_at_its_full_length(
    evening: Evening, organization: Organization, client: FlaskClient
) -> None:
    action = webinar(evening, utc_now() + timedelta(minutes=10))
    people = {evening.person(first_name=name)[0].id: name for name in ("Ana", "Ana", "Luz")}
    plan = BlastPlan(Audience(AudienceKind.PEOPLE, people=tuple(people)), BODIES, action_id=action.id, keeps_caps=False)
    now = utc_now() - timedelta(hours=1)
    values = values_of(plan, "Rosa", now)
    reach = reach_of(plan, values, now)
    assert not reach.problems and reach.going == 3
    shown = show_person(plan, values, reach.who, 0, now)
    assert shown is not None and client.get(path_in(shown.text)).status_code == 404
    prepare_first(queue_blast(evening.actor, now, write_blast(evening.actor, now, plan, values, "once", 3).id), now)
    sent = {row.contact_id: row for row in db.session.scalars(select(Message))}
    links = {contact_id: path_in(row.body) for contact_id, row in sent.items()}
    lengths = {len(row.body) - len(people[contact_id]) for contact_id, row in sent.items()}
    assert lengths == {len(shown.text) - len(shown.called)}
    assert set(links) == set(people) and len(set(links.values())) == 3
    assert sum(row.segments for row in sent.values()) == reach.segments
    assert all(row.segments == measure(row.body).segments for row in sent.values())
    db.session.commit()
    for contact_id, link in links.items():
        assert f"Welcome, {people[contact_id]}." in client.get(link).text
    with in_organization(organization.id):
        assert not sign_ins_of(action.id)
    first = next(iter(people))
    assert client.post(links[first]).status_code == 200
    with in_organization(organization.id):
        assert set(sign_ins_of(action.id)) == {first}


def test_reminders_keywords_and_ready_answers_carry_it_too(evening: Evening) -> None:
    action = webinar(evening, evening.now + timedelta(days=2))
    ana, phone = evening.person(first_name="Ana")
    running = evening.sequence(send("", **BODIES), action_id=action.id)
    evening.enroll(running, ana)
    evening.work()
    save_keyword(evening.actor, evening.now, "zoom", KeywordAct.RSVP, action.id, BODIES)
    text_in(phone, "ZOOM", evening.now)
    given = [path_in(one.body) for one in outgoing()]
    assert len(given) == 2 and given[0] == given[1]
    assert path_in(facts_for(evening.actor, ana.id, "en", action)["join_link"]) == given[0]
    assert facts_for(evening.actor, ana.id, "en", evening.make.action(starts_at=evening.now))["join_link"] == ""


def test_the_ready_made_reminder_of_a_webinar_says_it(evening: Evening) -> None:
    online = webinar(evening, evening.now + timedelta(days=5))
    row = sequences.use_ready_made(evening.actor, evening.now, "turnout", "Ours", online.id)
    words = [one.bodies["es"] for one in steps_of(row.id) if one.kind is StepKind.SEND]
    assert "{join_link}" in words[-1] and "{link}" not in words[-1]
