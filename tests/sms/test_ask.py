"""What a yes to a follow-up means: chosen on the screen, said in the text, kept as an RSVP to that action, and undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionStatus
from crm.boards.queries import funnel
from crm.commitments.queries import find_rsvp, rsvp_counts
from crm.commitments.service import Answer
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Blast, Conversation, ConversationState, Direction, Message, MessageStatus, Track
from crm.sms.queries.follow_up import FollowUpPlan, first_drafts
from crm.sms.service.blasts import send_follow_up
from crm.sms.service.conversations import answer
from crm.sms.service.phones import type_on_phone
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled
from tests.support.texting import (
    deliver,
    fresh,
    go_round,
    inbound_fields,
    live_at,
    speak_to,
    statuses,
    twilio_account,
)
from tests.support.webinar import Webinar

ENGLISH = "Will you testify for two minutes for Care Not Cages on Thu Dec 3? Reply YES or NO."
SPANISH = "¿Puedes testificar dos minutos por Care Not Cages el 3/12?"


def build(organization: Organization, make: Factory) -> tuple[Webinar, Action]:
    """A webinar with Ana and Lupe (es), who came, and Kim, who did not; and the hearing that its campaign goes to."""
    organization.short_name = "Puente"
    campaign = make.campaign()
    user = make.user(organization, Role.COORDINATOR, name="Malik Ward")
    made = Webinar(make, organization, make.action(campaign_id=campaign.id, short_title="Budget 101"), user)
    made.action_id = made.action.id
    made.person("Ana", Track.CAME)
    made.person("Lupe", Track.CAME, preferred_language="es")
    made.person("Kim", Track.DID_NOT_COME)
    make.action(title="House meeting", campaign_id=campaign.id, starts_at=make.now + timedelta(days=3))
    hearing = make.action(
        title="School board: public comment",
        short_title="Board hearing",
        kind="public_comment",
        campaign_id=campaign.id,
        starts_at=make.now + timedelta(days=9),
        ask="testify for two minutes",
        ask_es="testificar dos minutos",
    )
    return made, hearing


@pytest.fixture
def webinar(
    organization: Organization, make: Factory, client: FlaskClient, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Webinar:
    """The webinar with its coordinator signed in, at one in the afternoon."""
    monkeypatch.setattr("crm.accounts.session.shifted", lambda offset: now + timedelta(seconds=offset))
    made, _hearing = build(organization, make)
    sign_in(client, made.user)
    return made


def address(webinar: Webinar) -> str:
    return f"/actions/{webinar.action_id}/follow-up"


def hearing_of(webinar: Webinar) -> Action:
    with in_organization(webinar.organization.id):
        return db.session.scalars(select(Action).where(Action.short_title == "Board hearing")).one()


def send(webinar: Webinar, now: datetime) -> None:
    """Send what the page begins with."""
    actor = webinar.make.actor(webinar.organization)
    send_follow_up(
        actor, now, FollowUpPlan(webinar.action_id, first_drafts(webinar.action_id, set(), now)), "key-of-it"
    )
    db.session.commit()


def test_who_came_is_asked_for_the_next_step_in_her_language(client: FlaskClient, webinar: Webinar) -> None:
    page = client.get(address(webinar)).text
    fields = filled(page)
    assert fields["came-ask"] == str(hearing_of(webinar).id)
    assert fields["came-en"].startswith("Hi {first_name}, ready for the next step?")
    assert fields["did_not_come-en"].startswith("We missed you") and "did_not_come-ask" not in fields
    assert ENGLISH in page and 'value="0">nothing to keep' in page
    assert page.index("coming to House meeting") < page.index("coming to Board hearing")
    following = client.post(address(webinar), data=fields | {"do": "next:came"}).text
    assert SPANISH in following and "Still to fill in" not in page


def test_without_a_next_action_of_the_campaign_who_came_is_thanked(client: FlaskClient, webinar: Webinar) -> None:
    with in_organization(webinar.organization.id):
        other = webinar.make.campaign().id
        for row in db.session.scalars(select(Action).where(Action.id != webinar.action_id)):
            row.campaign_id = other
        db.session.commit()
    page = client.get(address(webinar)).text
    assert filled(page)["came-en"].startswith("Thank you for joining") and "came-ask" not in filled(page)
    assert "coming to Board hearing" in page


@pytest.mark.parametrize("is_live", [False, True])
def test_another_choice_changes_the_text(client: FlaskClient, webinar: Webinar, is_live: bool) -> None:
    form = filled(client.get(address(webinar)).text)
    with in_organization(webinar.organization.id):
        meeting = db.session.scalars(select(Action.id).where(Action.title == "House meeting")).one()
    place, headers = (address(webinar) + "/check", {"HX-Request": "true"}) if is_live else (address(webinar), {})
    text = client.post(place, data=form | {"came-ask": str(meeting), "do": "check"}, headers=headers).text
    assert "Will you come to House meeting for Care Not Cages on Fri Nov 27?" in text
    nothing = client.post(place, data=form | {"came-ask": "0", "do": "check"}, headers=headers).text
    assert "Nothing fills {ask} in the English text" in nothing and 'name="value-date"' in nothing


def test_the_choice_is_kept_with_the_blast(client: FlaskClient, webinar: Webinar) -> None:
    form = filled(client.get(address(webinar)).text)
    assert client.post(address(webinar), data=form | {"do": "send"}).status_code == 302
    with in_organization(webinar.organization.id):
        asks = {blast.track: blast.ask_action_id for blast in db.session.scalars(select(Blast))}
        blast_id = db.session.scalars(select(Blast.id).where(Blast.track == Track.CAME)).one()
    assert asks == {Track.CAME: hearing_of(webinar).id, Track.DID_NOT_COME: None}
    assert "coming to Board hearing" in client.get(f"/texting/blasts/{blast_id}").text


def test_a_cancelled_action_is_asked_for_no_more(client: FlaskClient, webinar: Webinar) -> None:
    form = filled(client.get(address(webinar)).text)
    with in_organization(webinar.organization.id):
        hearing_of(webinar).status = ActionStatus.CANCELLED
        db.session.commit()
    refused = client.post(address(webinar), data=form | {"do": "send", "value-ask-en": "x", "value-ask-es": "x"})
    assert refused.status_code == 422 and "is over or cancelled" in refused.text


def test_a_yes_on_a_simulated_phone_is_an_rsvp_and_can_be_undone(
    app: Flask, client: FlaskClient, make: Factory, now: datetime
) -> None:
    practice = make.organization(is_practice=True)
    with in_organization(practice.id):
        live_at(practice, now)
        webinar, hearing = build(practice, make)
        hearing_id, campaign_id, people = hearing.id, hearing.campaign_id or 0, dict(webinar.phones)
        ana, lupe, kim = (webinar.people[name].id for name in ("Ana", "Lupe", "Kim"))
        send(webinar, now)
        for _ in range(3):
            go_round()
        assert set(statuses().values()) == {"delivered"}
        for name, words in (("Ana", "YES"), ("Lupe", "no puedo"), ("Kim", "Yes")):
            type_on_phone(now, people[name], words)
        db.session.commit()
        go_round()
        assert _answers(hearing_id, ana, lupe, kim) == [Answer.YES, Answer.NO, None]
        assert rsvp_counts(hearing_id) == {Answer.YES: 1, Answer.NO: 1}
        shown = funnel(campaign_id, now + timedelta(minutes=5))
        assert shown is not None and shown.counts["answered"] == 3
        assert _state(people["Kim"]) is ConversationState.NEEDS_REPLY
        thread = db.session.scalars(select(Conversation.id).where(Conversation.phone == people["Ana"])).one()
        effect = _last_in(people["Ana"])
        assert effect.intent_effect == "RSVP yes: School board: public comment"
        sign_in(client, fresh(webinar.user))
        page = client.get(f"/texting/{thread}?show=all").text
        assert "Marked RSVP yes for Board hearing" in page
        client.post(f"/texting/{thread}/undo", data={"message_id": effect.id})
    with in_organization(practice.id):
        assert _answers(hearing_id, ana) == [Answer.INVITED]


def test_a_yes_through_the_signed_webhook_is_an_rsvp(
    app: Flask, client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    speak_to(app, "http://127.0.0.1:9")
    twilio_account()
    live_at(organization, now)
    webinar, hearing = build(organization, make)
    hearing_id, people, ids = hearing.id, dict(webinar.phones), {name: one.id for name, one in webinar.people.items()}
    send(webinar, now)
    for message in db.session.scalars(select(Message).where(Message.direction == Direction.OUT)):
        message.status = MessageStatus.DELIVERED
    db.session.commit()
    for number, (name, words) in enumerate((("Lupe", "Sí"), ("Ana", "maybe"), ("Kim", "YES"))):
        fields = inbound_fields(people[name], words, f"SMask{number}")
        for _ in range(2):
            assert deliver(client, "/webhooks/twilio/inbound", fields).status_code == 200
    assert _answers(hearing_id, *(ids[name] for name in ("Lupe", "Ana", "Kim"))) == [Answer.YES, Answer.MAYBE, None]
    assert _last_in(people["Lupe"]).intent_effect == "RSVP yes: School board: public comment"
    assert find_rsvp(webinar.action_id, ids["Kim"]) is not None  # what she said before the webinar stands
    assert _last_in(people["Kim"]).intent_effect == ""


def test_a_yes_after_a_few_words_with_us_is_still_an_answer_to_the_ask(
    app: Flask, client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    speak_to(app, "http://127.0.0.1:9")
    twilio_account()
    live_at(organization, now)
    webinar, hearing = build(organization, make)
    hearing_id, phone, ana = hearing.id, webinar.phones["Ana"], webinar.people["Ana"].id
    send(webinar, now)
    deliver(client, "/webhooks/twilio/inbound", inbound_fields(phone, "What time is it?", "SMask1"))
    thread = db.session.scalars(select(Conversation.id).where(Conversation.phone == phone)).one()
    reply = answer(make.actor(organization), now, thread, "At five. Will you come?", "key-of-answer")
    for message in db.session.scalars(select(Message).where(Message.direction == Direction.OUT)):
        message.status = MessageStatus.DELIVERED
    db.session.commit()
    assert reply.action_id == hearing_id
    deliver(client, "/webhooks/twilio/inbound", inbound_fields(phone, "Yes", "SMask2"))
    assert _answers(hearing_id, ana) == [Answer.YES]


def _answers(action_id: int, *contact_ids: int) -> list[Any]:
    rows = [find_rsvp(action_id, contact_id) for contact_id in contact_ids]
    return [row.answer if row else None for row in rows]


def _last_in(phone: str) -> Message:
    query = select(Message).where(Message.phone == phone, Message.direction == Direction.IN)
    return db.session.scalars(query.order_by(Message.id.desc())).first()  # type: ignore[return-value]


def _state(phone: str) -> ConversationState:
    return db.session.scalars(select(Conversation.state).where(Conversation.phone == phone)).one()
