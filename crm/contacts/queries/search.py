"""Finding a person by a few letters: parts of the name in any order, short names, digits, an e-mail, one slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, or_, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, NameToken, PointKind
from crm.contacts.nicknames import other_names
from crm.contacts.queries.cards import emails_of, phones_of
from crm.contacts.queries.people import find_by_phone, is_current, is_reached
from crm.contacts.tokens import tokens_of_names
from crm.core.database import db
from crm.core.phones import format_national
from crm.core.scope import current_organization_id
from crm.core.text import words

CANDIDATES = 200
"""How many people one question to the database may bring; they are ranked here."""
SCANNED = 1000
"""How many matches of a single word are looked at before they are ordered: two letters match a tenth of a large list."""
MOST_TERMS = 5
FEWEST_DIGITS = 3
FEWEST_LETTERS_TO_MEND = 4
MOST_MENDED = 8
LAST = "\U0010ffff"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS_ONLY = re.compile(r"[\d\s()+.\-/]+")


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A person found: what to call her, and what tells her from others of that name (a number, an address, a town)."""

    id: int
    name: str
    detail: str


def search(text: str, limit: int = 20) -> list[ContactHit]:
    """People found by what was typed, the best first; nothing for an empty text or less than three digits."""
    return to_hits(search_contacts(text, limit))


def search_contacts(text: str, limit: int) -> list[Contact]:
    """Like `search`, as rows."""
    if "@" in text:
        return _by_email(text.strip().lower(), limit)
    if _DIGITS_ONLY.fullmatch(text):
        return _by_digits(text, limit)
    terms = _terms(text)
    if not terms:
        return []
    meanings = [{term} | other_names(term) for term in terms]
    found = {contact.id: contact for contact in _by_tokens(meanings, is_exact=True)}
    if len(found) < CANDIDATES:
        found |= {contact.id: contact for contact in _by_tokens(meanings, is_exact=False)}
    if not found:
        found = {contact.id: contact for contact in _with_one_slip(terms, meanings)}
    return sorted(found.values(), key=lambda contact: _rank(contact, terms))[:limit]


def find_alike(name: str, phone: str | None, limit: int = 3) -> list[ContactHit]:
    """People who may be the one being written down: at the same number (E.164), or with every word of the name."""
    found = {contact.id: contact for contact in (find_by_phone(phone) if phone else [])}
    terms = words(name)[:MOST_TERMS]
    if len(terms) > 1:
        meanings = [{term} | other_names(term) for term in terms]
        found |= {contact.id: contact for contact in _by_tokens(meanings, is_exact=True)}
    return to_hits(list(found.values())[:limit])


def to_hits(contacts: list[Contact]) -> list[ContactHit]:
    """What a list of suggestions shows of these people, in the same order."""
    ids = [contact.id for contact in contacts]
    phones, emails = phones_of(ids), emails_of(ids)
    return [
        ContactHit(
            contact.id,
            contact.full_name or _first(emails.get(contact.id)) or format_national(_first(phones.get(contact.id))),
            format_national(_first(phones.get(contact.id))) or _first(emails.get(contact.id)) or contact.city,
        )
        for contact in contacts
    ]


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


def _terms(text: str) -> list[str]:
    """The words looked for; too few digits are none."""
    terms = [term for term in words(text) if not term.isdigit() or len(term) >= FEWEST_DIGITS]
    return list(dict.fromkeys(terms))[:MOST_TERMS]


def _begins(prefix: str) -> ColumnElement[bool]:
    return and_(NameToken.token >= prefix, NameToken.token < prefix + LAST)


def _people_with(meanings: set[str], is_exact: bool) -> Select[int]:
    matches = NameToken.token.in_(meanings) if is_exact else or_(*(_begins(meaning) for meaning in sorted(meanings)))
    return select(NameToken.contact_id).where(NameToken.organization_id == current_organization_id(), matches)


def _by_tokens(terms: list[set[str]], is_exact: bool) -> list[Contact]:
    people = [_people_with(one, is_exact) for one in terms]
    if len(people) == 1:
        people = [people[0].limit(SCANNED)]
    query = select(Contact).where(is_current(), *(Contact.id.in_(one) for one in people))
    newest_first = (Contact.last_contact_at.is_(None), Contact.last_contact_at.desc(), Contact.id.desc())
    return list(db.session.scalars(query.order_by(*newest_first).limit(CANDIDATES)))


def _with_one_slip(terms: list[str], meanings: list[set[str]]) -> list[Contact]:
    """People who are found when one of the words may hold one typing mistake (not in its first letter)."""
    for position, term in enumerate(terms):
        mended = _mend(term)
        if mended:
            found = _by_tokens([*meanings[:position], mended, *meanings[position + 1 :]], is_exact=False)
            if found:
                return found
    return []


def _mend(term: str) -> set[str]:
    """Beginnings of known words that are one letter missing, too many, wrong or swapped away from the term."""
    if len(term) < FEWEST_LETTERS_TO_MEND or term.isdigit():
        return set()
    query = select(NameToken.token).where(_begins(term[0])).distinct()
    mended: set[str] = set()
    for token in db.session.scalars(query):
        for length in (len(term), len(term) - 1, len(term) + 1):
            if OSA.distance(term, token[:length], score_cutoff=1) <= 1:
                mended.add(token[:length])
                break
    return set(sorted(mended)[:MOST_MENDED])


def _by_digits(text: str, limit: int) -> list[Contact]:
    digits = re.sub(r"\D", "", text)
    digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    if len(digits) < FEWEST_DIGITS:
        return []
    begins = [
        and_(column >= start, column < start + LAST)
        for column, start in (
            (ContactPoint.value, f"+1{digits}"),
            (ContactPoint.value, f"+{digits}"),
            (ContactPoint.local, digits),
            (ContactPoint.tail, digits),
        )
    ]
    at_number = (
        select(ContactPointLink.contact_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(
            ContactPoint.organization_id == current_organization_id(),
            ContactPoint.kind == PointKind.PHONE,
            is_reached(),
            or_(*begins),
        )
        .limit(SCANNED)
    )
    query = select(Contact).where(is_current(), Contact.id.in_(at_number)).order_by(Contact.id)
    return list(db.session.scalars(query.limit(limit)))


def _by_email(prefix: str, limit: int) -> list[Contact]:
    at_address = (
        select(ContactPointLink.contact_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(
            ContactPoint.organization_id == current_organization_id(),
            ContactPoint.kind == PointKind.EMAIL,
            is_reached(),
            ContactPoint.value >= prefix,
            ContactPoint.value < prefix + LAST,
        )
    )
    query = select(Contact).where(is_current(), Contact.id.in_(at_address)).order_by(Contact.id)
    return list(db.session.scalars(query.limit(limit)))


def _rank(contact: Contact, terms: list[str]) -> tuple[float, float, str]:
    """Whole words before beginnings, names as typed before short names; then whom we talked with last."""
    tokens = tokens_of_names(contact)
    score = sum(3 if term in tokens else 2 if any(token.startswith(term) for token in tokens) else 1 for term in terms)
    return -score, -(contact.last_contact_at or LONG_AGO).timestamp(), contact.display_name
