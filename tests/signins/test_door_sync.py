"""What phones at a door send is kept once, settled once, and read by nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.contacts.models import Contact
from crm.contacts.queries import find_by_phone
from crm.contacts.service import NewContact, add_phone, create_contact
from crm.contacts.service.merging import merge
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.signins.jobs import ForgetStep
from crm.signins.models import DoorDevice, DoorKind, DoorLink, SignIn, Slip, SlipState
from crm.signins.queries.door_list import here
from crm.signins.service import settling
from crm.signins.service.doors import restore_door, revoke_door
from crm.sms.models import Consent, ConsentMethod
from tests.signins.door_support import Phone, link_to, meeting, settle_all
from tests.support.factories import Factory


def presences(action: Any) -> dict[int, SignIn]:
    return {row.contact_id: row for row in db.session.scalars(select(SignIn).where(SignIn.action_id == action.id))}


def test_a_tap_is_here_once_and_keeps_the_promise(client: FlaskClient, organization: Any, make: Factory) -> None:
    action, maria = meeting(make), make.contact(first_name="María", last_name="García")
    add_phone(maria.id, "+17205550148")
    promise = make.add(
        Commitment(
            contact_id=maria.id,
            action_id=action.id,
            kind=CommitmentKind.ATTEND,
            answer=Answer.YES,
            asked_at=make.now,
        )
    )
    phone = Phone(client, link_to(action, organization))
    shown = phone.open().json
    assert shown["people"] == [[maria.id, "María", "G", "48", "yes"]]
    assert (shown["here"], shown["yes"], shown["host"]) == (0, 1, "Keisha")
    phone.write(person=maria.id)
    rows = list(phone.outbox)
    phone.send(hears=False)
    assert here(action.id).count == 1
    phone.send()
    assert phone.outbox == []
    settle_all()
    phone.send(rows)
    settle_all()
    assert list(presences(action)) == [maria.id]
    assert promise.outcome is Outcome.KEPT
    phone.write("undo", of=rows[0]["ref"])
    phone.send()
    settle_all()
    assert presences(action) == {}
    assert promise.outcome is Outcome.OPEN


def test_an_undo_may_come_before_what_it_takes_back(client: FlaskClient, organization: Any, make: Factory) -> None:
    action, maria = meeting(make), make.contact()
    phone, other = (Phone(client, link_to(action, organization)) for _ in range(2))
    phone.open(), other.open()
    tap = phone.write(person=maria.id)
    phone.write("undo", of=tap)
    phone.send(phone.outbox[1:])
    settle_all()
    phone.send()
    settle_all()
    assert presences(action) == {}
    other.write(person=maria.id)
    other.send()
    settle_all()
    assert list(presences(action)) == [maria.id]


def test_a_walk_in_on_two_phones_is_one_person_with_consent_in_the_ledger(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, darnell = meeting(make), make.contact(first_name="Darnell")
    one, two = (Phone(client, link_to(action, organization)) for _ in range(2))
    one.open(), two.open()
    walk_in = {"name": "Amina Yusuf", "phone": "303 555 0124", "language": "es", "minor": True, "consent": "1-es"}
    first = one.write(**walk_in, by=str(darnell.id))
    two.write(name="Amina", phone="(303) 555-0124")
    one.write(name="Omar Yusuf", phone="303-555-0125", by=first)
    two.send(), one.send()
    settle_all()
    (amina,) = find_by_phone("+13035550124")
    (omar,) = find_by_phone("+13035550125")
    assert (amina.full_name, amina.preferred_language, amina.is_minor) == ("Amina Yusuf", "es", True)
    assert amina.recruited_by_id == darnell.id
    assert set(presences(action)) == {amina.id, omar.id}
    assert presences(action)[omar.id].brought_by_id == amina.id
    (consent,) = db.session.scalars(select(Consent).where(Consent.contact_id == amina.id))
    assert consent.method is ConsentMethod.VERBAL
    assert consent.words.startswith(f"¿Puede {organization.name} enviarte")
    assert "wording 1" in consent.source


def test_what_is_unclear_waits_for_a_person_and_is_here_meanwhile(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action = meeting(make)
    for name in ("Rosa", "Rosario"):
        add_phone(make.contact(first_name=name, last_name="Ortiz").id, "+17205550117")
    create_contact(system_actor(organization.id), make.now, NewContact(first_name="Thuy", last_name="Nguyễn"))
    phone = Phone(client, link_to(action, organization, DoorKind.KIOSK), kind="kiosk")
    assert "people" not in phone.open().json
    for name, number in (("Carmen", "7205550117"), ("Ana", "12345"), ("Thuy Nguyen", "7205550199")):
        phone.write(name=name, phone=number)
    phone.write(name="Rosario", phone="7205550117")
    phone.write(person=1, name="", phone="")
    answer = phone.send()
    assert list(answer.json["results"].values()).count("arrived") == 4
    settle_all()
    waiting = db.session.scalars(select(Slip.name).where(Slip.state == SlipState.REVIEW))
    assert set(waiting) == {"Carmen", "Ana", "Thuy Nguyen"}
    assert here(action.id).count == 4
    assert len(presences(action)) == 1


def test_a_slip_that_cannot_be_settled_keeps_nobody_else_waiting(
    client: FlaskClient, organization: Any, make: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    action, maria = meeting(make), make.contact()
    phone = Phone(client, link_to(action, organization))
    phone.open()
    phone.write(name="Trouble Maker", phone="303 555 0140")
    phone.write(person=maria.id)
    phone.send()

    def refuse(*_given: Any) -> None:
        raise Refused("no")

    monkeypatch.setattr(settling, "create_contact", refuse)
    settle_all()
    assert list(presences(action)) == [maria.id]
    assert db.session.scalars(select(Slip.name).where(Slip.state == SlipState.REVIEW)).all() == ["Trouble Maker"]


def test_what_was_typed_is_forgotten_after_a_month(client: FlaskClient, organization: Any, make: Factory) -> None:
    action = meeting(make)
    phone = Phone(client, link_to(action, organization))
    phone.open()
    phone.write(name="Amina Yusuf", phone="303 555 0124")
    phone.write(name="Nobody Sure", phone="12")
    phone.send()
    settle_all()
    forget = ForgetStep()
    assert forget(utc_now()) == 0
    for slip in db.session.scalars(select(Slip)):
        slip.created_at -= timedelta(days=31)
    db.session.commit()
    assert forget(utc_now() + timedelta(minutes=59)) == 0
    assert forget(utc_now() + timedelta(minutes=61)) == 1
    db.session.expire_all()
    assert set(db.session.scalars(select(Slip.name))) == {"", "Nobody Sure"}
    assert [one.full_name for one in find_by_phone("+13035550124")] == ["Amina Yusuf"]


def test_merged_people_are_followed(client: FlaskClient, organization: Any, make: Factory) -> None:
    action, winner, loser = meeting(make), make.contact(), make.contact()
    phone = Phone(client, link_to(action, organization))
    phone.open()
    phone.write(person=loser.id)
    undone = phone.write(person=winner.id)
    merge(system_actor(organization.id), utc_now(), winner.id, loser.id)
    db.session.commit()
    phone.send()
    settle_all()
    assert list(presences(action)) == [winner.id]
    phone.write("undo", of=undone)
    phone.send()
    settle_all()
    assert list(presences(action)) == [winner.id], "the other tap still stands"


def test_a_wrong_clock_is_set_right_and_never_leaves_the_action(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action = meeting(make)
    people = [make.contact() for _ in range(3)]
    fast = Phone(client, link_to(action, organization), skew_ms=50 * 86_400_000)
    fast.open()
    fast.write(person=people[0].id, minutes_ago=5)
    fast.write(person=people[1].id, minutes_ago=60 * 24 * 90)
    fast.outbox.append({"ref": "5b0c4f0e-5a3c-4a67-8d2a-3b1f6f6f0001", "kind": "sign_in", "at": "noon", "body": {}})
    fast.outbox[-1]["body"] = {"person": people[2].id}
    fast.send()
    settle_all()
    rows = presences(action)
    assert abs(rows[people[0].id].arrived_at - (utc_now() - timedelta(minutes=5))) < timedelta(seconds=20)
    assert rows[people[1].id].arrived_at == action.starts_at - timedelta(hours=1)
    assert abs(rows[people[2].id].arrived_at - utc_now()) < timedelta(seconds=20)


def test_the_door_opens_an_hour_before_ends_with_the_day_and_hears_its_phones_for_seven_days(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, maria = meeting(make), make.contact()
    token = link_to(action, organization)
    phone = Phone(client, token)
    phone.open()
    phone.write(person=maria.id)

    def at(starts_at: Any) -> tuple[int, int, int]:
        action.starts_at, action.ends_at = starts_at, starts_at + timedelta(hours=2)
        db.session.commit()
        shown = client.get("/door/list", headers={"X-Device-Token": phone.device})
        assert shown.status_code == 200 or b"House meeting" not in shown.data
        return Phone(client, token).open().status_code, shown.status_code, phone.send(hears=False).status_code

    now = utc_now()
    assert at(now + timedelta(minutes=61)) == (403, 403, 401)
    assert at(now + timedelta(minutes=59)) == (200, 200, 200)
    assert at(now - timedelta(hours=5, minutes=59))[2] == 200
    assert at(now - timedelta(hours=31)) == (403, 403, 200)
    assert at(now - timedelta(days=9)) == (403, 403, 401)
    assert phone.outbox, "a refusal leaves everything on the phone"


def test_a_revoked_link_shows_and_takes_nothing_until_it_is_let_in_again(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action, maria = meeting(make), make.contact()
    phone = Phone(client, link_to(action, organization))
    phone.open()
    phone.write(person=maria.id)
    actor, link_id = system_actor(organization.id), db.session.scalars(select(DoorLink.id)).one()
    revoke_door(actor, utc_now(), link_id)
    db.session.commit()
    assert (phone.open().status_code, phone.send().status_code, len(phone.outbox)) == (403, 401, 1)
    assert client.get("/door/list", headers={"X-Device-Token": phone.device}).status_code == 403
    restore_door(actor, utc_now(), link_id)
    db.session.commit()
    assert phone.send().status_code == 200
    assert phone.outbox == []


def test_nobody_of_another_organization_is_shown_or_signed_in(
    app: Flask, client: FlaskClient, organization: Any, make: Factory
) -> None:
    action = meeting(make)
    other = make.organization()
    with in_organization(other.id):
        stranger = make.contact(first_name="Zelda")
        theirs = meeting(make)
        their_phone = Phone(client, link_to(theirs, other))
        their_phone.open()
    phone = Phone(client, link_to(action, organization))
    assert phone.open().json["people"] == []
    ref = phone.write(person=stranger.id)
    phone.send()
    their_phone.write("undo", of=ref)
    their_phone.send()
    settle_all()
    slip = db.session.scalars(select(Slip).where(Slip.client_ref == ref)).one()
    assert (slip.state, slip.contact_id, slip.withdrawn_at) == (SlipState.REVIEW, None, None)
    assert presences(action) == {}
    assert db.session.scalars(select(Contact.id).where(Contact.first_name == "Zelda")).first() is None
    hashes = list(db.session.scalars(select(DoorDevice.token_hash)))
    assert phone.device not in hashes and all(len(one) == 64 for one in hashes)
