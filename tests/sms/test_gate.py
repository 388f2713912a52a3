"""Never to a stopped number: the gate and the ledger it reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.accounts.models import Organization
from crm.contacts.models import Contact, ContactPoint, MemberStatus, PointKind, PointStatus
from crm.core.actor import Actor, system_actor
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from crm.sms.models import ConsentMethod, ConsentState, MessageStatus, OptOutReason
from crm.sms.queries.gate import Verdict, Why, may_text, verdicts
from crm.sms.service import consent
from crm.sms.service.consent import NewConsent
from tests.support.factories import Factory
from tests.support.texting import fresh, go_round, live_at, write_to

PHONE = "+13035550101"
WORDS = "I agree to get texts about the budget campaign."


def agree(person: Contact, at: datetime, phone: str = PHONE, state: ConsentState = ConsentState.OPTED_IN) -> int:
    """Write down an act of a person."""
    row = NewConsent(person.id, phone, WORDS, "form of the webinar", ConsentMethod.WEB_FORM, at, state)
    return consent.record_consents(system_actor(person.organization_id), at, [row])


def test_consent_is_asked_for_each_person_and_number(organization: Organization, make: Factory, now: datetime) -> None:
    lupe, ana = make.contact(), make.contact(first_name="Ana")
    assert may_text(PHONE, lupe.id) == Verdict(False, Why.NO_CONSENT)
    agree(lupe, now)
    found = may_text(PHONE, lupe.id)
    assert found.allowed and found.consent_id
    assert may_text(PHONE, ana.id).reason is Why.NO_CONSENT
    assert may_text("+17205550102", lupe.id).reason is Why.NO_CONSENT
    assert may_text("", lupe.id).reason is Why.NO_PHONE


def test_the_newest_act_counts_and_a_refusal_wins_a_draw(
    organization: Organization, make: Factory, now: datetime
) -> None:
    lupe = make.contact()
    agree(lupe, now, state=ConsentState.OPTED_OUT)
    agree(lupe, now - timedelta(days=30))
    assert may_text(PHONE, lupe.id).reason is Why.OPTED_OUT
    agree(lupe, now)
    assert may_text(PHONE, lupe.id).reason is Why.OPTED_OUT
    agree(lupe, now + timedelta(days=1))
    assert may_text(PHONE, lupe.id).allowed


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (OptOutReason.STOP_REPLY, Why.OPTED_OUT),
        (OptOutReason.PROVIDER, Why.OPTED_OUT),
        (OptOutReason.WRONG_NUMBER, Why.WRONG_NUMBER),
        (OptOutReason.HELD, Why.HELD),
    ],
)
def test_a_stop_closes_the_number_for_everyone(
    organization: Organization, make: Factory, now: datetime, reason: OptOutReason, why: Why
) -> None:
    people = [make.contact(), make.contact()]
    for person in people:
        agree(person, now - timedelta(days=1))
    consent.opt_out(now, PHONE, reason, "ya no")
    for person in people:
        agree(person, now + timedelta(days=1))
        assert may_text(PHONE, person.id) == Verdict(False, why)


def test_only_its_own_start_lifts_a_stop(organization: Organization, make: Factory, now: datetime) -> None:
    lupe, actor = make.contact(), make.actor(organization)
    agree(lupe, now)
    consent.opt_out(now, PHONE, OptOutReason.STOP_REPLY, "STOP")
    with pytest.raises(NotFound):
        consent.release_hold(actor, now, PHONE)
    with pytest.raises(Refused):
        consent.lift_opt_out(now, PHONE, " ")
    assert not may_text(PHONE, lupe.id).allowed
    assert consent.lift_opt_out(now, PHONE, "START") == 1
    assert may_text(PHONE, lupe.id).allowed


def test_a_hold_is_released_by_a_person_or_becomes_a_stop(
    organization: Organization, make: Factory, now: datetime
) -> None:
    lupe, actor = make.contact(), make.actor(organization)
    agree(lupe, now)
    consent.hold(now, PHONE, "please no more for today")
    consent.release_hold(actor, now, PHONE)
    assert may_text(PHONE, lupe.id).allowed
    consent.hold(now, PHONE, "enough")
    consent.opt_out(now, PHONE, OptOutReason.STAFF, "enough", actor=actor)
    assert may_text(PHONE, lupe.id).reason is Why.OPTED_OUT
    with pytest.raises(NotFound):
        consent.release_hold(actor, now, PHONE)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"member_status": MemberStatus.DO_NOT_CONTACT}, Why.DO_NOT_CONTACT),
        ({"archived_at": datetime(2026, 1, 1, tzinfo=UTC)}, Why.ARCHIVED),
        ({"is_minor": True}, Why.MINOR),
        ({"is_minor": True, "has_guardian_consent": True}, None),
        ({"is_minor": None}, None),
    ],
)
def test_who_must_not_be_texted(
    organization: Organization, make: Factory, now: datetime, values: dict[str, object], why: Why | None
) -> None:
    person = make.contact(**values)
    agree(person, now)
    assert may_text(PHONE, person.id).reason is why


def test_a_merged_record_is_not_texted(organization: Organization, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    twin = make.contact(merged_into_id=lupe.id)
    agree(twin, now)
    agree(lupe, now)
    assert may_text(PHONE, twin.id) == Verdict(False, Why.MERGED)
    assert may_text(PHONE, lupe.id).allowed


def test_a_text_that_waits_for_somebody_archived_meanwhile_is_not_sent(
    app: Flask, make: Factory, now: datetime
) -> None:
    practice = make.organization(is_practice=True)
    with in_organization(practice.id):
        live_at(practice, now)
        lupe = make.contact()
        agree(lupe, now)
        waiting = write_to(practice, now, lupe, PHONE)
        lupe.archived_at = now
        db.session.commit()
        go_round()
        assert (fresh(waiting).status, fresh(waiting).reason) == (MessageStatus.SKIPPED, "archived")


def test_a_number_that_cannot_be_texted(organization: Organization, make: Factory, now: datetime) -> None:
    person = make.contact()
    point = make.add(ContactPoint(kind=PointKind.PHONE, value=PHONE))
    agree(person, now)
    assert may_text(PHONE, person.id).allowed
    point.is_textable = False
    assert may_text(PHONE, person.id).reason is Why.NOT_TEXTABLE
    point.status = PointStatus.BAD
    assert may_text(PHONE, person.id).reason is Why.BAD_NUMBER


def test_consent_needs_words_and_is_written_once(organization: Organization, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    with pytest.raises(Refused):
        consent.record_consents(
            make.actor(organization), now, [NewConsent(lupe.id, PHONE, " ", "", ConsentMethod.STAFF, now)]
        )
    assert agree(lupe, now) == 1
    assert agree(lupe, now) == 0


def test_another_organization_is_another_sender(organization: Organization, make: Factory, now: datetime) -> None:
    lupe = make.contact()
    agree(lupe, now)
    with in_organization(make.organization().id):
        consent.opt_out(now, PHONE, OptOutReason.STOP_REPLY, "STOP")
    assert may_text(PHONE, lupe.id).allowed


def test_many_verdicts_in_four_reads(organization: Organization, make: Factory, now: datetime) -> None:
    people = [make.contact() for _ in range(12)]
    pairs = [(f"+1303555{100 + n:04d}", person.id) for n, person in enumerate(people)]
    for (phone, _), person in zip(pairs, people, strict=True):
        agree(person, now, phone)
    consent.opt_out(now, pairs[0][0], OptOutReason.STOP_REPLY)
    found = verdicts(pairs)
    assert [found[pair].allowed for pair in pairs] == [False] + [True] * 11


ACTS = st.lists(
    st.sampled_from(
        ["agree", "agree_old", "refuse", "stop", "stop_staff", "wrong", "hold", "release", "start", "import"]
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_happens_a_closed_number_is_never_texted(
    organization: Organization, make: Factory, now: datetime, acts: list[str]
) -> None:
    """A model of the rule beside the ledger: after a stop only START opens, whatever else is done."""
    outer = db.session.begin_nested()
    person, actor = make.contact(), make.actor(organization)
    stopped = held = False
    for step, act in enumerate(acts):
        moment = now + timedelta(minutes=step)
        perform(act, person, actor, moment)
        stopped = (stopped or act in ("stop", "stop_staff", "wrong")) and act != "start"
        held = (held or act == "hold") and act not in ("release", "start")
        if stopped or held:
            assert not may_text(PHONE, person.id).allowed, acts
    outer.rollback()


def perform(act: str, person: Contact, actor: Actor, moment: datetime) -> None:
    """Do one act of a random history."""
    stops = {"stop": OptOutReason.STOP_REPLY, "stop_staff": OptOutReason.STAFF, "wrong": OptOutReason.WRONG_NUMBER}
    if act in stops:
        consent.opt_out(moment, PHONE, stops[act], act)
        return
    acts: dict[str, Callable[[], object]] = {
        "agree": lambda: agree(person, moment),
        "import": lambda: agree(person, moment),
        "agree_old": lambda: agree(person, moment - timedelta(days=9)),
        "refuse": lambda: agree(person, moment, state=ConsentState.OPTED_OUT),
        "hold": lambda: consent.hold(moment, PHONE, "hmm"),
        "start": lambda: consent.lift_opt_out(moment, PHONE, "START"),
        "release": lambda: consent.release_hold(actor, moment, PHONE),
    }
    with suppress(NotFound):
        acts[act]()
