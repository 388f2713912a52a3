"""A presence is taken back by any host's phone and by staff; late paper and late undos are counted after the closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.actions.service import close_action
from crm.commitments.models import Answer, Commitment, Outcome
from crm.commitments.service import answer_rsvp
from crm.core.actor import Actor, Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import NotFound
from crm.core.scope import in_organization
from crm.signins.models import DoorKind
from crm.signins.queries import sign_ins_of
from crm.signins.service import SignInMethod, record_sign_in, take_back_sign_in
from crm.turnout.models import TurnoutResult
from tests.signins.door_support import Phone, link_to, meeting, settle_all
from tests.support.factories import Factory, sign_in


def test_another_hosts_phone_and_a_hosts_phone_after_a_tablet_take_it_back(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, maria = meeting(make), make.contact(first_name="María")
    link = link_to(action, organization)
    one, two = Phone(client, link), Phone(client, link)
    one.open()
    one.write(person=maria.id)
    one.send()
    tablet = Phone(client, link_to(action, organization, DoorKind.KIOSK), kind="kiosk")
    tablet.open()
    tablet.write(name="Amina Yusuf", phone="303 555 0124")
    tablet.send()
    settle_all()
    shown = two.open().json
    assert set(map(int, shown["refs"])) == set(shown["here_ids"]) and len(shown["here_ids"]) == 2
    for refs in shown["refs"].values():
        for ref in refs:
            two.write("undo", of=ref)
    two.send()
    two.send()
    settle_all()
    assert not sign_ins_of(action.id)
    assert two.open().json["here_ids"] == [] == list(two.open().json["refs"])
    two.write(person=maria.id)
    two.send()
    settle_all()
    assert set(sign_ins_of(action.id)) == {maria.id}


@pytest.fixture
def lead(organization: Any, make: Factory) -> Actor:
    """Somebody of the staff."""
    return make.actor(organization, Role.LEAD)


def outcome_of(contact_id: int) -> Outcome:
    query = select(Commitment.outcome).where(Commitment.contact_id == contact_id)
    return db.session.scalars(query).one()


def counted(action_id: int) -> tuple[int, int]:
    """Of those who had said yes by the day, how many there were and how many came, as the forecast remembers it."""
    query = select(TurnoutResult.people, TurnoutResult.came).where(
        TurnoutResult.action_id == action_id, TurnoutResult.days_before == 0, TurnoutResult.status == "yes"
    )
    return tuple(db.session.execute(query).one())  # type: ignore[return-value]


def test_what_comes_after_the_closing_counts_for_promises_and_the_next_forecast(
    client: FlaskClient, organization: Any, make: Factory, lead: Actor
) -> None:
    action, now = meeting(make), utc_now()
    ana, bea = make.contact(first_name="Ana"), make.contact(first_name="Bea")
    for one in (ana, bea):
        answer_rsvp(lead, action.starts_at - timedelta(days=3), action.id, one.id, Answer.YES, source="call")
    record_sign_in(lead, now, ana.id, action.id, method=SignInMethod.DOOR_TAP)
    close_action(lead, now, action.id)
    assert (outcome_of(ana.id), outcome_of(bea.id), counted(action.id)) == (Outcome.KEPT, Outcome.BROKEN, (2, 1))
    phone = Phone(client, link_to(action, organization))
    phone.open()
    phone.write(person=bea.id)
    phone.send()
    settle_all()
    assert (outcome_of(bea.id), counted(action.id)) == (Outcome.KEPT, (2, 2))
    take_back_sign_in(lead, now, action.id, bea.id)
    assert (outcome_of(bea.id), counted(action.id)) == (Outcome.BROKEN, (2, 1))
    with pytest.raises(NotFound):
        take_back_sign_in(lead, now, action.id, bea.id)
    db.session.commit()
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert "Take back that Ana" in client.get(f"/actions/{action.id}?show=came").text
    answer = client.post(f"/actions/{action.id}/present/{ana.id}/back", follow_redirects=True)
    assert "is not down as present any more" in answer.text
    with in_organization(organization.id):
        assert (outcome_of(ana.id), counted(action.id)) == (Outcome.BROKEN, (2, 0))
    assert client.post(f"/actions/{action.id}/present/{ana.id}/back").status_code == 404
