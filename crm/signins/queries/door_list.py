"""The list that a host's phone holds: as little of each person as it takes to find her, and who is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select

from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.contacts.queries import phones_of
from crm.core.database import db
from crm.core.upsert import chunks
from crm.signins.models import SignIn, Slip

LATELY = timedelta(days=180)
MOST_LATELY = 300
"""Who came to another action of late is on the list too; of more, those who came last."""
SAID = {Answer.YES: "yes", Answer.CONFIRMED: "yes", Answer.MAYBE: "maybe"}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of the list: first name, one initial, the last two digits, and yes, maybe or nothing."""

    id: int
    first: str
    initial: str
    digits: str
    said: str


@dataclass(frozen=True, slots=True)
class Here:
    """Who is here: people by id, how many more whose name is not settled yet, and how many said yes."""

    ids: list[int]
    unnamed: int
    yes: int

    @property
    def count(self) -> int:
        """How many people are here."""
        return len(self.ids) + self.unnamed


def door_list(action_id: int, now: datetime) -> list[ListedPerson]:
    """Those who were asked to this action and those who came to others of late, by first name."""
    answers = {
        row.contact_id: SAID.get(row.answer, "")
        for row in db.session.execute(
            select(Commitment.contact_id, Commitment.answer).where(
                Commitment.action_id == action_id, Commitment.kind == CommitmentKind.ATTEND
            )
        )
    }
    ids = set(answers) | set(db.session.scalars(_came_lately(now))) | set(here(action_id).ids)
    phones = phones_of(ids)
    people = [
        ListedPerson(
            id=row.id,
            first=row.chosen_name or row.first_name or row.last_name,
            initial=row.last_name[:1] if row.chosen_name or row.first_name else "",
            digits=phones.get(row.id, [""])[0][-2:],
            said=answers.get(row.id, ""),
        )
        for some in chunks(sorted(ids))
        for row in db.session.execute(_names().where(Contact.id.in_(some)))
    ]
    return sorted(people, key=lambda one: (one.first.casefold(), one.initial, one.id))


def here(action_id: int) -> Here:
    """Who is here by now, of whichever way in; a slip that waits for its person counts as one."""
    standing = select(func.coalesce(Slip.contact_id, Slip.tapped_id)).where(
        Slip.action_id == action_id, Slip.withdrawn_at.is_(None)
    )
    slips: list[int | None] = list(db.session.scalars(standing))
    present = db.session.scalars(select(SignIn.contact_id).where(SignIn.action_id == action_id))
    ids = {one for one in slips if one is not None} | set(present)
    yes = db.session.scalars(
        select(func.count(Commitment.id)).where(
            Commitment.action_id == action_id,
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.answer.in_((Answer.YES, Answer.CONFIRMED)),
        )
    ).one()
    return Here(sorted(ids), slips.count(None), yes)


def refs_of(action_id: int) -> dict[int, list[str]]:
    """By which rows each person is here, so that any host's phone can take them back."""
    person = func.coalesce(Slip.contact_id, Slip.tapped_id)
    standing = select(person, Slip.client_ref).where(
        Slip.action_id == action_id, Slip.withdrawn_at.is_(None), person.is_not(None)
    )
    found: dict[int, list[str]] = {}
    for contact_id, ref in db.session.execute(standing.order_by(Slip.id)):
        found.setdefault(contact_id or 0, []).append(ref)
    return found


def list_late(action_id: int) -> list[int]:
    """Those who said yes and are not here, in order of id: whom to call twenty minutes in."""
    present = here(action_id).ids
    query = select(Commitment.contact_id).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_((Answer.YES, Answer.CONFIRMED)),
    )
    return [one for one in db.session.scalars(query.order_by(Commitment.contact_id)) if one not in set(present)]


def _came_lately(now: datetime) -> Select[int]:
    last = func.max(SignIn.arrived_at)
    query = select(SignIn.contact_id).where(SignIn.arrived_at >= now - LATELY).group_by(SignIn.contact_id)
    return query.order_by(last.desc()).limit(MOST_LATELY)


def _names() -> Select[int, str, str, str]:
    current = or_(Contact.merged_into_id.is_not(None), Contact.archived_at.is_not(None))
    return select(Contact.id, Contact.chosen_name, Contact.first_name, Contact.last_name).where(~current)
