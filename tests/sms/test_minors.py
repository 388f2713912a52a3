"""No path leads to a private thread of one adult with a minor: the inbox, a texter's turn, and sitting down."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.models import Contact
from crm.contacts.queries import get_contact
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.one_on_ones.service import NewOneOnOne, log_one_on_one
from crm.sms.models import Conversation, TexterShare
from crm.sms.queries.conversations import find_next_waiting, get_conversation, list_conversations
from tests.sms.inbox_support import reach, text_in
from tests.sms.test_person_to_person import Blasted
from tests.support.factories import Factory, sign_in


def test_a_texter_sees_no_conversation_with_a_minor_and_two_leads_do(
    organization: Organization, make: Factory, now: datetime
) -> None:
    texter = make.actor(organization, Role.TEXTER)
    leads = [make.actor(organization, Role.LEAD) for _ in range(2)]
    nina = make.contact(first_name="Nina")
    thread: Conversation = text_in(reach(nina, make.phone(), now), "I want to help", now)
    thread.assigned_to_id = texter.user_id
    db.session.flush()
    assert get_conversation(texter, thread.id).id == thread.id
    nina.is_minor = True
    db.session.flush()
    assert list_conversations(texter, "all") == [] and find_next_waiting(texter, now, 0) is None
    with pytest.raises(NotFound):
        get_conversation(texter, thread.id)
    assert all(get_conversation(lead, thread.id) for lead in leads)


def test_a_texters_turn_never_holds_a_minor(organization: Organization, make: Factory, now: datetime) -> None:
    blasted = Blasted(organization, make, now)
    people = list(db.session.scalars(select(Contact).where(Contact.first_name.startswith("Ana")).order_by(Contact.id)))
    people[0].is_minor = people[0].has_guardian_consent = True
    db.session.flush()
    assert blasted.give() == 3
    shares = list(db.session.scalars(select(TexterShare.id).order_by(TexterShare.id)))
    get_contact(people[1].id).is_minor = True
    db.session.flush()
    with pytest.raises(Refused, match="under 18"):
        blasted.press(shares[0])
    blasted.press(shares[1])


def test_a_one_on_one_with_a_minor_names_the_second_adult(
    organization: Organization, make: Factory, now: datetime, client: FlaskClient
) -> None:
    rosa: Actor = make.actor(organization, Role.ORGANIZER)
    nina = make.contact(first_name="Nina", is_minor=True)
    with pytest.raises(Refused, match="under 18"):
        log_one_on_one(rosa, now, NewOneOnOne(nina.id, now, second_adult="  "))
    row = log_one_on_one(rosa, now, NewOneOnOne(nina.id, now, second_adult="Her aunt Sol"))
    assert row.second_adult == "Her aunt Sol"
    db.session.commit()
    sign_in(client, make.user(organization, Role.ORGANIZER))
    path = f"/one-on-ones/new?contact={nina.id}"
    assert 'name="second_adult" maxlength="100" autocomplete="off" required' in client.get(path).text
    refused = client.post(path, data={"stand": "2", "story": "She leads the walkout club."})
    assert refused.status_code == 422 and "under 18" in refused.text and "walkout club" in refused.text
    assert client.post(path, data={"stand": "2", "second_adult": "Coach Ray"}).status_code == 302
    assert "with Coach Ray" in client.get(f"/people/{nina.id}").text
