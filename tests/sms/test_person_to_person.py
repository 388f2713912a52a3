"""Person-to-person texting: one key, one text; given, taken back, after hours, stopped; and nobody sees more than she must."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization, User
from crm.accounts.signals import user_left
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Refused
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, TexterShare
from crm.sms.queries.shares import next_turn, progress_of
from crm.sms.service import person_to_person as service
from crm.sms.service.consent import default_program, opt_out
from crm.sms.service.outbox import NewText, queue_messages
from crm.sms.service.reconcile import advance_blasts
from tests.sms.inbox_support import Visitor, reach
from tests.support.factories import Factory

NIGHT = datetime(2026, 11, 25, 6, tzinfo=UTC)


class Blasted:
    """A running blast to some people, every second one in Spanish, handed to texters."""

    def __init__(self, organization: Organization, make: Factory, now: datetime, people: int = 4) -> None:
        self.make, self.now = make, now
        self.coordinator = make.actor(organization, Role.COORDINATOR)
        self.user: User = make.user(organization, Role.TEXTER)
        self.texter = Actor(organization.id, self.user.id, self.user.name, Role.TEXTER)
        values = {"name": "A blast", "status": BlastStatus.SENDING, "submit_key": "a-blast", "send_at": now}
        self.blast: Blast = make.add(
            Blast(program_id=default_program().id, bodies={"en": "Hi", "es": "Hola"}, **values)
        )
        queue_messages(self.coordinator, now, [self._text(index) for index in range(people)])
        service.hand_to_texters(self.coordinator, now, self.blast.id)

    def _text(self, index: int) -> NewText:
        person = self.make.contact(first_name=f"Ana{index}", last_name="Secreta", state="CO", postal_code="80202")
        phone = reach(person, self.make.phone(), self.now)
        language = "es" if index % 2 else "en"
        return NewText(phone, person.id, f"Hi {index}", language, blast_id=self.blast.id)

    def give(self, count: int = 50, language: str = "") -> int:
        return service.assign(self.coordinator, self.now, self.blast.id, self.user.id, language, count)

    def press(self, share_id: int, at: datetime | None = None) -> None:
        service.press(self.texter, at or self.now, share_id)

    def statuses(self) -> list[str]:
        query = select(Message.status).where(Message.blast_id == self.blast.id).order_by(Message.id)
        return [status.value for status in db.session.scalars(query)]


@pytest.fixture
def blasted(organization: Organization, make: Factory, now: datetime) -> Blasted:
    """Four people and one texter, on a Tuesday afternoon."""
    return Blasted(organization, make, now)


def shares() -> list[int]:
    return list(db.session.scalars(select(TexterShare.id).order_by(TexterShare.id)))


def test_one_press_is_one_text_however_often_it_is_pressed(blasted: Blasted) -> None:
    assert blasted.give() == 4 and blasted.statuses() == ["held"] * 4
    first = shares()[0]
    blasted.press(first)
    blasted.press(first)
    assert blasted.statuses() == ["queued", "held", "held", "held"]
    sent = db.session.scalars(select(Message).where(Message.status == MessageStatus.QUEUED)).one()
    assert sent.sent_by_user_id == blasted.user.id and sent.submit_key == f"p2p:{first}"
    advance_blasts(blasted.now)
    assert blasted.blast.status is BlastStatus.SENDING


def test_texts_are_given_by_language_and_number_once_and_taken_back(blasted: Blasted) -> None:
    assert (blasted.give(5, "es"), blasted.give(1), blasted.give(9)) == (2, 1, 1)
    first = shares()[0]
    blasted.press(first)
    assert service.release(blasted.coordinator, blasted.now, blasted.blast.id, blasted.user.id) == 3
    with pytest.raises(Refused, match="somebody else"):
        blasted.press(shares()[1])
    assert [(one.sent, one.left) for one in progress_of(blasted.blast.id)] == [(0, 3), (1, 0)]
    assert blasted.give() == 3 and blasted.statuses().count("queued") == 1


def test_a_key_is_refused_after_hours_when_stopped_and_while_paused(blasted: Blasted) -> None:
    blasted.give()
    first, second = shares()[:2]
    with pytest.raises(Refused, match="after hours"):
        blasted.press(first, NIGHT)
    assert blasted.statuses() == ["held"] * 4
    phone = db.session.scalars(select(Message.phone).order_by(Message.id)).first()
    opt_out(blasted.now, str(phone), OptOutReason.STOP_REPLY)
    blasted.press(first)
    assert blasted.statuses()[0] == "skipped"
    blasted.blast.status = BlastStatus.PAUSED
    with pytest.raises(Refused, match="paused"):
        blasted.press(second)
    blasted.blast.status = BlastStatus.CANCELLED
    with pytest.raises(Refused, match="not to be sent"):
        blasted.press(second)


def test_who_leaves_gives_back_what_she_has_not_sent(blasted: Blasted) -> None:
    blasted.give()
    user_left.send(blasted.user, at=blasted.now)
    assert next_turn(blasted.user.id) is None and blasted.give() == 4


def test_the_program_can_send_the_rest(blasted: Blasted) -> None:
    blasted.give(2)
    service.take_from_texters(blasted.coordinator, blasted.now, blasted.blast.id)
    assert blasted.statuses() == ["queued"] * 4 and next_turn(blasted.user.id) is None


def test_the_texter_sees_a_first_name_and_the_words_alone(
    client: FlaskClient, organization: Organization, blasted: Blasted, one_moment: None
) -> None:
    blasted.give()
    visitor = Visitor(client, organization.id)
    visitor.sign_in(blasted.user)
    page = visitor.get("/texting/turn").text
    assert "Ana0" in page and "Hi 0" in page and "Secreta" not in page and "555" not in page
    for index, share_id in enumerate(shares()):
        assert visitor.post(f"/texting/turn/{share_id}", do="send").status_code == 303
        assert f"{index + 1} sent" in visitor.get("/texting/turn").text
    assert "All sent" in visitor.get("/texting/turn").text
    assert visitor.get(f"/texting/blasts/{blasted.blast.id}/texters").status_code == 403


def test_the_coordinator_gives_and_takes_back(
    client: FlaskClient, organization: Organization, blasted: Blasted, make: Factory
) -> None:
    visitor = Visitor(client, organization.id)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    address = f"/texting/blasts/{blasted.blast.id}/texters"
    visitor.post(address, do="give", user=blasted.user.id, count="3", language="")
    page = visitor.get(address).text
    assert "3 texts given" in page and "0 sent, 3 to go" in page
    visitor.post(address, do="give", user=blasted.user.id, count="0", language="")
    assert "between 1 and 500" in visitor.get(address).text
    visitor.post(address, do="release", user=blasted.user.id)
    assert "0 sent, 3 to go" not in visitor.get(address).text
