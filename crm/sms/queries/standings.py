"""Where people stand with texts, said in one word for files out and lists: opted_in, opted_out or unknown.

The gate decides each send by number and person; here the stricter of all her numbers is said of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.core.database import db
from crm.core.upsert import chunks
from crm.sms.models import Consent, ConsentState
from crm.sms.queries.gate import Known, Why, read_known

UNKNOWN = "unknown"
_MAY_NOT_CONSENT = frozenset({Why.MINOR})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person said about texts; `consent_id` is the act it rests on, None where a stop or nothing is the reason."""

    state: str = UNKNOWN
    consent_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """The words of an act of consent, and where they stood."""

    words: str
    source: str


def standings_of(phones: Mapping[int, Sequence[str]]) -> dict[int, Standing]:
    """Where each of some people stands, given her numbers: four reads, however many there are.

    One stop or refusal among her numbers makes her opted_out; else one agreement makes her opted_in. That a number was
    somebody else's makes her opted_out only when no other number of hers agreed; a number held for a decision says nothing.
    """
    known = read_known({phone for some in phones.values() for phone in some}, set(phones))
    return {contact_id: _standing(contact_id, some, known) for contact_id, some in phones.items()}


def _standing(contact_id: int, phones: Sequence[str], known: Known) -> Standing:
    block = known.people.get(contact_id)
    if block is Why.DO_NOT_CONTACT:
        return Standing(ConsentState.OPTED_OUT)
    said = [_of_number(contact_id, phone, known) for phone in phones]
    agreed: Standing | None = None
    for word, standing in said:
        if word is Why.OPTED_OUT:
            return standing
        if word is None and agreed is None and standing.state == ConsentState.OPTED_IN:
            agreed = standing
    if agreed is not None:
        return Standing() if block in _MAY_NOT_CONSENT else agreed
    is_wrong = any(word is Why.WRONG_NUMBER for word, _standing_ in said)
    return Standing(ConsentState.OPTED_OUT) if is_wrong else Standing()


def _of_number(contact_id: int, phone: str, known: Known) -> tuple[Why | None, Standing]:
    """What closes one number for her, if anything, and what she said about it."""
    stop = known.stop_word(phone)
    if stop is not None:
        return stop, Standing(ConsentState.OPTED_OUT)
    state, consent_id = known.consents.get((phone, contact_id), (None, None))
    if state is None:
        return None, Standing()
    return (Why.OPTED_OUT if state is ConsentState.OPTED_OUT else None), Standing(state, consent_id)


def consent_records(consent_ids: Iterable[int]) -> dict[int, ConsentRecord]:
    """The words and sources of some acts of consent, by id."""
    found: dict[int, ConsentRecord] = {}
    for some in chunks(sorted(set(consent_ids))):
        query = select(Consent.id, Consent.words, Consent.source).where(Consent.id.in_(some))
        found.update((row[0], ConsentRecord(row[1], row[2])) for row in db.session.execute(query))
    return found
