"""An organization that writes to many, for the tests of the composer; and a picture."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact, Tag, Tagging
from crm.contacts.service import add_phone
from crm.core.actor import Role
from crm.core.database import db
from crm.sms.models import Blast, Message
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled
from tests.support.texting import member

GOOD = {"en": "Hi {first_name}. {org}. STOP to opt out", "es": "Hola {first_name}. {org}. STOP para salir"}


def png(width: int = 2, height: int = 3) -> bytes:
    """A whole PNG of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


class Crew:
    """An organization in Denver: Ana (en), Luz (es) and Kai (Hawaii) said yes to Tuesday's hearing, Joe never agreed to texts."""

    def __init__(self, organization: Organization, make: Factory, client: FlaskClient) -> None:
        self.organization, self.make, self.client = organization, make, client
        organization.short_name = "Puente"
        self.writer = make.user(organization, Role.COORDINATOR, name="Malik Ward")
        self.hearing = make.action(title="Hearing", starts_at=make.now + timedelta(days=7), place="City Hall")
        self.tag = make.add(Tag(name="Hot")).id
        self.people = {
            "Ana": member(make, organization, first_name="Ana", state="CO")[0],
            "Luz": member(make, organization, first_name="Luz", state="CO", preferred_language="es")[0],
            "Kai": member(make, organization, "+18085550101", first_name="Kai", state="HI")[0],
            "Joe": make.contact(first_name="Joe"),
        }
        add_phone(self.people["Joe"].id, make.phone())
        for person in self.people.values():
            make.add(Tagging(tag_id=self.tag, contact_id=person.id))
            self.answer(person, self.hearing, Answer.YES)
        sign_in(client, self.writer)

    def answer(self, person: Contact, action: Action, answer: Answer) -> None:
        """Write an RSVP down."""
        kind = CommitmentKind.ATTEND
        self.make.add(
            Commitment(contact_id=person.id, action_id=action.id, kind=kind, answer=answer, asked_at=self.make.now)
        )

    def form(self, query: str = "", **changes: str) -> dict[str, str]:
        """What a browser would send from the fresh page, with a text in both languages."""
        page = self.client.get(f"/texting/new?{query or f'tag={self.tag}'}")
        assert page.status_code == 200
        return filled(page.text) | GOOD | changes

    def blasts(self) -> list[Blast]:
        """Every text to many, the oldest first."""
        return list(db.session.scalars(select(Blast).order_by(Blast.id)))

    def bodies(self) -> set[str]:
        """What is written down to be sent."""
        return set(db.session.scalars(select(Message.body)))
