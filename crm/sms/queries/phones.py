"""Reading the simulated phones of a practice organization, and what the product made of what was typed on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from crm.contacts.queries import names_of, phones_of, search
from crm.core.database import db
from crm.sms.models import Conversation, Direction, Message, SimulatedText
from crm.sms.provider.simulated import ARMED, PLANNED

FOUND = 12


@dataclass(frozen=True, slots=True)
class ListedPhone:
    """One simulated phone: its number and whose it is, "" when nobody's."""

    phone: str
    name: str


def list_phones(limit: int = 50) -> list[str]:
    """The simulated phones that sent or received something, the latest first."""
    latest = func.max(SimulatedText.id)
    query = select(SimulatedText.phone).where(SimulatedText.status.not_in((ARMED, PLANNED)))
    return list(db.session.scalars(query.group_by(SimulatedText.phone).order_by(latest.desc()).limit(limit)))


def listed_phones(text: str = "", limit: int = 50) -> list[ListedPhone]:
    """The phones that have texts, the latest first; with a text, those of people found by it, used or not."""
    if text.strip():
        hits = search(text, FOUND)
        numbers = phones_of([hit.id for hit in hits])
        return [ListedPhone(phone, hit.name) for hit in hits for phone in numbers.get(hit.id, [])]
    phones = list_phones(limit)
    names = owners_of(phones)
    return [ListedPhone(phone, names.get(phone, "")) for phone in phones]


def owners_of(phones: Iterable[str]) -> dict[str, str]:
    """Who we take the people at these numbers for, by number; numbers that several share or nobody has are missing."""
    query = select(Conversation.phone, Conversation.contact_id).where(Conversation.phone.in_(list(phones)))
    known = {phone: contact_id for phone, contact_id in db.session.execute(query) if contact_id is not None}
    names = names_of(known.values())
    return {phone: names[contact_id] for phone, contact_id in known.items() if contact_id in names}


def list_texts(phone: str, limit: int = 100) -> list[SimulatedText]:
    """What stands on one simulated phone, the oldest first."""
    query = select(SimulatedText).where(SimulatedText.phone == phone, SimulatedText.status.not_in((ARMED, PLANNED)))
    return list(db.session.scalars(query.order_by(SimulatedText.id.desc()).limit(limit)))[::-1]


def find_armed(phone: str) -> SimulatedText | None:
    """What is to go wrong with the next text to a phone, or None."""
    query = select(SimulatedText).where(SimulatedText.phone == phone, SimulatedText.status == ARMED)
    return db.session.scalars(query.order_by(SimulatedText.id.desc()).limit(1)).first()


def find_ours(texts: list[SimulatedText]) -> Message | None:
    """The text of ours that stands last on a phone, as our own books have it; None when the last one is not ours."""
    if not texts or texts[-1].is_from_phone:
        return None
    return db.session.scalars(select(Message).where(Message.provider_sid == texts[-1].sid)).one_or_none()


def understood(texts: list[SimulatedText]) -> Message | None:
    """The last text typed on a phone as we took it in, with what was made of it; None when none came in yet."""
    typed = [text.sid for text in texts if text.is_from_phone]
    if not typed:
        return None
    query = select(Message).where(Message.provider_sid == typed[-1], Message.direction == Direction.IN)
    return db.session.scalars(query).one_or_none()
