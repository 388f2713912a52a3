"""Rows in every room for two records of one person, and what the database holds but for the audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.actions.models import Action
from crm.commitments.models import TaskKind
from crm.commitments.service import Answer, CommitmentKind, NewTask, create_task, record_answer
from crm.contacts.models import (
    Contact,
    ContactNote,
    DuplicateStatus,
    DuplicateSuggestion,
    Household,
    HouseholdMember,
    ListMember,
    MemberStatus,
    StaticList,
)
from crm.contacts.service import add_email, add_phone, suggest_duplicate
from crm.contacts.service.create import tag_people
from crm.core.actor import Actor
from crm.core.database import Model, db
from crm.core.scope import everywhere
from crm.core.upsert import insert_missing
from crm.imports.models import ImportRow, ImportRun, RowOutcome
from crm.one_on_ones.models import Assessment, Channel, OneOnOne, OneOnOneKind
from crm.places.models import ContactDivision, PlaceSource
from crm.signins.models import SignIn, SignInMethod, SignInOutcome, WebinarPresence
from crm.sms.models import ConsentMethod, ConsentState
from crm.sms.service.consent import NewConsent, record_consents
from crm.sms.service.outbox import queue_message
from tests.support.factories import Factory

AUDIT = {"audit_entries", "batches", "batch_changes", "contact_merges", "worker_heartbeats", "table_changes"}
INDEXES = {"name_tokens", "name_words"}
PHONES = ("+13035550101", "+13035550102", "+17205550103")
WORDS = "I agree to get texts about the budget campaign."


class TwoRecords:
    """Two records, somebody else, three actions and three numbers, and the acts that give the records rows."""

    def __init__(self, make: Factory, actor: Actor) -> None:
        self.make, self.actor, self.now = make, actor, make.now
        self.people = [make.contact(first_name="Lupe"), make.contact(first_name="Guadalupe", middle_name="M.")]
        self.other = make.contact(first_name="Other")
        self.actions: list[Action] = [make.action() for _ in range(3)]
        self.household = make.add(Household(name="Martínez"))
        self.list = make.add(StaticList(name="Block captains"))
        self.run = make.add(ImportRun(kind="people", filename="a.csv", sha256="0" * 64, counts={}))
        self.count = 0

    @property
    def ids(self) -> tuple[int, int]:
        """The ids of the two."""
        return self.people[0].id, self.people[1].id

    def do(self, act: str, side: int, variant: int) -> None:
        """Let one record have one more row."""
        self.count += 1
        ACTS[act](self, self.people[side], variant)
        db.session.flush()

    def moment(self, variant: int) -> datetime:
        """A moment some days ago: two acts may share it."""
        return self.now - timedelta(days=variant)

    def phone(self, who: Contact, variant: int) -> None:
        """Give her a number."""
        add_phone(who.id, PHONES[variant])

    def email(self, who: Contact, variant: int) -> None:
        """Give her an address."""
        add_email(who.id, f"lupe{variant}@example.org")

    def tag(self, who: Contact, variant: int) -> None:
        """Tag her."""
        tag_people([(who.id, f"tag {variant}")])

    def note(self, who: Contact, variant: int) -> None:
        """Keep a cell of hers."""
        self.make.add(ContactNote(contact_id=who.id, kind="phone", body=f"555-{variant}"))

    def suggestion(self, who: Contact, variant: int) -> None:
        """Suggest her to be somebody else; the third says that they are two people."""
        row = suggest_duplicate(who.id, self.other.id, ["Same name"])
        if variant == 2:
            row.status = DuplicateStatus.DIFFERENT

    def pair(self, who: Contact, variant: int) -> None:
        """Suggest the two to be one."""
        suggest_duplicate(*self.ids, ["Same number"])

    def house(self, who: Contact, variant: int) -> None:
        """Let her live in the household."""
        rows = [{"household_id": self.household.id, "contact_id": who.id, "role": "adult"}]
        shared = {"organization_id": self.actor.organization_id, "created_at": self.now, "updated_at": self.now}
        insert_missing(HouseholdMember, [row | shared for row in rows], ("household_id", "contact_id"))

    def lives(self, who: Contact, variant: int) -> None:
        """Let her live in a ward, by her own word or by her address."""
        source = (PlaceSource.ADDRESS, PlaceSource.OWN_WORD)[self.count % 2]
        city = "ocd-division/country:us/state:co/place:denver"
        row = {"contact_id": who.id, "ocd_id": f"{city}/ward:{variant}", "source": source, "at": self.now}
        shared = {"organization_id": self.actor.organization_id, "created_at": self.now, "updated_at": self.now}
        insert_missing(ContactDivision, [row | shared], ("contact_id", "ocd_id"))

    def listed(self, who: Contact, variant: int) -> None:
        """Put her on a list."""
        shared = {"organization_id": self.actor.organization_id, "created_at": self.now, "updated_at": self.now}
        insert_missing(
            ListMember, [{"list_id": self.list.id, "contact_id": who.id} | shared], ("list_id", "contact_id")
        )

    def brought(self, who: Contact, variant: int) -> None:
        """Let her have brought the other, or the two each other."""
        brought = (self.other, *self.people)[variant]
        if brought.id != who.id:
            brought.recruited_by_id = who.id

    def status(self, who: Contact, variant: int) -> None:
        """Change what she is."""
        who.member_status = (MemberStatus.MEMBER, MemberStatus.DO_NOT_CONTACT, MemberStatus.PROSPECT)[variant]

    def minor(self, who: Contact, variant: int) -> None:
        """Say her age band, and whether a guardian agreed."""
        who.is_minor, who.has_guardian_consent = ((True, False), (True, True), (False, False))[variant]

    def fields(self, who: Contact, variant: int) -> None:
        """Fill fields of hers."""
        who.chosen_name, who.city, who.custom = f"Lupita {variant}", "Denver", {"ward": str(variant)}
        who.needs, who.last_contact_at = ["ride", f"food:{variant}"], self.moment(variant)

    def sat_down(self, who: Contact, variant: int) -> None:
        """Sit down with her."""
        met = {"met_at": self.moment(variant), "logged_at": self.now, "channel": Channel.PHONE}
        row = OneOnOne(contact_id=who.id, organizer_user_id=self.actor.user_id or 0, kind=OneOnOneKind.CHECK_IN, **met)
        row.sealed_story = "sealed"
        self.make.add(row)
        self.make.add(Assessment(contact_id=who.id, one_on_one_id=row.id, value=variant + 1, at=self.moment(variant)))

    def answer(self, who: Contact, variant: int) -> None:
        """Let her answer an ask to come."""
        given = (Answer.YES, Answer.NO, Answer.INVITED, Answer.MAYBE)[self.count % 4]
        action = self.actions[variant]
        at = self.moment(self.count % 5)
        record_answer(self.actor, at, who.id, given, source="staff", action_id=action.id)

    def promise(self, who: Contact, variant: int) -> None:
        """Let her promise something that is no RSVP, and give her a next step."""
        record_answer(self.actor, self.now, who.id, Answer.YES, kind=CommitmentKind.SPEAK, source="staff")
        task = NewTask(who.id, self.actor.user_id or 0, TaskKind.CALL, "Call her", self.now.date(), "one_on_one")
        create_task(self.actor, self.now, task)

    def came(self, who: Contact, variant: int) -> None:
        """Let her be at an action; the third time brought by the other record."""
        action = self.actions[variant]
        known = select(SignIn).where(SignIn.action_id == action.id, SignIn.contact_id == who.id)
        if db.session.scalars(known).first() is None:
            row = SignIn(
                contact_id=who.id,
                action_id=action.id,
                outcome=(SignInOutcome.PRESENT, SignInOutcome.LEFT_EARLY)[self.count % 2],
                method=SignInMethod.IMPORT,
                arrived_at=self.moment(self.count % 3),
                minutes=(None, 5, 80)[self.count % 3],
                brought_by_id=self.people[self.count % 2].id if variant == 2 else None,
            )
            self.make.add(row)
        joined = {"raw_name": "Lupe", "minutes": 5, "joined_at": self.moment(0)}
        self.make.add(WebinarPresence(action_id=action.id, contact_id=who.id, **joined))

    def agree(self, who: Contact, variant: int) -> None:
        """Let her agree to texts at a number."""
        self._act(who, variant, ConsentState.OPTED_IN)

    def refuse(self, who: Contact, variant: int) -> None:
        """Let her refuse texts at a number."""
        self._act(who, variant, ConsentState.OPTED_OUT)

    def _act(self, who: Contact, variant: int, state: ConsentState) -> None:
        at = self.moment(self.count % 7)
        row = NewConsent(who.id, PHONES[variant], WORDS, "paper", ConsentMethod.PAPER_SHEET, at, state)
        record_consents(self.actor, at, [row])

    def text(self, who: Contact, variant: int) -> None:
        """Write to her."""
        values = {"phone": PHONES[variant], "contact_id": who.id, "body": "Hello", "language": "en"}
        queue_message(self.actor, self.now, **values)

    def row(self, who: Contact, variant: int) -> None:
        """Let a row of a file be hers."""
        ids = {"contact_id": who.id, "candidate_id": self.other.id if variant else who.id}
        values = {"run_id": self.run.id, "position": self.count, "line": self.count, "shown_name": "Lupe"}
        self.make.add(ImportRow(outcome=RowOutcome.NEW, **ids, **values))


ACTS: dict[str, Callable[[TwoRecords, Contact, int], None]] = {
    name: getattr(TwoRecords, name)
    for name in (
        "phone", "email", "tag", "note", "suggestion", "pair", "house", "lives", "listed", "brought", "status", "minor", "fields",
        "sat_down", "answer", "promise", "came", "agree", "refuse", "text", "row",
    )
}  # fmt: skip


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """What every table holds, but for the audit and the moment of the last change."""
    db.session.flush()
    found: dict[str, list[tuple[Any, ...]]] = {}
    with everywhere("a test compares all rows"):
        for name, table in sorted(Model.metadata.tables.items()):
            left_out = {"updated_at", "id", "created_at"} if name in INDEXES else {"updated_at"}
            columns = [column for column in table.columns if column.name not in left_out]
            if name not in AUDIT:
                rows = db.session.connection().execute(select(*columns))
                found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def pointing_at(contact_id: int) -> dict[str, int]:
    """How many rows of each "table.column" point at a record."""
    db.session.flush()
    counts: dict[str, int] = {}
    with everywhere("a test counts what points at a person"):
        for table in Model.metadata.tables.values():
            for column in table.columns:
                if any(key.column.table.name == "contacts" for key in column.foreign_keys):
                    query = select(table.c.organization_id).where(column == contact_id)
                    counts[f"{table.name}.{column.name}"] = len(db.session.connection().execute(query).all())
    return {column: count for column, count in counts.items() if count}


def suggestion_of(first: int, second: int) -> DuplicateSuggestion | None:
    """What is suggested of a pair."""
    low, high = sorted((first, second))
    query = select(DuplicateSuggestion).where(
        DuplicateSuggestion.contact_id == low, DuplicateSuggestion.other_id == high
    )
    return db.session.scalars(query).one_or_none()
