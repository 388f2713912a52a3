"""A merge never lets a text go that could not go before, and what is refused stays refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.service import undo_batch
from crm.contacts.models import ContactPoint, ContactPointLink, MemberStatus
from crm.contacts.service import add_phone, update_contact
from crm.contacts.service.merging import merge
from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.models import Consent, ConsentMethod, ConsentState, OptOutReason
from crm.sms.queries.gate import Why, may_text
from crm.sms.service.consent import NewConsent, opt_out, record_consents
from tests.contacts.merge_support import PHONES, TwoRecords
from tests.support.factories import Factory

QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
TEXTING = st.lists(
    st.tuples(
        st.sampled_from(["agree", "refuse", "phone", "status", "minor", "stop", "past"]),
        st.integers(0, 1),
        st.integers(0, 2),
    ),
    max_size=14,
)


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """Who joins them."""
    return make.actor(organization)


def say(actor: Actor, who: int, phone: str, at: datetime, state: ConsentState = ConsentState.OPTED_IN) -> None:
    """Write down an act of consent."""
    record_consents(actor, at, [NewConsent(who, phone, "yes", "paper", ConsentMethod.VERBAL, at, state)])


@QUIET
@given(history=TEXTING)
def test_a_merge_never_lets_a_text_go(make: Factory, actor: Actor, history: list[tuple[str, int, int]]) -> None:
    """Whoever may be texted at a number afterwards could be texted there before, as the one or the other."""
    outer = db.session.begin_nested()
    two = TwoRecords(make, actor)
    for act, side, variant in history:
        if act == "stop":
            opt_out(make.now, PHONES[variant], OptOutReason.STOP_REPLY, "stop")
        elif act == "past":
            add_phone(two.ids[side], PHONES[variant])
            end_phone(two.ids[side], PHONES[variant], make.now)
        else:
            two.do(act, side, variant)
    winner, loser = two.ids
    before = {phone: may_text(phone, winner).allowed or may_text(phone, loser).allowed for phone in PHONES}
    batch = merge(actor, make.now, winner, loser)
    assert not any(may_text(phone, winner).allowed and not before[phone] for phone in PHONES)
    assert not any(may_text(phone, loser).allowed for phone in PHONES)
    opt_out(make.now, PHONES[0], OptOutReason.STOP_REPLY, "stop")
    undo_batch(batch.id, actor, make.now)
    assert not any(may_text(PHONES[0], one).allowed for one in two.ids)
    outer.rollback()


def end_phone(contact_id: int, phone: str, now: datetime) -> None:
    """Say that a number is no longer hers."""
    point = db.session.scalars(select(ContactPoint.id).where(ContactPoint.value == phone)).one()
    link = select(ContactPointLink).where(ContactPointLink.contact_id == contact_id, ContactPointLink.point_id == point)
    db.session.scalars(link).one().past_at = now
    db.session.flush()


def test_a_refusal_counts_for_the_numbers_of_the_other_record(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin = make.contact(), make.contact()
    say(actor, ana.id, PHONES[0], now - timedelta(days=9))
    say(actor, twin.id, PHONES[1], now - timedelta(days=3), ConsentState.OPTED_OUT)
    batch = merge(actor, now, ana.id, twin.id)
    assert may_text(PHONES[0], ana.id).reason is Why.OPTED_OUT
    undo_batch(batch.id, actor, now)
    assert may_text(PHONES[0], ana.id).allowed


def test_agreeing_later_for_that_very_number_stands(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin = make.contact(), make.contact()
    say(actor, twin.id, PHONES[1], now - timedelta(days=9), ConsentState.OPTED_OUT)
    say(actor, ana.id, PHONES[0], now - timedelta(days=3))
    merge(actor, now, ana.id, twin.id)
    assert may_text(PHONES[0], ana.id).allowed
    say(actor, ana.id, PHONES[1], now)
    assert may_text(PHONES[1], ana.id).allowed


def test_what_was_refused_while_they_were_one_stays_for_both(make: Factory, actor: Actor, now: datetime) -> None:
    ana, twin = make.contact(), make.contact()
    say(actor, ana.id, PHONES[0], now - timedelta(days=9))
    say(actor, twin.id, PHONES[1], now - timedelta(days=9))
    batch = merge(actor, now, ana.id, twin.id)
    later = now + timedelta(hours=1)
    say(actor, ana.id, PHONES[0], later, ConsentState.OPTED_OUT)
    update_contact(actor, later, ana.id, {"member_status": MemberStatus.DO_NOT_CONTACT})
    undo_batch(batch.id, actor, later)
    for who, phone in ((ana.id, PHONES[0]), (twin.id, PHONES[1])):
        assert may_text(phone, who).reason is Why.DO_NOT_CONTACT
    update_contact(actor, later, twin.id, {"member_status": MemberStatus.CONTACT})
    assert may_text(PHONES[1], twin.id).reason is Why.OPTED_OUT


def test_a_refusal_is_written_once_more_and_never_lifted(make: Factory, actor: Actor, now: datetime) -> None:
    """A stop by number stands after merge and undo, whoever has the number."""
    ana, twin = make.contact(), make.contact()
    for one in (ana, twin):
        say(actor, one.id, PHONES[0], now - timedelta(days=1))
    batch = merge(actor, now, ana.id, twin.id)
    opt_out(now, PHONES[0], OptOutReason.STOP_REPLY, "ya no")
    undo_batch(batch.id, actor, now)
    assert [may_text(PHONES[0], one.id).reason for one in (ana, twin)] == [Why.OPTED_OUT] * 2
    assert db.session.scalars(select(func.count(Consent.id))).one() == 2
