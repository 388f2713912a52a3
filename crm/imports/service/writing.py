"""Writing what a stretch of planned rows brings: people, what is added to those known, consents, stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crm.audit.service import Batch
from crm.contacts.service import create_from_columns, suggest_duplicates
from crm.contacts.service.create import LINE_LIMITS, tag_people
from crm.contacts.service.email_consents import EmailConsentState, NewEmailConsent, record_email_consents
from crm.contacts.service.fill import Addition, fill_in
from crm.contacts.service.households import put_in_household
from crm.contacts.service.housing import house_people
from crm.contacts.service.points import PointBook
from crm.core.actor import Actor
from crm.core.errors import N_
from crm.core.text import clean_line
from crm.imports.consents import Agreement, consents_of
from crm.imports.incoming import Incoming
from crm.imports.known import people_by_id
from crm.imports.matching import CLOSE_NAME, LIKELY, SAME_NAME, SEVERAL, SHARED_MAILBOX
from crm.imports.models import RowOutcome
from crm.imports.service.planning import HOUSEHOLD, LANGUAGES, Planned
from crm.sms.service.consent import OptOutReason, opt_out_many, record_consents

DUPLICATE_REASONS = {
    SHARED_MAILBOX: N_("same e-mail, other first name"),
    CLOSE_NAME: N_("same phone and last name"),
    SAME_NAME: N_("same name"),
    LIKELY: N_("same name and address, other phone or e-mail"),
    SEVERAL: N_("several people could be meant"),
}
NO_AGREEMENT = Agreement()


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and when rows are written, noted in which batch, on which agreement; `source` is the file or webinar.

    `points` knows the numbers and addresses that planning looked up.
    """

    actor: Actor
    now: datetime
    batch: Batch
    agreement: Agreement
    source: str
    topic: str = ""
    points: PointBook = field(default_factory=PointBook)


@dataclass(slots=True)
class Landed:
    """Where rows landed: the person of each position, and those who were made."""

    ids: dict[int, int] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)


def write_people(context: Context, planned: Sequence[Planned]) -> Landed:
    """Make the new people, add to the known ones, and mark those who may be somebody we know."""
    landed = Landed()
    fresh = [one for one in planned if one.comes_in_new]
    batch = context.batch
    people = _columns_of([one.row for one in fresh], context.source)
    landed.created = create_from_columns(context.actor, context.now, people, batch.id, context.points)
    by_line: dict[int, int] = {}
    for one, contact_id in zip(fresh, landed.created, strict=True):
        landed.ids[one.row.position] = by_line[one.row.line] = contact_id
    _find_known(planned, landed, by_line)
    fill_in(context.now, list(_additions(planned, landed)), batch, context.points)
    tag_people([(landed.ids[o.row.position], t) for o in planned if o.is_known for t in o.row.tags], batch.id)
    _suggest(fresh, landed, by_line, batch)
    _house(context, fresh, landed)
    _house_by_name(planned, landed, batch)
    return landed


def _find_known(planned: Sequence[Planned], landed: Landed, by_line: Mapping[int, int]) -> None:
    for one in planned:
        if one.is_known:
            known = one.contact_id or by_line.get(one.same_line or 0)
            if known is not None:
                landed.ids[one.row.position] = known


def _additions(planned: Sequence[Planned], landed: Landed) -> Iterator[Addition]:
    """What rows add, to people we know and to those of earlier rows, who have ids by now."""
    for one in planned:
        if one.addition is not None:
            contact_id = landed.ids.get(one.row.position)
            if contact_id is not None:
                yield replace(one.addition, contact_id=contact_id)


def _suggest(fresh: Sequence[Planned], landed: Landed, by_line: Mapping[int, int], batch: Batch) -> None:
    """Mark people who came in undecided as possible duplicates of those they resemble."""
    pairs: list[tuple[int, int, str]] = []
    for one in fresh:
        person = one.found.person
        if one.outcome is RowOutcome.REVIEW and person is not None:
            other = person.id if person.id > 0 else by_line.get(-person.id)
            if other is not None:
                pairs.append((landed.ids[one.row.position], other, DUPLICATE_REASONS[one.found.reason]))
    suggest_duplicates(pairs, batch.id)


def _house(context: Context, fresh: Sequence[Planned], landed: Landed) -> None:
    """Let new people live with those they were told apart from, where that was decided."""
    for one in fresh:
        if one.decision == HOUSEHOLD and one.candidate_id is not None:
            people = [landed.ids[one.row.position], one.candidate_id]
            put_in_household(context.actor, context.now, people, context.batch.id)


def _house_by_name(planned: Sequence[Planned], landed: Landed, batch: Batch) -> None:
    """Let those live together whom the file puts into one household."""
    rows = [one.row for one in planned if one.row.household and one.row.position in landed.ids]
    named = [(row.household, landed.ids[row.position]) for row in rows]
    if named:
        house_people(named, batch.id)


def _columns_of(rows: Sequence[Incoming], source: str) -> dict[str, list[Any]]:
    """The people that rows make, by columns; what the reading of a list found out about names already goes along."""
    fields, externals = [row.fields for row in rows], [row.external or _NO_ID for row in rows]
    columns: dict[str, list[Any]] = {
        "first_name": [row.first or _known_as(row) for row in rows],
        "middle_name": [row.middle for row in rows],
        "last_name": [row.last for row in rows],
        "chosen_name": [row.chosen for row in rows],
        "pronouns": [row.pronouns for row in rows],
        "preferred_language": [row.language if row.language in LANGUAGES else None for row in rows],
        "phone": [row.raw_phone for row in rows],
        "phones": [row.phones for row in rows],
        "emails": [row.emails for row in rows],
        "source": [clean_line(source, LINE_LIMITS["source"])] * len(rows),
        "external_system": [system for system, _number in externals],
        "external_id": [number for _system, number in externals],
        "tags": [row.tags for row in rows],
        "custom": [row.custom for row in rows],
    }
    columns |= {name: [of.get(name, "") for of in fields] for name in _PLACE}
    names = [row.found_by for row in rows]
    if all(names):
        columns |= zip(("sort_key", "name_key", "words"), map(list, zip(*names, strict=True)), strict=False)
    return columns


def _known_as(row: Incoming) -> str:
    """What somebody is called of whom a report has nothing but the name that was shown."""
    return "" if row.last or row.emails or row.raw_phone else row.shown


_NO_ID = ("", "")
_PLACE = ("suffix", "street", "city", "state", "postal_code")


def write_consents(context: Context, planned: Sequence[Planned], landed: Landed) -> dict[str, int]:
    """Write down who agreed and who refused; returns how many agreements are new and how many numbers were closed."""
    rows = [(one.row, landed.ids[one.row.position]) for one in planned if one.row.position in landed.ids]
    acts = list(consents_of(_with_phones(rows, context.agreement), context.agreement, context.topic, context.now))
    consented = record_consents(context.actor, context.now, acts, context.batch.id) if acts else 0
    stopped = {phone for row, _id in rows if row.sms_consent == "opted_out" for phone in row.phones}
    label = context.batch.label
    closed = opt_out_many(context.actor, context.now, stopped, OptOutReason.IMPORT, label) if stopped else 0
    emails = [act for row, contact_id in rows if row.email_consent for act in _email_acts(row, contact_id, context)]
    if emails:
        record_email_consents(context.actor, context.now, emails, context.batch.id)
    return {"consented": consented, "stopped": closed}


def _with_phones(rows: Sequence[tuple[Incoming, int]], agreement: Agreement) -> list[tuple[Incoming, int, str]]:
    """The rows with the number we know of a person whose row has none, where the file's own words count for all."""
    without = {contact_id for row, contact_id in rows if not row.phones} if agreement != NO_AGREEMENT else set()
    known = people_by_id(without) if without else {}
    return [
        (row, contact_id, known[contact_id].primary_phone if contact_id in known else "") for row, contact_id in rows
    ]


def _email_acts(row: Incoming, contact_id: int, context: Context) -> list[NewEmailConsent]:
    state = EmailConsentState(row.email_consent)
    source = row.email_source or row.consent_source or context.source
    at = min(row.consented_at or context.now, context.now)
    return [NewEmailConsent(contact_id, email, state, source, row.consent_words, at) for email in row.emails[:1]]
