"""Writing to many: whom, what and when; sent once, to those who may be texted, each in her language; approved above a size."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from crm.actions.models import ActionStatus
from crm.commitments.models import Answer
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Blast, BlastStatus, LeftOut, Message, MessageStatus
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.fatigue import TEXTED_THAT_DAY, TOUCHED
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of
from crm.sms.service import consent
from tests.sms.crew import GOOD, Crew
from tests.sms.inbox_support import text_in
from tests.support.factories import sign_in
from tests.support.filled import filled
from tests.support.texting import fresh, go_round, live_at, member


def test_one_page_says_whom_what_and_when_and_sends_it_once(crew: Crew) -> None:
    page = crew.client.post("/texting/new", data=crew.form(do="check")).text
    for words in ("Tagged “Hot”", "3 will get it", "1 no consent", "As Ana will see it", "Send 3 texts"):
        assert words in page, words
    form = crew.form(do="send")
    first, again = crew.client.post("/texting/new", data=form), crew.client.post("/texting/new", data=form)
    assert first.status_code == 302 and first.location == again.location
    with in_organization(crew.organization.id):
        assert crew.bodies() == {
            "Hi Ana. Puente. STOP to opt out",
            "Hola Luz. Puente. STOP para salir",
            "Hi Kai. Puente. STOP to opt out",
        }
        assert [(one.reason, one.contact_id) for one in db.session.scalars(select(LeftOut))] == [
            ("no consent", crew.people["Joe"].id)
        ]
    shown = crew.client.get(f"{first.location}?state=excluded").text
    assert "3 texts are on their way" in shown and "Joe" in shown and "Tagged “Hot”" in shown
    assert "3 texts" in crew.client.get("/texting/blasts").text


def test_the_page_says_what_came_of_it_and_each_number_opens_its_people(crew: Crew) -> None:
    place = crew.client.post("/texting/new", data=crew.form(do="send", about=str(crew.hearing.id))).location
    with in_organization(crew.organization.id):
        sent = update(Message).values(status=MessageStatus.DELIVERED, sent_at=crew.make.now)
        db.session.execute(sent, execution_options={"synchronize_session": False})
        phones = {row.contact_id: row.phone for row in db.session.scalars(select(Message))}
        later = crew.make.now + timedelta(minutes=3)
        text_in(phones[crew.people["Ana"].id], "Yes!", later)
        text_in(phones[crew.people["Luz"].id], "ALTO por favor", later)
        text_in(phones[crew.people["Luz"].id], "gracias", later)
        db.session.commit()
    page = crew.client.get(place).text
    for deed, number in (("delivered", 3), ("answered", 2), ("yes", 1), ("stopped", 1), ("came", 0)):
        assert f'state={deed}#people">{number}<' in page, deed
    assert "Ana" in crew.client.get(f"{place}?state=yes").text
    stopped = crew.client.get(f"{place}?state=stopped").text.split('id="people"')[1]
    assert "Luz" in stopped and "Ana" not in stopped
    version = page.partition("version=")[2].partition('"')[0]
    assert crew.client.get(f"{place}/counts?version={version}").status_code == 204
    with in_organization(crew.organization.id):
        text_in(phones[crew.people["Kai"].id], "what time?", later)
        db.session.commit()
    assert 'state=answered#people">3<' in crew.client.get(f"{place}/counts?version={version}").text


def test_what_must_be_mended_stops_it_and_loses_nothing(crew: Crew) -> None:
    form = crew.form(do="send") | {"en": "Hi {first_name}, {frist} {link}", "es": "Hola"}
    answer = crew.client.post("/texting/new", data=form)
    assert answer.status_code == 422 and 'name="value-link"' in answer.text and "{frist} {link}" in answer.text
    for words in ("{frist}, which is no merge field", "Nothing fills {link}", "does not say how to stop", "who writes"):
        assert words in answer.text, words
    live = crew.client.post("/texting/new/check", data=form, headers={"HX-Request": "true"}).text
    assert 'id="size-en"' in live and "<textarea" not in live
    curly = crew.form(do="mend:en") | {"en": "It’s {org}. STOP"}
    assert "It&#39;s {org}" in crew.client.post("/texting/new", data=curly).text
    nobody = crew.client.post("/texting/new", data=GOOD | {"do": "send", "submit_key": "a-key-of-mine", "when": "now"})
    assert nobody.status_code == 422 and "Choose first whom" in nobody.text


def test_the_preview_turns_to_the_next_person_and_to_one_searched_for(crew: Crew) -> None:
    assert "As Luz will see it" in crew.client.post("/texting/new", data=crew.form(do="next")).text
    assert "As Kai will see it" in crew.client.post("/texting/new", data=crew.form(do="before")).text
    assert "As Kai will see it" in crew.client.post("/texting/new", data=crew.form(do="find", find="808-555-0101")).text
    found = crew.client.post("/texting/new", data=crew.form(do="find", find="Nobody at all")).text
    assert "Nobody of that name gets this text" in found and "As Ana will see it" in found


def test_people_picked_by_hand_and_earlier_texts_again(crew: Crew) -> None:
    ids = [str(crew.people[name].id) for name in ("Ana", "Joe")]
    page = crew.client.post("/texting/new", data={"people": ids, "do": "pick"}).text
    assert "2 people picked by hand" in page and "1 will get it" in page
    form = filled(page) | GOOD | {"do": "send"}
    place = crew.client.post("/texting/new", data=form).location
    again = crew.client.get(f"/texting/new?from={place.rpartition('/')[2]}").text
    assert "2 people picked by hand" in again and "Hola {first_name}. {org}." in again
    assert crew.client.post("/texting/new", data={"do": "pick"}).status_code == 422


def test_before_the_action_it_goes_to_who_fits_then_and_never_more_than_three_times(crew: Crew) -> None:
    form = crew.form(f"action={crew.hearing.id}&said=yes", do="send", when="touch", touch="1d", touch_at="12:30")
    assert crew.client.post("/texting/new", data=form).status_code == 302
    with in_organization(crew.organization.id):
        blast = crew.blasts()[0]
        assert (blast.status, blast.touch) == (BlastStatus.SCHEDULED, {"days": 1, "at": "12:30"})
        late, _ = member(crew.make, crew.organization, first_name="Late", state="CO")
        crew.answer(late, crew.hearing, Answer.YES)
        crew.hearing.starts_at += timedelta(days=1)
        live_at(crew.organization, crew.make.now + timedelta(days=6, hours=22))
        go_round("prepare_blasts")
        assert crew.bodies() == set()
        live_at(fresh(crew.organization), crew.make.now + timedelta(days=7, hours=1))
        go_round("prepare_blasts")
        assert "Hi Late. Puente. STOP to opt out" in crew.bodies() and len(crew.bodies()) == 4
        assert blast.id == crew.blasts()[0].id
        for number in range(2):
            db.session.add(_about(crew, number))
        db.session.commit()
        plan = BlastPlan(Audience(AudienceKind.TAG, crew.tag), GOOD, action_id=crew.hearing.id)
        now = crew.make.now + timedelta(days=7, hours=2)
        assert reach_of(plan, values_of(plan, "", now), now).excluded[TOUCHED] == 1


def _about(crew: Crew, number: int) -> Message:
    """One more text of an earlier blast about the hearing to Ana."""
    message = db.session.scalars(select(Message).where(Message.contact_id == crew.people["Ana"].id)).first()
    assert message is not None
    blast = Blast(
        name="Earlier", bodies=GOOD, status=BlastStatus.DONE, submit_key=f"earlier-{number}", action_id=crew.hearing.id,
        program_id=consent.default_program().id, send_at=crew.make.now,
    )  # fmt: skip
    db.session.add(blast)
    db.session.flush()
    values = {
        name: getattr(message, name)
        for name in ("conversation_id", "contact_id", "phone", "body", "direction", "origin")
    }
    return Message(**values, blast_id=blast.id, action_id=crew.hearing.id, status=message.status, at=crew.make.now)


def test_a_touch_of_an_action_that_is_off_never_goes(crew: Crew) -> None:
    form = crew.form(f"action={crew.hearing.id}&said=yes", do="send", when="touch", touch="2h")
    assert crew.client.post("/texting/new", data=form).status_code == 302
    unticked = {name: value for name, value in form.items() if name != "touch"} | {"submit_key": "another-key"}
    assert "Tick when it should go" in crew.client.post("/texting/new", data=unticked).text
    with in_organization(crew.organization.id):
        crew.hearing.status = ActionStatus.CANCELLED
        db.session.commit()
        live_at(crew.organization, crew.hearing.starts_at - timedelta(minutes=30))
        go_round("prepare_blasts")
        assert crew.bodies() == set() and crew.blasts()[0].status is BlastStatus.CANCELLED


def test_above_the_size_a_second_person_says_yes(crew: Crew) -> None:
    other = crew.make.user(crew.organization, Role.LEAD, name="Denise")
    crew.organization.blast_approval_size = 2
    db.session.commit()
    form = crew.form(do="send")
    assert "Ask for approval of 3 texts" in crew.client.get(f"/texting/new?tag={crew.tag}").text
    place = crew.client.post("/texting/new", data=form).location
    assert "Somebody else who texts must say yes" in crew.client.get(place).text
    assert crew.client.post(f"{place}/approve").status_code == 403
    sign_in(crew.client, other)
    assert "1 waits for your yes" in crew.client.get("/today").text
    assert "Let it go" in crew.client.get(place).text
    assert crew.client.post(f"{place}/approve", data={"words": "Good"}).status_code == 302
    assert crew.client.post(f"{place}/approve").status_code == 409
    with in_organization(crew.organization.id):
        blast = crew.blasts()[0]
        assert (blast.status, blast.approved_by_user_id) == (BlastStatus.SENDING, other.id)
        assert len(crew.bodies()) == 3


def test_whoever_gets_a_text_that_day_is_left_out_unless_it_is_about_the_same_action(crew: Crew) -> None:
    crew.client.post("/texting/new", data=crew.form(do="send"))
    page = crew.client.get(f"/texting/new?tag={crew.tag}").text
    assert f"3 {TEXTED_THAT_DAY}" in page or "3 gets another text to many close to this one" in page
    unkept = {name: value for name, value in crew.form(do="check").items() if name != "keeps_caps"}
    assert "Send 3 texts" in crew.client.post("/texting/new", data=unkept).text
    rules = {"blasts_a_day": "", "blasts_a_week": "", "hours_between_blasts": "", "blast_approval_size": "-1"}
    sign_in(crew.client, crew.make.user(crew.organization, Role.LEAD))
    assert crew.client.post("/texting/rules", data=rules).status_code == 422
    assert crew.client.post("/texting/rules", data=rules | {"blast_approval_size": ""}).status_code == 302
    assert "3 will get it" in crew.client.get(f"/texting/new?tag={crew.tag}").text
