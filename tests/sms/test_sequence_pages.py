"""The pages of sequences: made, read, changed step by step, begun, with the people behind each number."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.service.lists import add_to_list, create_list
from crm.core.actor import TEXTING, Role
from crm.core.database import db
from crm.sms.models import Enrollment, EnrollmentState, Sequence, SequenceStatus, SequenceStep, StepKind
from crm.sms.sequence_plans import DAY, Act, Arm, branch, send, wait
from tests.sms.inbox_support import Visitor, text_in
from tests.sms.sequence_support import WORDS, Evening
from tests.support.factories import Factory

TEXT = send("", **WORDS)


@pytest.fixture
def evening(organization: Organization, make: Factory, now: object, one_moment: None) -> Evening:
    """A Tuesday afternoon in Denver."""
    return Evening(organization, make, now)  # type: ignore[arg-type]


@pytest.fixture
def visitor(client: FlaskClient, organization: Organization, make: Factory, evening: Evening) -> Visitor:
    """A coordinator's browser."""
    visitor = Visitor(client, organization.id)
    visitor.sign_in(make.user(organization, Role.COORDINATOR, name="Malik Greene"))
    return visitor


def steps() -> list[SequenceStep]:
    query = select(SequenceStep).where(SequenceStep.removed_at.is_(None)).order_by(SequenceStep.position)
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


@pytest.mark.parametrize("role", list(Role))
def test_who_texts_to_many_alone_has_them(
    client: FlaskClient, organization: Organization, make: Factory, role: Role
) -> None:
    visitor = Visitor(client, organization.id)
    visitor.sign_in(make.user(organization, role))
    for address in ("/texting/sequences", "/texting/sequences/new", "/texting/keywords"):
        assert visitor.get(address).status_code == (200 if role in TEXTING else 403)


def test_a_ready_made_one_is_taken_started_and_paused(visitor: Visitor, make: Factory) -> None:
    refused = visitor.post("/texting/sequences/ready", key="webinar_came")
    assert refused.status_code == 422 and "Say which action it is about." in refused.text
    action = make.action(short_title="Budget 101")
    place = visitor.post("/texting/sequences/ready", key="webinar_came", action=action.id).headers["Location"]
    page = visitor.get(place).text
    assert "Thank you for joining Budget 101, Andre!" in page and "¡Gracias por venir a Budget 101, Lupe!" in page
    assert re.search(r"English · \d+ of 160", page) and "Says yes" in page and "Not started" in page
    visitor.post(f"{place}/start")
    assert "Running since Nov 24" in visitor.get(place).text and "Started by Malik Greene" in visitor.get(place).text
    visitor.post(f"{place}/pause")
    assert db.session.scalars(select(Sequence.status)).one() is SequenceStatus.PAUSED


def test_each_number_opens_its_people_and_one_can_be_stopped(visitor: Visitor, evening: Evening) -> None:
    row = evening.sequence(TEXT, wait(DAY), TEXT)
    ana, phone = evening.person(first_name="Ana", last_name="Rojas")
    bea, _ = evening.person(first_name="Bea", last_name="Soto")
    gone = evening.make.contact(first_name="Cam", last_name="Nadie")
    evening.enroll(row, ana, bea, gone)
    evening.work()
    text_in(phone, "Who is this?", evening.now)
    address, first = f"/texting/sequences/{row.id}", steps()[0].id
    page = visitor.get(address).text
    for what, names in (
        ("person_took_over", ["Rojas"]),
        ("in_it", ["Soto"]),
        ("left_out", ["Nadie"]),
        (f"{first}:sent", ["Rojas", "Soto"]),
        (f"{first}:delivered", ["Rojas", "Soto"]),
        (f"{first}:answered", ["Rojas"]),
    ):
        link = f"{address}/people?what={what}"
        assert link in page.replace("%3A", ":"), what
        people = visitor.get(link).text
        assert [name for name in ("Rojas", "Soto", "Nadie") if name in people] == names, what
    enrollment = db.session.scalars(select(Enrollment).where(Enrollment.contact_id == bea.id)).one()
    for act, state in (("pause", "paused"), ("resume", "active"), ("stop", "stopped")):
        visitor.post(f"{address}/people/{enrollment.id}/{act}", what="in_it")
        query = select(Enrollment.state).where(Enrollment.id == enrollment.id)
        assert db.session.scalars(query).one() == state
    visitor.post(f"{address}/people/{enrollment.id}/stop")
    assert "has moved on" in visitor.get(f"{address}/people").text


def test_steps_are_added_changed_moved_and_removed(visitor: Visitor, make: Factory) -> None:
    place = visitor.post("/texting/sequences/new", name="Ours", trigger="by_hand").headers["Location"]
    base = place.removesuffix("/edit")
    for kind in ("wait", "branch", "task"):
        visitor.post(f"{base}/steps", kind=kind)
    visitor.post(f"{base}/steps", kind="send", template="one_on_one_ask")
    first, second = steps()[:2]
    values = {"number": "3", "unit": "hours", "whence": "before", "hour": "11"}
    assert visitor.post(f"{base}/steps/{first.id}", do="save", **values).status_code == 303
    arms = {"yes-act": "task", "yes-title": "Set it", "no-act": "end", "other-act": "person", "none-act": "end"}
    days = {f"{name}-due_days": "1" for name in ("yes", "no", "other", "none")}
    visitor.post(f"{base}/steps/{second.id}", do="save", number="2", unit="days", **arms, **days)
    found = steps()
    assert (found[0].minutes, found[0].hour) == (-180, 11)
    assert found[1].arms["yes"] == {"act": "task", "title": "Set it", "task_kind": "call", "due_days": 1}
    visitor.post(f"{base}/steps/{first.id}", do="down")
    visitor.post(f"{base}/steps/{second.id}", do="remove")
    assert [step.kind for step in steps()] == [StepKind.WAIT, StepKind.TASK, StepKind.SEND]


def test_what_was_typed_stays_with_the_sentence_that_says_what_to_mend(visitor: Visitor, evening: Evening) -> None:
    row = evening.sequence(TEXT)
    step, base = steps()[0], f"/texting/sequences/{row.id}"
    long = "x" * 1601
    refused = visitor.post(f"{base}/steps/{step.id}", do="save", en=long, es="Hola", only_if="always")
    assert refused.status_code == 422 and long in refused.text and "1600" in refused.text
    visitor.post(f"{base}/steps/{step.id}", do="save", en="Hello {nobody}", es="Hola. STOP", only_if="always")
    visitor.post(f"{base}/pause")
    visitor.post(f"{base}/start")
    page = visitor.get(base).text
    assert "{nobody}, which is no merge field" in page and "Paused" in page
    assert "between 1 and 20" in visitor.post(f"{base}/edit", name="Ours", pause_above="90").text
    assert "Give the sequence a name" in visitor.post(f"{base}/edit", name=" ", pause_above="4").text


def test_a_list_is_put_in_and_what_would_happen_is_shown(visitor: Visitor, evening: Evening) -> None:
    row = evening.sequence(TEXT, branch(2 * DAY, none=Arm(Act.TASK, "Call her")), TEXT)
    ana, _ = evening.person(first_name="Ana", state="CO", postal_code="80202")
    gone = evening.make.contact(first_name="Cam")
    chosen = create_list(evening.actor, evening.now, "Neighbours")
    add_to_list(evening.actor, evening.now, chosen.id, [ana.id, gone.id])
    base = f"/texting/sequences/{row.id}/enroll"
    page = visitor.get(f"{base}?contact={ana.id}").text
    assert "Hi Ana, it is us. Puente" in page and "No answer in 2 days" in page and "Call her" in page
    assert page.count("it is us") == 1
    assert "Nothing: no phone." in visitor.get(f"{base}?contact={gone.id}").text
    assert "Ana" in visitor.get(f"{base}?q=Ana").text
    visitor.post(base, who="")
    assert "Choose a list, a segment or a person." in visitor.get(base).text
    visitor.post(base, who=f"list:{chosen.id}")
    assert "1 person begins. Left out: 1 no phone." in visitor.get(base).text
    assert db.session.scalars(select(Enrollment.state).order_by(Enrollment.contact_id)).all() == [
        EnrollmentState.ACTIVE,
        EnrollmentState.LEFT_OUT,
    ]
