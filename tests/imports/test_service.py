"""An import as a whole: decided rows, consent said once, undo that keeps what people did, one organization at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from crm.commitments.models import Commitment
from crm.contacts.data_policy import is_risky
from crm.contacts.models import Contact, ContactNote, DuplicateSuggestion, PointKind, Tag
from crm.contacts.queries import find_by_email, find_by_phone
from crm.contacts.service import NewContact, create_contact, update_contact
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from crm.imports.models import ImportRow, ImportStatus, RowOutcome
from crm.imports.queries import get_run, list_rows
from crm.imports.service import Agreement, apply, cancel, decide, preview, undo
from crm.imports.stored import content_of
from crm.signins.models import SignIn
from crm.sms.models import Consent, OptOut, OptOutReason
from crm.sms.queries.gate import may_text
from crm.sms.service.consent import opt_out
from tests.imports.support import QUESTION, bring, count, registration

YES = Agreement(question=QUESTION)
ROSA = "Rosa,Nueva,rosa@example.org,303-555-0190,Yes,approved"
LATER = timedelta(days=2)


@pytest.fixture
def actor(organization: Any, make: Any) -> Any:
    return make.actor(organization)


def one(model: Any, *where: Any) -> Any:
    return db.session.scalars(select(model).where(*where)).one()


def known(actor: Any, now: datetime, **values: str) -> Contact:
    return create_contact(actor, now, NewContact(**values))


def test_what_is_known_is_added_to_and_never_replaced(actor: Any, now: datetime) -> None:
    contact = known(actor, now, first_name="R.", last_name="Nueva", phone="+13035550190", city="Boulder")
    run = bring(actor, now, registration(ROSA))
    assert (run.counts["updated"], run.counts["added"]) == (1, {"email": 1})
    assert [found.id for found in find_by_email("rosa@example.org")] == [contact.id]
    assert (contact.first_name, contact.city) == ("R.", "Boulder")


def test_a_row_to_review_comes_in_new_and_marked(actor: Any, now: datetime) -> None:
    contact = known(actor, now, first_name="Ana", last_name="Nueva", phone="+13035550190")
    run = bring(actor, now, registration(ROSA))
    assert run.counts["review"] == run.counts["created"] == 1
    pair = one(DuplicateSuggestion)
    made = one(Contact, Contact.first_name == "Rosa")
    assert {pair.contact_id, pair.other_id} == {contact.id, made.id}
    assert len(find_by_phone("+13035550190")) == 2  # nothing is taken from the first


@pytest.mark.parametrize(("decision", "people", "pairs"), [("same", 1, 0), ("new", 2, 0)])
def test_a_decision_holds(actor: Any, now: datetime, decision: str, people: int, pairs: int) -> None:
    known(actor, now, first_name="Ana", last_name="Nueva", phone="+13035550190")
    run = preview(actor, now, registration(ROSA), "r.csv")
    (row,) = list_rows(run.id, RowOutcome.REVIEW)
    decide(actor, now, run.id, row.id, decision)
    apply(actor, now, run.id)
    assert (count(Contact), count(DuplicateSuggestion)) == (people, pairs)


def test_nothing_is_decided_about_a_row_of_another_import(actor: Any, now: datetime) -> None:
    known(actor, now, first_name="Ana", last_name="Nueva", phone="+13035550190")
    run, other = (preview(actor, now, registration(ROSA), "r.csv") for _ in range(2))
    (row,) = list_rows(run.id, RowOutcome.REVIEW)
    with pytest.raises(NotFound):
        decide(actor, now, other.id, row.id, "same")


def test_an_import_is_applied_once(actor: Any, now: datetime) -> None:
    run = bring(actor, now, registration(ROSA))
    with pytest.raises(Conflict):
        apply(actor, now, run.id)
    with pytest.raises(Conflict):
        cancel(actor, now, run.id)
    assert count(Contact) == 1


def test_a_cancelled_import_drops_its_file(actor: Any, now: datetime) -> None:
    run_id = preview(actor, now, registration(ROSA), "r.csv").id
    cancel(actor, now, run_id)
    db.session.expire_all()
    assert (get_run(run_id).status, content_of(run_id), count(Contact)) == (ImportStatus.CANCELLED, None, 0)
    with pytest.raises(Conflict):
        apply(actor, now, run_id)


def test_who_answered_yes_may_be_texted(actor: Any, now: datetime) -> None:
    rows = [
        ROSA,
        "Sí,Señora,si@example.org,303-555-0191,Sí claro,approved",
        "No,Gracias,no@example.org,303-555-0192,No thanks,approved",
        "Gone,Away,gone@example.org,303-555-0193,Yes,cancelled",
        "Bad,Phone,bad@example.org,303-555,Yes,approved",
    ]
    run = bring(actor, now, registration(*rows), agreement=YES)
    consents = db.session.scalars(select(Consent).order_by(Consent.phone)).all()
    assert [row.phone for row in consents] == ["+13035550190", "+13035550191"]
    assert {(row.words, row.source) for row in consents} == {(QUESTION, "Zoom registration form, Budget school")}
    assert run.counts["consented"] == 2
    assert may_text("+13035550190", consents[0].contact_id).allowed


def test_typed_words_count_for_all_registrants_and_need_a_source(actor: Any, now: datetime) -> None:
    run_id = preview(actor, now, registration(ROSA, "No,Gracias,no@example.org,303-555-0192,No,approved"), "r.csv").id
    with pytest.raises(Refused, match="source"), db.session.begin_nested():
        apply(actor, now, run_id, Agreement(words="Text me"))
    apply(actor, now, run_id, Agreement(words="Text me", source="Sheet at the door"))
    assert count(Consent) == 2


def test_without_a_word_nobody_may_be_texted(actor: Any, now: datetime) -> None:
    bring(actor, now, registration(ROSA))
    assert count(Consent) == 0


def test_a_stop_outlasts_a_ticked_box(actor: Any, now: datetime) -> None:
    opt_out(now - LATER, "+13035550190", OptOutReason.STOP_REPLY, "STOP")
    run = bring(actor, now, registration(ROSA), agreement=YES)
    assert run.counts["closed"] == run.counts["questions"][0]["closed"] == 1
    (contact,) = find_by_phone("+13035550190")
    assert not may_text("+13035550190", contact.id).allowed


def test_risky_answers_are_left_out(actor: Any, now: datetime) -> None:
    risky = "What is your immigration status?"
    run = bring(
        actor, now, registration(f"{ROSA.replace(',approved', '')},secret,approved", questions=(QUESTION, risky))
    )
    assert [question["is_risky"] for question in run.counts["questions"]] == [False, True]
    stored = " ".join(str(row.details) for row in db.session.scalars(select(ImportRow)))
    assert one(Commitment).form_answers == {QUESTION: "Yes"}
    assert "secret" not in stored + str(run.counts)


@pytest.mark.parametrize("question", ["Date of birth", "SSN", "Have you been arrested?", "¿Fecha de nacimiento?"])
def test_risky_questions_are_known(question: str) -> None:
    assert is_risky(question)
    assert not is_risky("Do you need childcare?")


def test_undo_keeps_people_somebody_worked_with_and_every_stop(actor: Any, now: datetime) -> None:
    rows = [ROSA, "Ana,Ruiz,ana@example.org,303-555-0191,Yes,approved"]
    run = bring(actor, now, registration(*rows), agreement=YES)
    rosa = one(Contact, Contact.first_name == "Rosa")
    update_contact(actor, now + LATER, rosa.id, {"city": "Pueblo"})
    opt_out(now + LATER, "+13035550191", OptOutReason.STOP_REPLY, "STOP")
    counts = undo(actor, now + LATER, run.id).counts["undone"]
    assert (counts["people_removed"], counts["people_kept"]) == (1, 1)
    assert [row.city for row in db.session.scalars(select(Contact))] == ["Pueblo"]
    assert one(OptOut).lifted_at is None
    assert count(Consent) == 0
    assert get_run(run.id).status is ImportStatus.UNDONE
    with pytest.raises(Conflict):
        undo(actor, now + LATER, run.id)


def test_undo_empties_what_it_filled_unless_changed_since(actor: Any, now: datetime) -> None:
    two = [known(actor, now, first_name=name, last_name="Ruiz", email=f"{name}@example.org") for name in ("ana", "eva")]
    data = "First name,Last name,Email,Phone,City,Language\n" + "".join(
        f"{name},Ruiz,{name}@example.org,303-555-010{i},Denver,Spanish\n" for i, name in enumerate(("ana", "eva"))
    )
    run = bring(actor, now, data.encode(), "list.csv")
    assert run.counts["updated"] == 2
    update_contact(actor, now + LATER, two[0].id, {"city": "Pueblo"})
    counts = undo(actor, now + LATER, run.id).counts["undone"]
    assert [(contact.city, contact.preferred_language) for contact in two] == [("Pueblo", None), ("", None)]
    assert counts["fields_kept"] == 1
    assert find_by_phone("+13035550100") == []


def test_undo_gives_an_earlier_presence_its_minutes_back(actor: Any, now: datetime, make: Any) -> None:
    action = make.action(minutes=94, webinar_id="81234567890")
    contact = known(actor, now, first_name="Melinda", last_name="Fischer", email="melinda.fischer@hotmail.example.com")
    values = {"outcome": "left_early", "method": "import", "arrived_at": now, "minutes": 5}
    make.add(SignIn(contact_id=contact.id, action_id=action.id, **values))
    run = bring(actor, now, "zoom_webinar_attendee_2026.csv", action_id=action.id)
    assert one(SignIn, SignIn.contact_id == contact.id).minutes == 36
    undo(actor, now, run.id)
    db.session.expire_all()
    assert one(SignIn).minutes == 5


def test_a_plain_list_comes_in_with_tags_consent_and_stops(actor: Any, now: datetime) -> None:
    data = (
        "first_name,last_name,email,phone,zip,language,tags,sms_consent,consent_source,consent_words,Favorite color\n"
        "Ana,Ruiz,ana@example.org,303-555-0101,80205,Spanish,ward 1; speaker,opted_in,Paper,Yes text me,teal\n"
        "Eva,Soto,eva@example.org,303-555-0102,,,,opted_out,,,\n"
        "Ida,Lu,ida@example.org,303-555-0103,,,,opted_in,,,\n"
        "Ana,Ruiz,ana@example.org,,,,,,,,\n"
        "Lone,,,,,,,,,,\n"
    )
    run = bring(actor, now, data.encode(), "list.csv")
    assert {key: run.counts[key] for key in ("rows", "new", "known", "left_out", "consented", "no_words")} == {
        "rows": 5, "new": 3, "known": 1, "left_out": 1, "consented": 1, "no_words": 1,
    }  # fmt: skip
    ana = one(Contact, Contact.first_name == "Ana")
    assert (ana.preferred_language, ana.postal_code, ana.custom) == ("es", "80205", {"Favorite color": "teal"})
    assert set(db.session.scalars(select(Tag.name))) == {"ward 1", "speaker"}
    assert (one(Consent).words, one(Consent).source) == ("Yes text me", "Paper")
    assert (one(OptOut).phone, one(OptOut).reason) == ("+13035550102", OptOutReason.IMPORT)
    assert undo(actor, now, run.id).counts["undone"]["stops_kept"] == 1
    assert one(OptOut).lifted_at is None


def test_an_unusable_phone_keeps_the_person_and_the_cell(actor: Any, now: datetime) -> None:
    run = bring(actor, now, registration("Bad,Phone,bad@example.org,3.03E+09,Yes,approved"))
    assert run.counts["invalid_phones"] == 1
    assert (one(ContactNote).kind, one(ContactNote).body) == (PointKind.PHONE, "3.03E+09")


def test_every_row_is_new_when_nobody_is_to_be_matched(actor: Any, now: datetime) -> None:
    known(actor, now, first_name="Rosa", last_name="Nueva", email="rosa@example.org")
    run = preview(actor, now, registration(ROSA, ROSA), "r.csv")
    apply(actor, now, run.id, all_new=True)
    assert count(Contact) == 2  # the report itself joins rows of one address


def test_another_organizations_people_and_imports_are_not_seen(actor: Any, make: Any, now: datetime) -> None:
    mine = preview(actor, now, registration(ROSA), "r.csv")
    stranger = make.organization()
    with in_organization(stranger.id):
        other = make.actor(stranger)
        with pytest.raises(NotFound):
            apply(other, now, mine.id)
        with pytest.raises(NotFound):
            cancel(other, now, mine.id)
        bring(other, now, registration(ROSA))
        assert count(Contact) == 1
    assert count(Contact) == 0
    apply(actor, now, mine.id)
    assert mine.counts["new"] == 1


def test_the_statements_of_a_preview_do_not_grow_with_its_rows(actor: Any, now: datetime) -> None:
    def statements(number: int) -> int:
        rows = [f"P{i},L{i},p{i}@example.org,303-555-{i:04d},Yes,approved" for i in range(100, 100 + number)]
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            preview(actor, now, registration(*rows), "r.csv")
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    assert statements(90) <= statements(5)


def test_a_file_with_doubtful_rows_again_doubles_nobody(actor: Any, now: datetime) -> None:
    for first in ("Ana", "Eva"):
        known(actor, now, first_name=first, last_name="Nueva", phone="+13035550190")
    data = b"Name,Phone\nRosa Nueva,303-555-0190\nA. Nueva,303-555-0190\nLuz Soto,\nLuz Soto,\n"
    first = bring(actor, now, data, "list.csv")
    people = count(Contact)
    again = bring(actor, now, data, "list.csv")
    assert first.counts["created"] > 0
    assert (again.counts["created"], again.counts["review"], count(Contact)) == (0, 0, people)
