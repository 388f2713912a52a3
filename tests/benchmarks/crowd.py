"""An organization of a hundred thousand people with a million rows about them, filled past the ORM."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from crm.accounts.queries import get_organization
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.contacts.models import (
    Contact,
    ContactPoint,
    ContactPointLink,
    MemberStatus,
    PointKind,
    PointStatus,
    Tag,
    Tagging,
)
from crm.core.database import Model, db, unit_of_work
from crm.one_on_ones.models import Assessment, Channel, Evidence, OneOnOne, OneOnOneKind
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import (
    Consent,
    ConsentMethod,
    ConsentState,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
)
from crm.sms.service.consent import default_program
from tests.benchmarks.ground import NOW
from tests.benchmarks.multitude import settle
from tests.support.factories import Factory

PEOPLE, ACTIONS, PRESENCES, ASKS, TEXTS, TALKS, TAGGED = 100_000, 400, 300_000, 300_000, 200_000, 100_000, 100_000
LANGUAGES = ("en", "en", "en", "es", "es", None)
CITIES = ("Denver", "Denver", "Aurora", "Lakewood", "Pueblo")
STATUSES = (MemberStatus.CONTACT, MemberStatus.CONTACT, MemberStatus.MEMBER, MemberStatus.PROSPECT)
AREAS = (303, 720, 719, 970, 212, 312, 713, 415, 404, 919, 270)
AT_ONCE = 10_000
Row = dict[str, Any]


def fill(organization_id: int, just_people: bool = False) -> None:
    """Fill the organization in scope; the same rows each time. Just people are those with their numbers and consents."""
    chance = random.Random(3)
    make = Factory(NOW)
    with unit_of_work():
        organizers = [make.user(get_organization(organization_id)).id for _ in range(8)]
        campaign = make.campaign()
        actions = [_action(make, number, campaign.id) for number in range(ACTIONS)]
        tags = [make.add(Tag(name=f"Tag {number}")).id for number in range(30)]
        program = default_program().id
    owned = {"organization_id": organization_id, "created_at": NOW, "updated_at": NOW}
    people = (
        (Contact, _people(chance, organizers)),
        (ContactPoint, _points()),
        (ContactPointLink, _links()),
        (Consent, _consents(chance, program)),
        (OptOut, _stops(chance)),
    )
    rest = (
        (SignIn, _presences(chance, actions)),
        (Commitment, _asks(chance, actions, campaign.id)),
        (OneOnOne, _talks(chance, organizers, campaign.id)),
        (Assessment, _assessments(chance, campaign.id)),
        (Tagging, _taggings(chance, tags)),
        (Conversation, _conversations()),
        (Message, _texts(chance)),
    )
    for model, rows in people if just_people else (*people, *rest):
        _insert(model, rows, owned)
    settle()


def phone(number: int) -> str:
    """The number of the person of that number; nobody's in truth."""
    return f"+1{AREAS[number // 10_000]}555{number % 10_000:04d}"


def _insert(model: type[Model], rows: Iterator[Row], owned: Row) -> None:
    """Insert rows in large pieces, each committed."""
    piece: list[Row] = []
    for row in rows:
        piece.append(row | owned)
        if len(piece) == AT_ONCE:
            _write(model, piece)
            piece = []
    if piece:
        _write(model, piece)


def _write(model: type[Model], piece: list[Row]) -> None:
    with unit_of_work():
        db.session.connection().execute(insert(model.__table__), piece)


def _action(make: Factory, number: int, campaign_id: int) -> int:
    kind = ("webinar", "house_meeting", "hearing", "rally")[number % 4]
    values = {"kind": kind, "campaign_id": campaign_id if number % 2 else None}
    return int(make.action(starts_at=NOW - timedelta(days=3 * number + 1), **values).id)


def _moment(chance: random.Random, days: int = 1500) -> datetime:
    return NOW - timedelta(minutes=chance.randrange(days * 1440))


def _people(chance: random.Random, organizers: list[int]) -> Iterator[Row]:
    for number in range(1, PEOPLE + 1):
        yield {
            "first_name": f"First{number % 977}",
            "last_name": f"Last{number % 7919}",
            "preferred_language": chance.choice(LANGUAGES),
            "member_status": chance.choice(STATUSES),
            "owner_user_id": chance.choice((*organizers, None, None)),
            "city": chance.choice(CITIES),
            "state": "CO",
            "postal_code": f"80{chance.randrange(200, 240)}",
            "source": chance.choice(("Web form", "Sign-in sheet", "Brought by a friend")),
            "is_minor": chance.random() < 0.02 or None,
            "archived_at": NOW if chance.random() < 0.02 else None,
            "last_contact_at": _moment(chance) if chance.random() < 0.5 else None,
            "custom": {"shirt": chance.choice("SML")} if chance.random() < 0.3 else {},
        }


def _points() -> Iterator[Row]:
    for number in range(1, PEOPLE + 1):
        status = PointStatus.BAD if number % 40 == 0 else PointStatus.POTENTIAL
        yield {"kind": PointKind.PHONE, "value": phone(number), "status": status, "is_textable": number % 30 != 0}


def _links() -> Iterator[Row]:
    return ({"contact_id": number, "point_id": number} for number in range(1, PEOPLE + 1))


def _consents(chance: random.Random, program_id: int) -> Iterator[Row]:
    for number in range(1, PEOPLE + 1):
        if number % 5 == 0:
            continue
        state = ConsentState.OPTED_OUT if chance.random() < 0.04 else ConsentState.OPTED_IN
        said = {"words": "Yes, text me", "method": ConsentMethod.WEB_FORM, "program_id": program_id}
        yield {"contact_id": number, "phone": phone(number), "state": state, "at": _moment(chance), **said}


def _stops(chance: random.Random) -> Iterator[Row]:
    for number in chance.sample(range(1, PEOPLE + 1), 3_000):
        lifted = NOW if chance.random() < 0.2 else None
        yield {"phone": phone(number), "reason": OptOutReason.STOP_REPLY, "at": _moment(chance), "lifted_at": lifted}


def _presences(chance: random.Random, actions: list[int]) -> Iterator[Row]:
    seen: set[tuple[int, int]] = set()
    while len(seen) < PRESENCES:
        pair = (chance.randrange(ACTIONS), int(chance.paretovariate(0.9) * 1500) % PEOPLE + 1)
        if pair in seen:
            continue
        seen.add(pair)
        here = {"outcome": SignInOutcome.PRESENT, "method": SignInMethod.DOOR_TAP}
        yield {
            "action_id": actions[pair[0]],
            "contact_id": pair[1],
            "arrived_at": NOW - timedelta(days=3 * pair[0] + 1),
            **here,
        }


def _asks(chance: random.Random, actions: list[int], campaign_id: int) -> Iterator[Row]:
    seen: set[tuple[int, int]] = set()
    while len(seen) < ASKS:
        pair = (chance.randrange(ACTIONS), chance.randint(1, PEOPLE))
        if pair in seen:
            continue
        seen.add(pair)
        moment = NOW - timedelta(days=3 * pair[0] + 5)
        yield {
            "contact_id": pair[1],
            "kind": CommitmentKind.ATTEND,
            "action_id": actions[pair[0]],
            "campaign_id": campaign_id,
            "answer": chance.choice((Answer.YES, Answer.YES, Answer.MAYBE, Answer.NO, Answer.INVITED)),
            "outcome": chance.choice((Outcome.OPEN, Outcome.KEPT, Outcome.KEPT, Outcome.BROKEN)),
            "asked_at": moment,
            "answered_at": moment,
        }


def _talks(chance: random.Random, organizers: list[int], campaign_id: int) -> Iterator[Row]:
    for _ in range(TALKS):
        met = _moment(chance)
        values = {"kind": OneOnOneKind.CHECK_IN, "channel": Channel.PHONE, "campaign_id": campaign_id}
        who = {"contact_id": chance.randint(1, PEOPLE), "organizer_user_id": chance.choice(organizers)}
        yield {**who, "met_at": met, "logged_at": met, **values}


def _assessments(chance: random.Random, campaign_id: int) -> Iterator[Row]:
    for _ in range(TALKS):
        value = {"value": chance.randint(1, 5), "evidence": chance.choice(list(Evidence))}
        yield {"contact_id": chance.randint(1, PEOPLE), "campaign_id": campaign_id, "at": _moment(chance), **value}


def _taggings(chance: random.Random, tags: list[int]) -> Iterator[Row]:
    for number in range(TAGGED):
        yield {"tag_id": tags[number % len(tags)], "contact_id": (number * 7) % PEOPLE + 1}


def _conversations() -> Iterator[Row]:
    return ({"phone": phone(number), "contact_id": number} for number in range(1, PEOPLE + 1))


def _texts(chance: random.Random) -> Iterator[Row]:
    for _ in range(TEXTS):
        number, is_out = chance.randint(1, PEOPLE), chance.random() < 0.7
        yield {
            "conversation_id": number,
            "contact_id": number,
            "phone": phone(number),
            "direction": Direction.OUT if is_out else Direction.IN,
            "status": MessageStatus.DELIVERED if is_out else MessageStatus.RECEIVED,
            "body": "Will you come on Tuesday?" if is_out else "Yes",
            "at": _moment(chance),
        }
