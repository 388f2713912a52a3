"""Two records become one with everything every room holds, and two again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.audit.service import undo_batch
from crm.commitments.models import Answer, Commitment, CommitmentEvent, Outcome
from crm.commitments.queries import find_rsvp
from crm.commitments.service import record_answer
from crm.contacts.models import Contact, DuplicateStatus
from crm.contacts.queries import emails_of, get_contact, phones_of, search
from crm.contacts.service import NewContact, add_phone, create_contact, update_contact
from crm.contacts.service.indexing import reindex
from crm.contacts.service.merging import merge
from crm.contacts.service.repointing import repointers
from crm.contacts.uniting import OWN, united
from crm.core.actor import Actor
from crm.core.database import Model, db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from crm.places.models import ContactDivision, PlaceSource
from crm.signins.models import SignInOutcome
from crm.signins.queries import find_sign_in
from crm.signins.service import SignInMethod, record_sign_in
from tests.contacts.merge_support import ACTS, PHONES, TwoRecords, everything, pointing_at, suggestion_of
from tests.support.factories import Factory

STAYS_WITH_THE_LOSER = {
    "contact_merges.winner_id": "the record of the merge itself",
    "contact_merges.loser_id": "the record of the merge itself",
}
"""Columns that point at people and that no repointer moves, each with the reason."""
QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
HISTORY = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 1), st.integers(0, 2)), min_size=4, max_size=24
)


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """Who joins them."""
    return make.actor(organization)


def test_every_table_that_points_at_people_has_a_repointer(app: Flask) -> None:
    covered = {column for repointer in repointers.values() for column in repointer.columns}
    pointing = {
        f"{table.name}.{column.name}"
        for table in Model.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "contacts" for key in column.foreign_keys)
    }
    assert pointing - covered == set(STAYS_WITH_THE_LOSER)
    assert covered <= pointing
    assert {column for one in repointers.values() for column, _words in one.counted} <= covered


def test_every_column_of_a_person_has_its_rule(make: Factory, actor: Actor) -> None:
    """A new column of contacts must be chosen, united, or said to stay each record's own."""
    ruled = united(make.contact(), make.contact(), {}).keys() | set(OWN)
    assert {column.name for column in Contact.__table__.columns} <= ruled


def test_everything_goes_to_the_one_who_stays(make: Factory, actor: Actor, now: datetime) -> None:
    two = TwoRecords(make, actor)
    for act in ACTS:
        for variant in range(3):
            two.do(act, 1, variant)
    winner, loser = two.ids
    before = pointing_at(loser)
    assert len(before) > 15
    merge(actor, now, winner, loser)
    left = pointing_at(loser)
    assert left.keys() <= {*STAYS_WITH_THE_LOSER, "duplicate_suggestions.contact_id", "duplicate_suggestions.other_id"}
    assert get_contact(loser).id == winner
    row = suggestion_of(winner, loser)
    assert row is not None and row.status is DuplicateStatus.SAME and row.decided_by_id == actor.user_id


@QUIET
@given(history=HISTORY)
def test_a_merge_taken_back_leaves_everything_as_it_was(
    make: Factory, actor: Actor, history: list[tuple[str, int, int]]
) -> None:
    outer = db.session.begin_nested()
    two = TwoRecords(make, actor)
    for act, side, variant in history:
        two.do(act, side, variant)
    winner, loser = two.ids
    reindex([winner, loser])
    before = everything()
    batch = merge(actor, make.now, winner, loser)
    assert everything() != before
    undo_batch(batch.id, actor, make.now + timedelta(days=29))
    after = everything()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    outer.rollback()


def test_two_rsvps_become_one_with_both_histories(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin, action = make.contact(), make.contact(), make.action()
    record_answer(actor, now - timedelta(days=5), ana.id, Answer.YES, source="staff", action_id=action.id)
    record_answer(actor, now - timedelta(days=2), twin.id, Answer.NO, source="text", action_id=action.id)
    batch = merge(actor, now, ana.id, twin.id)
    row = find_rsvp(action.id, ana.id)
    assert row is not None and row.answer is Answer.NO and row.asked_at == now - timedelta(days=5)
    assert find_rsvp(action.id, twin.id) is None
    events = select(CommitmentEvent.answer).where(CommitmentEvent.commitment_id == row.id)
    assert set(db.session.scalars(events)) == {Answer.YES, Answer.NO}
    record_answer(actor, now, ana.id, Answer.MAYBE, source="staff", action_id=action.id)
    undo_batch(batch.id, actor, now)
    ours, theirs = find_rsvp(action.id, ana.id), find_rsvp(action.id, twin.id)
    assert ours is not None and theirs is not None
    assert (ours.answer, theirs.answer) == (Answer.MAYBE, Answer.NO)
    assert db.session.scalars(select(func.count(Commitment.id))).one() == 2


def test_an_invitation_never_replaces_an_answer(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin, action = make.contact(), make.contact(), make.action()
    record_answer(actor, now - timedelta(days=5), twin.id, Answer.YES, source="staff", action_id=action.id)
    record_answer(actor, now, ana.id, Answer.INVITED, source="staff", action_id=action.id)
    merge(actor, now, ana.id, twin.id)
    row = find_rsvp(action.id, ana.id)
    assert row is not None and row.answer is Answer.YES


def test_what_one_promised_and_the_other_did_is_kept(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin, action = make.contact(), make.contact(), make.action()
    record_answer(actor, now - timedelta(days=5), twin.id, Answer.YES, source="staff", action_id=action.id)
    record_sign_in(actor, now, ana.id, action.id, method=SignInMethod.DOOR_TAP)
    batch = merge(actor, now, ana.id, twin.id)
    row = find_rsvp(action.id, ana.id)
    assert row is not None and row.outcome is Outcome.KEPT
    undo_batch(batch.id, actor, now)
    row = find_rsvp(action.id, twin.id)
    assert row is not None and row.outcome is Outcome.OPEN and row.closed_at is None


def test_of_two_presences_the_fuller_is_kept(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin, action = make.contact(), make.contact(), make.action()
    early = SignInOutcome.LEFT_EARLY
    first = {"method": SignInMethod.IMPORT, "outcome": early, "arrived_at": now, "minutes": 12}
    record_sign_in(actor, now, ana.id, action.id, **first)
    then = {"method": SignInMethod.DOOR_TAP, "arrived_at": now - timedelta(minutes=9)}
    record_sign_in(actor, now, twin.id, action.id, **then)
    merge(actor, now, ana.id, twin.id)
    row = find_sign_in(action.id, ana.id)
    assert row is not None
    assert (row.outcome, row.arrived_at, row.minutes) == (SignInOutcome.PRESENT, now - timedelta(minutes=9), 12)


def test_she_is_found_by_the_names_of_both(make: Factory, actor: Actor, now: datetime) -> None:
    ana = create_contact(actor, now, NewContact(first_name="Ana", last_name="Ruiz", phone="303-555-0101"))
    values = {"first_name": "Ana María", "last_name": "Soto", "phone": "303-555-0102", "email": "ana@example.org"}
    twin = create_contact(actor, now + timedelta(days=1), NewContact(**values))
    batch = merge(actor, now, ana.id, twin.id, {"last_name": "winner", "phone": "winner"})
    assert get_contact(twin.id).full_name == "Ana María Ruiz"
    for text in ("ana soto", "ruiz", "0102", "0101", "ana@example"):
        assert [hit.id for hit in search(text)] == [ana.id], text
    assert phones_of([ana.id, twin.id]) == {ana.id: ["+13035550101", "+13035550102"]}
    assert emails_of([ana.id]) == {ana.id: ["ana@example.org"]}
    undo_batch(batch.id, actor, now)
    assert [hit.id for hit in search("soto")] == [twin.id]
    assert phones_of([ana.id, twin.id]) == {ana.id: ["+13035550101"], twin.id: ["+13035550102"]}


def test_the_same_client_ref_leads_to_the_one_who_stays(make: Factory, actor: Actor, now: datetime) -> None:
    ana, new = make.contact(), NewContact(first_name="Ana", client_ref="from-a-phone")
    merge(actor, now, ana.id, create_contact(actor, now, new).id)
    assert create_contact(actor, now, new).id == ana.id


def test_what_was_changed_since_stays(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin = make.contact(first_name="Ana"), make.contact(first_name="Ana María", pronouns="ella")
    batch = merge(actor, now, ana.id, twin.id)
    assert db.session.get_one(Contact, ana.id).pronouns == "ella"
    update_contact(actor, now, ana.id, {"pronouns": "they"})
    add_phone(ana.id, PHONES[2])
    undo_batch(batch.id, actor, now)
    again = get_contact(ana.id)
    assert (again.first_name, again.pronouns) == ("Ana", "they")
    assert phones_of([ana.id, twin.id]) == {ana.id: [PHONES[2]]}
    with pytest.raises(Conflict):
        undo_batch(batch.id, actor, now)


def test_what_cannot_be_joined(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin, third = make.contact(), make.contact(), make.contact()
    with pytest.raises(Refused):
        merge(actor, now, ana.id, ana.id)
    with pytest.raises(NotFound):
        merge(actor, now, ana.id, 10**8)
    with in_organization(make.organization().id):
        stranger = make.contact().id
    with pytest.raises(NotFound):
        merge(actor, now, ana.id, stranger)
    third.archived_at = now
    db.session.flush()
    with pytest.raises(Refused):
        merge(actor, now, ana.id, third.id)
    merge(actor, now, ana.id, twin.id)
    for pair in ((ana.id, twin.id), (twin.id, ana.id)):
        with pytest.raises(Conflict):
            merge(actor, now, *pair)


def test_merges_are_undone_last_first_and_in_their_time(make: Factory, actor: Actor, now: datetime) -> None:
    one, two, three = make.contact(), make.contact(), make.contact()
    first = merge(actor, now, two.id, one.id)
    second = merge(actor, now, three.id, two.id)
    assert get_contact(one.id).id == three.id and db.session.get_one(Contact, one.id).merged_into_id == three.id
    with pytest.raises(Conflict):
        undo_batch(first.id, actor, now)
    with pytest.raises(Refused):
        undo_batch(second.id, actor, now + timedelta(days=31))
    undo_batch(second.id, actor, now)
    assert get_contact(one.id).id == two.id
    undo_batch(first.id, actor, now)
    assert get_contact(one.id).id == one.id
    verbs = select(AuditEntry.verb).where(AuditEntry.subject_type == "contact", AuditEntry.subject_id == two.id)
    assert sorted(db.session.scalars(verbs)) == ["merged", "merged", "unmerged", "unmerged"]


def test_nobody_lives_in_two_wards(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin = make.contact(city="Denver", state="CO"), make.contact(city="Aurora", state="CO")
    state = "ocd-division/country:us/state:co"
    for who, place, source in (
        (ana, "place:denver", PlaceSource.ADDRESS),
        (ana, "place:denver/ward:1", PlaceSource.OWN_WORD),
        (twin, "place:aurora", PlaceSource.ADDRESS),
        (twin, "place:denver/ward:2", PlaceSource.OWN_WORD),
        (twin, "place:denver/school_district:1", PlaceSource.OWN_WORD),
    ):
        make.add(ContactDivision(contact_id=who.id, ocd_id=f"{state}/{place}", source=source, at=now))
    batch = merge(actor, now, ana.id, twin.id, {"address": "winner"})
    lives = select(ContactDivision.ocd_id).where(ContactDivision.contact_id == ana.id)
    places = {one.removeprefix(f"{state}/") for one in db.session.scalars(lives)}
    assert places == {"place:denver", "place:denver/ward:1", "place:denver/school_district:1"}
    undo_batch(batch.id, actor, now)
    assert db.session.scalars(select(func.count(ContactDivision.id))).one() == 5
