"""The ledger of consent on screens: every act stays, a stop is lifted by new words of the person's alone, doubts are decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.core.actor import Role
from crm.core.database import db
from crm.sms.models import Consent, ConversationState, OptOut, OptOutReason
from crm.sms.queries.consent_ledger import Act, list_ledger
from crm.sms.queries.gate import closed_phones, may_text
from crm.sms.service.consent import hold
from tests.sms.inbox_support import WORDS, Visitor, again, reach, text_in
from tests.support.factories import Factory

pytestmark = pytest.mark.usefixtures("one_moment")
NEW_WORDS = "Yes, text me about the hearing again"


def _count(model: type[Consent | OptOut]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_new_words_after_a_stop_open_a_number_and_nothing_is_taken_out(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    person, other = make.contact(first_name="Ana"), make.contact()
    phone = reach(person, make.phone(), make.now - timedelta(days=9))
    thread = text_in(phone, "please stop texting me", make.now - timedelta(days=1))
    visitor.sign_in(make.user(organization, Role.COORDINATOR, name="Rosa Vega"))
    form = {"phone": phone, "contact_id": person.id, "words": NEW_WORDS, "method": "verbal", "source": "At the door"}
    for wrong in ({"words": " "}, {"contact_id": other.id}, {"source": ""}, {"method": "import_attested"}):
        refused = visitor.post("/consent/agreed", **form | wrong)
        assert refused.status_code == 422 and 'role="alert"' in refused.text
        assert closed_phones([phone])
    assert visitor.post("/consent/agreed", **form).status_code == 303
    assert may_text(phone, person.id).allowed and again(thread).state is ConversationState.WAITING
    acts = [(entry.act, entry.words) for entry in list_ledger(phone)]
    assert acts == [
        (Act.AGREED, NEW_WORDS),
        (Act.LIFTED, f"new consent: {NEW_WORDS}"),
        (Act.STOPPED, "please stop texting me"),
        (Act.AGREED, WORDS),
    ]
    page = visitor.get(f"/consent?q={phone[2:]}").text
    for said in (NEW_WORDS, "please stop texting me", WORDS, "At the door", "by Rosa Vega", "form of the webinar"):
        assert said in page
    assert _count(Consent) == 2 and _count(OptOut) == 1


def test_a_number_is_closed_by_hand_with_how_they_asked(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    phone = reach(make.contact(), make.phone(), make.now)
    thread = text_in(phone, "What time?", make.now)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.post("/consent/stop", phone=phone, words=" ").status_code == 422
    assert visitor.post("/consent/stop", phone="nonsense", words="x").status_code == 404
    assert visitor.post("/consent/stop", phone=phone, words="Said so on the phone").status_code == 303
    stop = db.session.scalars(select(OptOut)).one()
    assert (stop.reason, stop.words) == (OptOutReason.STAFF, "Said so on the phone")
    assert again(thread).state is ConversationState.OPTED_OUT


def test_doubtful_words_are_listed_and_decided_once(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    stop, none = (reach(make.contact(), make.phone(), make.now) for _ in range(2))
    for phone, words in ((stop, "enough maybe"), (none, "hmm, later")):
        hold(make.now, phone, words)
    ids = dict(db.session.execute(select(OptOut.phone, OptOut.id)).all())
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get("/consent/held").text
    assert "enough maybe" in page and "hmm, later" in page
    assert visitor.post(f"/consent/held/{ids[stop]}", is_stop="yes").status_code == 303
    assert visitor.post(f"/consent/held/{ids[none]}", is_stop="no").status_code == 303
    assert set(closed_phones([stop, none])) == {stop}
    assert visitor.post(f"/consent/held/{ids[none]}", is_stop="yes").status_code == 404
    assert "Nothing waits for a decision" in visitor.get("/consent/held").text
    verbs = set(db.session.scalars(select(AuditEntry.verb)))
    assert {"opted_out", "released_hold"} <= verbs
    visitor.sign_in(make.user(organization, Role.ORGANIZER))
    assert visitor.get("/consent").status_code == 403


def test_a_held_number_is_decided_before_it_is_opened_and_programs_have_one_name(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    person = make.contact()
    phone = reach(person, make.phone(), make.now)
    hold(make.now, phone, "hmm")
    visitor.sign_in(make.user(organization, Role.LEAD))
    form = {"phone": phone, "contact_id": person.id, "words": NEW_WORDS, "method": "verbal", "source": "At the door"}
    assert "Decide first" in visitor.post("/consent/agreed", **form).text
    assert visitor.post("/consent/programs", name="House meetings").status_code == 303
    assert visitor.post("/consent/programs", name="House meetings").status_code == 422
    assert "House meetings" in visitor.get("/consent").text


@pytest.mark.parametrize(("words", "is_corrected"), [("please stop texting me", True), ("STOP", False)])
def test_what_the_program_read_wrongly_is_corrected_by_one_click_and_a_keyword_stands(
    organization: Organization, make: Factory, visitor: Visitor, words: str, is_corrected: bool
) -> None:
    phone = reach(make.contact(), make.phone(), make.now)
    thread = text_in(phone, words, make.now)
    stop_id = db.session.scalars(select(OptOut.id)).one()
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert ("It was not a stop" in visitor.get(f"/texting/{thread.id}").text) is is_corrected
    assert visitor.post(f"/consent/stops/{stop_id}/correct").status_code == 303
    assert (phone not in closed_phones([phone])) is is_corrected
    assert (again(thread).state is ConversationState.NEEDS_REPLY) is is_corrected
    assert list(db.session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "corrected_stop"))) == (
        ["corrected_stop"] if is_corrected else []
    )
