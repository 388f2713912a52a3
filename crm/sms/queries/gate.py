"""The send gate: whether a number may be texted for a person, read at the moment of each send.

The stricter of number and person wins (SMS.md sections 2 and 9): an open stop closes a number for everyone who shares
it, and beyond that the person must have agreed, in words that are kept, to be texted at that number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind, PointStatus
from crm.core.database import db
from crm.core.errors import N_
from crm.core.upsert import among
from crm.sms.models import Consent, ConsentState, OptOut, OptOutReason

CHUNK = 5_000
MANY = 500
"""From so many numbers or people on they go to the database as one parameter: a plan anew costs less than as many marks."""


class _Read:
    """One of the gate's reads, by numbers or by people; for few of them the statement is built once, as each text asks."""

    def __init__(self, query: Select[*tuple[Any, ...]], column: Any) -> None:
        self.query, self._column = query, column
        self._few = query.where(column.in_(bindparam("values", expanding=True)))

    def of(self, values: Collection[Any]) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of these numbers or people."""
        if len(values) < MANY:
            return db.session.execute(self._few, {"values": list(values)}).all()
        return db.session.execute(self.query.where(among(self._column, values))).all()


_STOPS = _Read(select(OptOut.phone, OptOut.reason).where(OptOut.lifted_at.is_(None)), OptOut.phone)
_POINTS = _Read(
    select(ContactPoint.value, ContactPoint.status, ContactPoint.is_textable, ContactPoint.unreachable_since).where(
        ContactPoint.kind == PointKind.PHONE,
        or_(
            ContactPoint.status == PointStatus.BAD,
            ContactPoint.is_textable.is_(False),
            ContactPoint.unreachable_since.is_not(None),
        ),
    ),
    ContactPoint.value,
)
_PAST = _Read(
    select(ContactPoint.value, ContactPointLink.contact_id)
    .join(ContactPointLink, ContactPointLink.point_id == ContactPoint.id)
    .where(ContactPoint.kind == PointKind.PHONE, ContactPointLink.past_at.is_not(None)),
    ContactPoint.value,
)
_PEOPLE = _Read(
    select(
        Contact.id,
        Contact.member_status,
        Contact.merged_into_id,
        Contact.archived_at,
        Contact.is_minor,
        Contact.has_guardian_consent,
        Contact.state,
        Contact.postal_code,
    ),
    Contact.id,
)
_BLOCKED = _Read(
    _PEOPLE.query.where(
        or_(
            Contact.member_status == MemberStatus.DO_NOT_CONTACT,
            Contact.merged_into_id.is_not(None),
            Contact.archived_at.is_not(None),
            Contact.is_minor.is_(True),
        )
    ),
    Contact.id,
)
_CONSENTS = _Read(
    select(Consent.phone, Consent.contact_id, Consent.state, Consent.id).order_by(
        Consent.at, Consent.state == ConsentState.OPTED_OUT, Consent.id
    ),
    Consent.phone,
)
Pair = tuple[str, int | None]


class Why(StrEnum):
    """Why a number may not be texted: a few words for a screen, translated there."""

    NO_PHONE = N_("no phone")
    OPTED_OUT = N_("opted out")
    WRONG_NUMBER = N_("wrong number")
    HELD = N_("held for a decision")
    DO_NOT_CONTACT = N_("do not contact")
    ARCHIVED = N_("archived")
    MERGED = N_("merged into another person")
    MINOR = N_("minor without a guardian's consent")
    NOT_TEXTABLE = N_("cannot receive texts")
    UNREACHABLE = N_("out of reach for days")
    BAD_NUMBER = N_("number does not work")
    PAST_NUMBER = N_("no longer this person's number")
    NO_CONSENT = N_("no consent")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text may go, why not, and on which consent it rests."""

    allowed: bool
    reason: Why | None = None
    consent_id: int | None = None


@dataclass(slots=True)
class Known:
    """What the ledger holds on the numbers and people of one read; `places` are people's states and ZIP codes."""

    stops: dict[str, set[OptOutReason]] = field(default_factory=dict)
    points: dict[str, Why] = field(default_factory=dict)
    people: dict[int, Why] = field(default_factory=dict)
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    consents: dict[Pair, tuple[ConsentState, int]] = field(default_factory=dict)
    past: set[Pair] = field(default_factory=set)

    def stop_word(self, phone: str) -> Why | None:
        """What closes a number for everyone who shares it, or None while it is open."""
        return _stop_word(self.stops[phone]) if phone in self.stops else None


def may_text(phone: str, contact_id: int | None) -> Verdict:
    """The verdict on one number for one person (None: a number without a person, which needs a consent of its own)."""
    return verdicts([(phone, contact_id)])[(phone, contact_id)]


def verdicts(pairs: Iterable[Pair]) -> dict[Pair, Verdict]:
    """The verdicts on many (number, person) pairs; five reads for each five thousand."""
    wanted = list(dict.fromkeys(pairs))
    found: dict[Pair, Verdict] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        known = read_known(
            {phone for phone, _ in chunk if phone}, {person for _, person in chunk if person is not None}, False
        )
        found.update((pair, judge(pair, known)) for pair in chunk)
    return found


def closed_phones(phones: Collection[str]) -> dict[str, Why]:
    """Of some numbers, however many, those with an open stop or hold, and which."""
    if not phones:
        return {}
    stops: dict[str, set[OptOutReason]] = {}
    query = select(OptOut.phone, OptOut.reason).where(among(OptOut.phone, phones), OptOut.lifted_at.is_(None))
    for phone, reason in db.session.execute(query):
        stops.setdefault(phone, set()).add(reason)
    return {phone: _stop_word(reasons) for phone, reasons in stops.items()}


def judge(pair: Pair, known: Known) -> Verdict:
    """The verdict on a number for a person by what was read of both."""
    phone, contact_id = pair
    reason = _block(phone, contact_id, known) or _consent_block(pair, known)
    return Verdict(False, reason) if reason is not None else Verdict(True, None, known.consents[pair][1])


def _block(phone: str, contact_id: int | None, known: Known) -> Why | None:
    if not phone:
        return Why.NO_PHONE
    if (stop := known.stop_word(phone)) is not None:
        return stop
    if contact_id is not None and contact_id in known.people:
        return known.people[contact_id]
    return known.points.get(phone)


def _consent_block(pair: Pair, known: Known) -> Why | None:
    if pair in known.past:
        return Why.PAST_NUMBER
    consent = known.consents.get(pair)
    if consent is None:
        return Why.NO_CONSENT
    return Why.OPTED_OUT if consent[0] is ConsentState.OPTED_OUT else None


def _stop_word(reasons: set[OptOutReason]) -> Why:
    if reasons - {OptOutReason.WRONG_NUMBER, OptOutReason.HELD}:
        return Why.OPTED_OUT
    return Why.WRONG_NUMBER if OptOutReason.WRONG_NUMBER in reasons else Why.HELD


def read_known(phones: set[str], people: set[int], with_places: bool = True) -> Known:
    """What the ledger holds on some numbers and people, in five reads; without places only of people who are closed."""
    known = Known(stops=_stops(phones), points=_points(phones), consents=_consents(phones), past=_past(phones))
    for row in (_PEOPLE if with_places else _BLOCKED).of(people):
        known.places[row.id] = (row.state, row.postal_code)
        if (why := _why_not(row)) is not None:
            known.people[row.id] = why
    return known


def _stops(phones: Collection[str]) -> dict[str, set[OptOutReason]]:
    stops: dict[str, set[OptOutReason]] = {}
    for phone, reason in _STOPS.of(phones):
        stops.setdefault(phone, set()).add(reason)
    return stops


def _points(phones: Collection[str]) -> dict[str, Why]:
    unfit: dict[str, Why] = {}
    for phone, status, is_textable, unreachable_since in _POINTS.of(phones):
        if status is PointStatus.BAD:
            unfit[phone] = Why.BAD_NUMBER
        elif not is_textable:
            unfit[phone] = Why.NOT_TEXTABLE
        elif unreachable_since is not None:
            unfit[phone] = Why.UNREACHABLE
    return unfit


def _past(phones: Collection[str]) -> set[Pair]:
    """The numbers that are no longer these people's."""
    return {(phone, contact_id) for phone, contact_id in _PAST.of(phones)}


def _why_not(person: Row[*tuple[Any, ...]]) -> Why | None:
    """Why somebody must not be texted at any number; an unknown age counts as adult (SMS.md section 9)."""
    if person.member_status is MemberStatus.DO_NOT_CONTACT:
        return Why.DO_NOT_CONTACT
    if person.merged_into_id is not None:
        return Why.MERGED
    if person.archived_at is not None:
        return Why.ARCHIVED
    return Why.MINOR if person.is_minor and not person.has_guardian_consent else None


def _consents(phones: Collection[str]) -> dict[Pair, tuple[ConsentState, int]]:
    """The newest act of each person for each number; of two at the same moment the refusal counts."""
    return {(phone, contact_id): (state, act) for phone, contact_id, state, act in _CONSENTS.of(phones)}
