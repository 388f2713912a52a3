"""The gate's rule in SQL finds exactly the people whom the gate would let be texted."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind, PointStatus
from crm.contacts.queries.cards import phones_of
from crm.core.database import db
from crm.sms.models import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason
from crm.sms.queries.gate import verdicts
from crm.sms.queries.textable import may_be_texted
from crm.sms.service.consent import default_program
from tests.support.factories import Factory

PEOPLE, NUMBERS = 25, 12


@pytest.mark.parametrize("seed", range(4))
def test_sql_and_gate_agree(organization: Organization, make: Factory, now: datetime, seed: int) -> None:
    """People share numbers, agree and refuse at the same moments, and numbers close, break and pass to others."""
    chance = random.Random(seed)
    people = [_person(make, chance, now) for _ in range(PEOPLE)]
    points = [_point(make, chance, now) for _ in range(NUMBERS)]
    pairs = []
    for person in people:
        for point in chance.sample(points, chance.randrange(3)):
            pairs.append((person.id, point.value))
            past = now if chance.random() < 0.15 else None
            make.add(ContactPointLink(contact_id=person.id, point_id=point.id, past_at=past))
    program_id = default_program().id
    for _ in range(60):
        state = chance.choice((ConsentState.OPTED_IN, ConsentState.OPTED_IN, ConsentState.OPTED_OUT))
        theirs, anybodys = chance.choice(pairs), (chance.choice((*people, None)), chance.choice(points).value)
        contact_id, number = theirs if chance.random() < 0.8 else (getattr(anybodys[0], "id", None), anybodys[1])
        said = {"method": ConsentMethod.STAFF, "words": "Yes", "at": now - timedelta(days=chance.randrange(3))}
        make.add(Consent(contact_id=contact_id, phone=number, state=state, program_id=program_id, **said))
    found = set(db.session.scalars(select(Contact.id).where(may_be_texted())))
    numbers = phones_of(person.id for person in people)
    judged = verdicts((phone, contact_id) for contact_id, phones in numbers.items() for phone in phones)
    assert found == {contact_id for (_phone, contact_id), verdict in judged.items() if verdict.allowed}
    assert found, "the seed lets nobody be texted"


def _person(make: Factory, chance: random.Random, now: datetime) -> Contact:
    person: Contact = make.contact(
        member_status=MemberStatus.DO_NOT_CONTACT if chance.random() < 0.1 else MemberStatus.CONTACT,
        archived_at=now if chance.random() < 0.1 else None,
        is_minor=chance.choice((True, False, None)),
        has_guardian_consent=chance.choice((True, False)),
    )
    return person


def _point(make: Factory, chance: random.Random, now: datetime) -> ContactPoint:
    status = chance.choice((PointStatus.BAD, PointStatus.VERIFIED, PointStatus.POTENTIAL, PointStatus.POTENTIAL))
    number, is_textable = make.phone(), chance.random() > 0.1
    if chance.random() < 0.2:
        lifted = chance.choice((now, None))
        make.add(OptOut(phone=number, reason=chance.choice(list(OptOutReason)), at=now, lifted_at=lifted))
    point: ContactPoint = make.add(
        ContactPoint(kind=PointKind.PHONE, value=number, status=status, is_textable=is_textable)
    )
    return point
