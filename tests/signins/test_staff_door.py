"""The door as staff see it: links made and shut, the late called, unclear slips given to their people."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.service import NewContact, add_phone, create_contact
from crm.core.actor import Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.signins.models import DoorKind, SignIn, Slip, SlipState
from tests.signins.door_support import Phone, link_to, meeting, settle_all
from tests.support.factories import Factory, sign_in


def test_staff_make_a_link_show_it_and_shut_it(client: FlaskClient, organization: Any, make: Factory) -> None:
    action = meeting(make)
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = f"/actions/{action.id}/door"
    assert page in client.get(f"/actions/{action.id}").text
    client.post(f"{page}/links", data={"kind": "host", "host_name": "Keisha"})
    shown = client.get(page).text
    address = re.search(r'value="http://localhost/door/([^"]+)"', shown)
    assert address and "Keisha" in shown and 'src="data:image/svg+xml' in shown
    assert Phone(client, address[1]).open().json["qr"].startswith("data:image/svg+xml")
    link = re.search(r"/door-links/(\d+)", shown)
    assert link
    client.post(link[0], data={"do": "revoke"})
    assert address[1] not in client.get(page).text
    assert Phone(client, address[1]).open().status_code == 403
    client.post(link[0], data={"do": "restore"})
    assert Phone(client, address[1]).open().status_code == 200
    assert client.post(f"{page}/links", data={"kind": "window"}).status_code == 404


def test_who_said_yes_and_is_not_here_is_called_after_twenty_minutes(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, lupe = meeting(make), make.contact(first_name="Lupe", last_name="Late")
    add_phone(lupe.id, "+17205550148")
    said = {"kind": CommitmentKind.ATTEND, "answer": Answer.YES, "asked_at": make.now}
    make.add(Commitment(contact_id=lupe.id, action_id=action.id, **said))
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert "tel:+17205550148" not in client.get(f"/actions/{action.id}/door").text
    action.starts_at = utc_now() - timedelta(minutes=21)
    phone = Phone(client, link_to(action, organization))
    phone.open()
    assert "tel:+17205550148" in client.get(f"/actions/{action.id}/door").text
    phone.write(person=lupe.id)
    phone.send()
    assert "tel:+17205550148" not in client.get(f"/actions/{action.id}/door").text


def test_an_unclear_slip_is_given_to_its_person_to_somebody_new_or_to_nobody(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, actor = meeting(make), system_actor(organization.id)
    rosa = create_contact(actor, make.now, NewContact("Rosa", last_name="Ortiz", phone="+17205550117"))
    phone = Phone(client, link_to(action, organization, DoorKind.KIOSK), kind="kiosk")
    phone.open()
    for name in ("Mamá de Rosa", "Carmen Ortiz", "Joke"):
        phone.write(name=name, phone="720 555 0117")
    phone.send()
    settle_all()
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = f"/actions/{action.id}/door/review"
    shown = client.get(page).text
    assert shown.count("Somebody else is known at this number.") == 3 and "Rosa Ortiz" in shown
    ids = list(db.session.scalars(select(Slip.id).where(Slip.state == SlipState.REVIEW).order_by(Slip.id)))
    for slip_id, who in zip(ids, (str(rosa.id), "new", "nobody"), strict=True):
        assert client.post(f"/sign-ins/{slip_id}", data={"who": who}).status_code == 302
    db.session.expire_all()
    present = [row.contact_id for row in db.session.scalars(select(SignIn).order_by(SignIn.contact_id))]
    assert present[0] == rosa.id and len(present) == 2
    assert "Nothing waits here" in client.get(page).text
    assert client.post(f"/sign-ins/{ids[2]}", data={"who": "new"}).status_code == 404
