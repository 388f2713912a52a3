"""Write down what a webinar report says people did: registered, cancelled, came, how long, who only dialled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.actions.queries import Action
from crm.audit.service import Batch, note_updated
from crm.commitments.queries import rsvp_contact_ids
from crm.commitments.service import Answer, AnswerRow, record_answers
from crm.contacts.service import note_attended
from crm.contacts.service.points import PointBook
from crm.core.actor import Actor
from crm.core.phones import normalize
from crm.imports.incoming import Incoming, Part, aware
from crm.imports.known import load_people
from crm.imports.service.heads import count_heads, is_named
from crm.imports.service.opening import Read
from crm.signins.service import NewPresence, NewSignIn, SignInMethod, keep_joins, outcome_of, record_sign_ins

SOURCE = "zoom_report"


def record_webinar(
    actor: Actor, now: datetime, action: Action, read: Read, ids: Mapping[int, int], batch: Batch
) -> None:
    """Write RSVPs, presences and joins of a report; `ids` gives the person of each row by position.

    Where nobody may be named only heads are counted.
    """
    rows = [(row, ids[row.position]) for row in read.rows if row.position in ids and row.part is not Part.PRESENTED]
    if not is_named(action):
        count_heads(batch, action, len(_present(rows)))
        return
    record_answers(actor, now, list(_answers(rows, action, read, now)), batch.id)
    present = _present(rows)
    new = [_sign_in(contact_id, stays, action, read) for contact_id, stays in present.items()]
    done = record_sign_ins(actor, now, action.id, new, batch.id)
    for change in done.changes:
        note_updated(batch, "sign_in", change.sign_in_id, dict(change.before), dict(change.after))
    note_attended(list(present), action.starts_at)
    nameless = [(row, None) for row in read.rows if row.left_out and row.attended]
    joins = [*_joins([*rows, *nameless], action), *_dialled(actor, action, read)]
    keep_joins(actor, now, action.id, joins, batch.id)


def _answers(rows: Iterable[tuple[Incoming, int]], action: Action, read: Read, now: datetime) -> Iterator[AnswerRow]:
    """Registered is yes since the registration; cancelled holds from the report's own time, which is later."""
    said = aware(read.report.generated_at, read.zone)
    for row, contact_id in rows:
        if row.part is Part.REGISTERED:
            at, answer = row.registered_at or said or now, Answer.YES
        elif row.part is Part.CANCELLED:
            at, answer = said or now, Answer.CANCELLED
        else:
            continue
        yield AnswerRow(contact_id, action.id, answer, min(at, now), SOURCE, action.campaign_id, dict(row.answers))


def _present(rows: Iterable[tuple[Incoming, int]]) -> dict[int, list[Incoming]]:
    """Those who came, each with the rows that are hers (two devices, two addresses)."""
    present: dict[int, list[Incoming]] = {}
    for row, contact_id in rows:
        if row.attended:
            present.setdefault(contact_id, []).append(row)
    return present


def _sign_in(contact_id: int, rows: list[Incoming], action: Action, read: Read) -> NewSignIn:
    measured = [row.minutes for row in rows if row.minutes is not None]
    minutes = sum(measured) if measured else None
    if minutes is not None and len(measured) > 1 and read.minutes:
        minutes = min(minutes, max(read.minutes, *measured))
    joined = [stay.joined_at for row in rows for stay in row.stays if stay.joined_at]
    left = [stay.left_at for row in rows for stay in row.stays if stay.left_at]
    return NewSignIn(
        contact_id=contact_id,
        action_id=action.id,
        outcome=outcome_of(minutes, read.minutes),
        method=SignInMethod.IMPORT,
        arrived_at=min(joined, default=action.starts_at),
        left_at=max(left, default=None),
        minutes=minutes,
    )


def _joins(rows: Iterable[tuple[Incoming, int | None]], action: Action) -> Iterator[NewPresence]:
    for row, contact_id in rows:
        phone = row.phones[0] if row.phones else None
        for stay in row.stays:
            name = row.shown or row.name
            yield NewPresence(action.id, contact_id, name, phone, stay.joined_at, stay.left_at, stay.minutes)


def _dialled(actor: Actor, action: Action, read: Read) -> Iterator[NewPresence]:
    """Those who came without a registration; a caller's number suggests a person when one registrant alone has it."""
    region = get_organization(actor.organization_id).region
    others = read.report.others
    numbers = [normalize(other.phone, region) for other in others]
    probes = [Incoming(place, place + 1, phones=(number,)) for place, number in enumerate(numbers) if number]
    people = load_people(probes, PointBook()).values() if probes else ()
    registered = set(rsvp_contact_ids(action.id))
    for other, number in zip(others, numbers, strict=True):
        sharing = [person.somebody.id for person in people if number in person.somebody.phones]
        alone = sharing[0] if len(sharing) == 1 and sharing[0] in registered else None
        joined, left = aware(other.joined_at, read.zone), aware(other.left_at, read.zone)
        yield NewPresence(action.id, alone, other.raw_name, number or other.phone, joined, left, other.minutes)
