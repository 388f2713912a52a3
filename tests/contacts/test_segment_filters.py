"""The filters of people that are told by an example each: own fields, turf, households, shared phones, odd letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from crm.accounts.models import Organization
from crm.audit.service import BatchKind, open_batch
from crm.contacts.models import (
    ContactPoint,
    ContactPointLink,
    CustomField,
    EmailConsent,
    EmailConsentState,
    FieldKind,
    Household,
    HouseholdMember,
    PointKind,
    Tag,
    Tagging,
    Turf,
)
from crm.contacts.queries.cards import emails_of
from crm.contacts.queries.email_consents import email_states_of
from crm.contacts.queries.segments import ids_in, why
from crm.contacts.segments.grammar import Op, Step
from crm.core.errors import Refused
from crm.imports.models import ImportRow, ImportRun, ImportStatus, RowOutcome
from crm.places.models import ContactDivision, PlaceSource
from crm.sms.models import Blast, BlastStatus, Conversation, Direction, Message, MessageStatus
from crm.sms.service.consent import default_program
from tests.support.factories import Factory


@pytest.mark.parametrize(
    ("kind", "match", "text", "found"),
    [
        (FieldKind.TEXT, "is", "red", ["red"]),
        (FieldKind.TEXT, "contains", "E", ["red", "blue"]),
        (FieldKind.TEXT, "empty", "", [None]),
        (FieldKind.NUMBER, "at_least", "10", [10, 12.5]),
        (FieldKind.NUMBER, "at_most", "10", [9, 10]),
        (FieldKind.DATE, "at_least", "2026-02-01", ["2026-02-01", "2026-10-05"]),
        (FieldKind.DATE, "at_most", "2026-02-01", ["2026-01-31", "2026-02-01"]),
        (FieldKind.YES_NO, "yes", "", [True]),
        (FieldKind.YES_NO, "no", "", [False]),
        (FieldKind.MANY_CHOICES, "is", "Río", [["Río", "Sur"]]),
        (FieldKind.MANY_CHOICES, "filled", "", [["Río", "Sur"], ["Norte"]]),
    ],
)
def test_a_field_of_ones_own_is_asked_by_its_kind(
    make: Factory, organization: Organization, now: datetime, kind: FieldKind, match: str, text: str, found: list[Any]
) -> None:
    values: dict[FieldKind, list[Any]] = {
        FieldKind.TEXT: ["red", "blue", None],
        FieldKind.NUMBER: [9, 10, 12.5, "many", None],
        FieldKind.DATE: ["2026-01-31", "2026-02-01", "2026-10-05", None],
        FieldKind.YES_NO: [True, False, None],
        FieldKind.MANY_CHOICES: [["Río", "Sur"], ["Norte"], None],
    }
    make.add(CustomField(key="Own field", label="Own", kind=kind, choices=["Río", "Sur", "Norte"]))
    held = {make.contact(custom={} if value is None else {"Own field": value}).id: value for value in values[kind]}
    step = Step(Op.NARROW, "custom", {"field": "Own field", "match": match, "text": text})
    assert [held[contact_id] for contact_id in ids_in([step], now)] == found


def test_turf_households_and_shared_phones(make: Factory, organization: Organization, now: datetime) -> None:
    turf = make.add(Turf(name="Ward 1"))
    one, other, alone = (make.contact(turf_id=turf.id if number == 0 else None) for number in range(3))
    home = make.add(Household(name="Luna", young_children=2))
    point = make.add(ContactPoint(kind=PointKind.PHONE, value=make.phone()))
    for person in (one, other):
        make.add(HouseholdMember(household_id=home.id, contact_id=person.id))
        make.add(ContactPointLink(contact_id=person.id, point_id=point.id))
    both = [one.id, other.id]
    assert ids_in([Step(Op.NARROW, "turf", {"turfs": [str(turf.id)]})], now) == [one.id]
    assert ids_in([Step(Op.NARROW, "turf", {"turfs": ["none"]})], now) == [other.id, alone.id]
    assert ids_in([Step(Op.NARROW, "household", {"how": "any"})], now) == both
    assert ids_in([Step(Op.NARROW, "household", {"how": "youth"})], now) == both
    assert ids_in([Step(Op.NARROW, "household", {"how": "none"})], now) == [alone.id]
    assert ids_in([Step(Op.NARROW, "shares_phone", {})], now) == both


def test_names_with_marks_of_sql_are_only_text(make: Factory, organization: Organization, now: datetime) -> None:
    odd = make.contact(source="100% O'Neil_x")
    make.contact(source="100 O Neil x")
    step = Step(Op.NARROW, "field", {"field": "source", "match": "contains", "text": "% o'neil_"})
    assert ids_in([step], now) == [odd.id]


def test_a_place_is_everything_that_lies_in_it(make: Factory, organization: Organization, now: datetime) -> None:
    colorado = "ocd-division/country:us/state:co"
    inside, beside, nowhere = (make.contact() for _ in range(3))
    for person, place in ((inside, f"{colorado}/county:denver"), (beside, "ocd-division/country:us/state:ne")):
        make.add(ContactDivision(contact_id=person.id, ocd_id=place, source=PlaceSource.OWN_WORD, at=now))
    assert ids_in([Step(Op.NARROW, "lives_in", {"how": "in", "place": colorado})], now) == [inside.id]
    assert ids_in([Step(Op.NARROW, "lives_in", {"how": "out", "place": colorado})], now) == [beside.id, nowhere.id]
    with pytest.raises(Refused, match="No place is known"):
        ids_in([Step(Op.NARROW, "lives_in", {"how": "in", "place": "Zzyzx Nowhere"})], now)


def test_who_is_named_in_a_file_and_who_came_in_with_it(
    make: Factory, organization: Organization, now: datetime
) -> None:
    batch = open_batch(make.actor(organization), BatchKind.IMPORT, "list.csv", now)
    run = make.add(
        ImportRun(kind="list", filename="list.csv", sha256="0" * 64, status=ImportStatus.APPLIED, batch_id=batch.id)
    )
    new, known, _other = make.contact(batch_id=batch.id), make.contact(), make.contact()
    for number, person in enumerate((new, known)):
        row = {"position": number, "line": number, "shown_name": "A", "outcome": RowOutcome.KNOWN}
        make.add(ImportRow(run_id=run.id, contact_id=person.id, **row))
    assert ids_in([Step(Op.NARROW, "import", {"how": "new", "run": str(run.id)})], now) == [new.id]
    assert ids_in([Step(Op.NARROW, "import", {"how": "named", "run": str(run.id)})], now) == [new.id, known.id]
    assert len(ids_in([Step(Op.SUBTRACT, "import", {"how": "new", "run": str(run.id)})], now)) == 2


def test_who_answered_a_text_to_many_is_who_wrote_after_it(
    make: Factory, organization: Organization, now: datetime
) -> None:
    program = default_program().id
    values = {"program_id": program, "bodies": {"en": "Come"}, "status": BlastStatus.DONE, "submit_key": "one"}
    blast = make.add(Blast(name="Come on Tuesday", **values))
    answered, silent, early = (make.contact() for _ in range(3))
    for person, hours in ((answered, 1), (silent, None), (early, -1)):
        thread = make.add(Conversation(phone=make.phone(), contact_id=person.id))
        text = {"conversation_id": thread.id, "contact_id": person.id, "phone": thread.phone, "body": "Hello"}
        make.add(Message(blast_id=blast.id, direction=Direction.OUT, status=MessageStatus.DELIVERED, at=now, **text))
        if hours is not None:
            at = now + timedelta(hours=hours)
            make.add(Message(direction=Direction.IN, status=MessageStatus.RECEIVED, at=at, **text))
    step = {"blast": str(blast.id)}
    assert ids_in([Step(Op.NARROW, "answered_blast", step | {"how": "yes"})], now) == [answered.id]
    assert ids_in([Step(Op.NARROW, "answered_blast", step | {"how": "no"})], now) == [silent.id, early.id]


def test_a_tagging_counts_once(make: Factory, organization: Organization, now: datetime) -> None:
    tags = [make.add(Tag(name=name)) for name in ("One", "Two")]
    person = make.contact()
    for tag in tags:
        make.add(Tagging(tag_id=tag.id, contact_id=person.id))
    assert ids_in([Step(Op.NARROW, "tag", {"how": "any", "tags": [str(tag.id) for tag in tags]})], now) == [person.id]


def test_consent_to_e_mail_is_asked_as_files_out_say_it(
    make: Factory, organization: Organization, now: datetime
) -> None:
    """Every way in which two addresses may have been agreed to and refused, against the function that files out use."""
    agreed, refused = EmailConsentState.OPTED_IN, EmailConsentState.OPTED_OUT
    histories = [(), (agreed,), (refused,), (agreed, refused), (refused, agreed)]
    people = []
    for number, (first, second) in enumerate(product(histories, repeat=2)):
        person = make.contact()
        people.append(person.id)
        for which, said in enumerate((first, second)):
            email = f"p{number}w{which}@example.org"
            point = make.add(ContactPoint(kind=PointKind.EMAIL, value=email))
            make.add(ContactPointLink(contact_id=person.id, point_id=point.id))
            at_once = timedelta(0 if number % 3 == 0 else 1)
            for step, state in enumerate(said):
                make.add(EmailConsent(contact_id=person.id, email=email, state=state, at=now - (2 - step) * at_once))
    past = make.contact()
    point = make.add(ContactPoint(kind=PointKind.EMAIL, value="past@example.org"))
    make.add(ContactPointLink(contact_id=past.id, point_id=point.id, past_at=now))
    make.add(EmailConsent(contact_id=past.id, email="past@example.org", state=agreed, at=now))
    states = email_states_of(emails_of(people))
    for said in ("opted_in", "opted_out", "none"):
        expected = [one for one in people if states.get(one, "none") == said] + [past.id] * (said == "none")
        assert ids_in([Step(Op.NARROW, "email_consent", {"said": said})], now) == expected, said
    reasons = why([Step(Op.NARROW, "email_consent", {"said": "opted_in"})], people[1], now).reasons
    assert reasons[0].evidence.startswith("agreed to e-mail, p1w0@example.org")
