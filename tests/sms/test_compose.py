"""Writing to many: whom, what and when; sent once, to those who may be texted, each in her language; approved above a size."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionStatus
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact, MemberStatus, Tag, Tagging
from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service import add_phone
from crm.contacts.service.lists import add_to_list, create_list
from crm.contacts.service.segments import save_segment
from crm.core.actor import Role, system_actor
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.sms.models import Blast, BlastStatus, LeftOut, Message, MessageStatus, OptOutReason, Picture
from crm.sms.queries.audience import Audience, AudienceKind, Said, audience_ids
from crm.sms.queries.fatigue import TEXTED_THAT_DAY, TOUCHED
from crm.sms.queries.gate import may_text
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of
from crm.sms.service import consent
from crm.sms.service.pictures import keep_picture
from crm.sms.service.preparing import prepare_first
from crm.sms.service.writing_blasts import queue_blast, write_blast
from tests.sms.inbox_support import text_in
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled
from tests.support.texting import fresh, go_round, live_at, member

GOOD = {"en": "Hi {first_name}. {org}. STOP to opt out", "es": "Hola {first_name}. {org}. STOP para salir"}


def png(width: int = 2, height: int = 3) -> bytes:
    """A whole PNG of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


class Crew:
    """An organization in Denver: Ana (en), Luz (es) and Kai (Hawaii) said yes to Tuesday's hearing, Joe never agreed to texts."""

    def __init__(self, organization: Organization, make: Factory, client: FlaskClient) -> None:
        self.organization, self.make, self.client = organization, make, client
        organization.short_name = "Puente"
        self.writer = make.user(organization, Role.COORDINATOR, name="Malik Ward")
        self.hearing = make.action(title="Hearing", starts_at=make.now + timedelta(days=7), place="City Hall")
        self.tag = make.add(Tag(name="Hot")).id
        self.people = {
            "Ana": member(make, organization, first_name="Ana", state="CO")[0],
            "Luz": member(make, organization, first_name="Luz", state="CO", preferred_language="es")[0],
            "Kai": member(make, organization, "+18085550101", first_name="Kai", state="HI")[0],
            "Joe": make.contact(first_name="Joe"),
        }
        add_phone(self.people["Joe"].id, make.phone())
        for person in self.people.values():
            make.add(Tagging(tag_id=self.tag, contact_id=person.id))
            self.answer(person, self.hearing, Answer.YES)
        sign_in(client, self.writer)

    def answer(self, person: Contact, action: Action, answer: Answer) -> None:
        """Write an RSVP down."""
        kind = CommitmentKind.ATTEND
        self.make.add(
            Commitment(contact_id=person.id, action_id=action.id, kind=kind, answer=answer, asked_at=self.make.now)
        )

    def form(self, query: str = "", **changes: str) -> dict[str, str]:
        """What a browser would send from the fresh page, with a text in both languages."""
        page = self.client.get(f"/texting/new?{query or f'tag={self.tag}'}")
        assert page.status_code == 200
        return filled(page.text) | GOOD | changes

    def blasts(self) -> list[Blast]:
        """Every text to many, the oldest first."""
        return list(db.session.scalars(select(Blast).order_by(Blast.id)))

    def bodies(self) -> set[str]:
        """What is written down to be sent."""
        return set(db.session.scalars(select(Message.body)))


@pytest.fixture
def crew(organization: Organization, make: Factory, client: FlaskClient, one_moment: None) -> Crew:
    return Crew(organization, make, client)


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
    values = {name: getattr(message, name) for name in ("conversation_id", "contact_id", "phone", "body", "direction")}
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


def test_a_picture_is_told_by_its_content_and_fetched_by_whoever_knows_its_address(crew: Crew) -> None:
    photo = {"photo": (io.BytesIO(png()), "anything.txt"), "do": "picture"}
    page = crew.client.post("/texting/new", data=crew.form() | photo, content_type="multipart/form-data").text
    with in_organization(crew.organization.id):
        picture = db.session.scalars(select(Picture)).one()
        assert (picture.content_type, picture.width, picture.height) == ("image/png", 2, 3)
    assert f"/pictures/{picture.token}" in page
    crew.client.post("/texting/new", data=filled(page) | GOOD | {"do": "send"})
    with in_organization(crew.organization.id):
        media = db.session.scalars(select(Message.media)).first()
        assert media and media[0]["url"].endswith(f"/pictures/{picture.token}") and media[0]["type"] == "image/png"
    crew.client.post("/sign-out")
    fetched = crew.client.get(f"/pictures/{picture.token}")
    assert fetched.data == png() and fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert crew.client.get("/pictures/guessed").status_code == 404


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"GIF89a", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_refused(organization: Organization, make: Factory, content: bytes) -> None:
    with pytest.raises(Refused):
        keep_picture(system_actor(organization.id), make.now, "x.png", content)
    with pytest.raises(Refused, match="5 MB"):
        keep_picture(system_actor(organization.id), make.now, "x.png", png() + b"\0" * 5_300_000)


def test_templates_are_kept_in_versions_and_archived(crew: Crew) -> None:
    assert crew.client.post("/templates/new", data={"name": "", **GOOD}).status_code == 422
    assert crew.client.post("/templates/new", data={"name": "Ride", **GOOD}).status_code == 302
    page = crew.client.get("/templates").text
    assert "Ride" in page and "Reminder, the day before" in page
    number = page.split('">Ride<')[0].rpartition("/")[2]
    bad = crew.client.post(f"/templates/{number}", data={"name": "Ride", "en": "Hi {nope}", "es": ""})
    assert bad.status_code == 422 and "{nope} is no merge field" in bad.text and "Hi {nope}" in bad.text
    crew.client.post(f"/templates/{number}", data={"name": "Rides", **GOOD, "en": "Hey {org}. STOP"})
    assert "version 2" in crew.client.get(f"/templates/{number}").text
    crew.client.post(f"/templates/{number}/archive")
    assert "Rides" not in crew.client.get(f"/texting/new?tag={crew.tag}").text
    assert "archived" in crew.client.get("/templates").text


def test_an_audience_is_who_answered_so_or_was_there(crew: Crew) -> None:
    with in_organization(crew.organization.id):
        crew.answer(crew.people["Ana"], crew.make.action(), Answer.MAYBE)
        said = {
            word: audience_ids(Audience(AudienceKind.ACTION, crew.hearing.id, (word,)), crew.make.now) for word in Said
        }
        everybody = sorted(person.id for person in crew.people.values())
        assert list(said[Said.YES]) == list(said[Said.DID_NOT_COME]) == everybody
        assert not any(len(said[word]) for word in Said if word not in (Said.YES, Said.DID_NOT_COME))
        actor = crew.make.actor(crew.organization)
        page = create_list(actor, crew.make.now, "Door")
        add_to_list(actor, crew.make.now, page.id, everybody[:2])
        spanish = [Step(Op.NARROW, "language", {"languages": ["es"]})]
        segment = save_segment(actor, crew.make.now, "Spanish", spanish)
        on_list = audience_ids(Audience(AudienceKind.LIST, page.id), crew.make.now)
        in_segment = audience_ids(Audience(AudienceKind.SEGMENT, segment.id), crew.make.now)
        assert (list(on_list), list(in_segment)) == (everybody[:2], [crew.people["Luz"].id])


PERSON = st.tuples(
    st.integers(0, 5),  # whose number she shares; 5 is none
    st.booleans(),  # agreed
    st.sampled_from([None, False, True]),  # a minor
    st.booleans(),  # a guardian agreed
    st.sampled_from(["", "stop", "held", "past", "archived", "never"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(PERSON, min_size=1, max_size=9))
def test_everybody_is_in_one_place_and_nobody_who_must_not_be_texted_gets_in(
    people: list[tuple[int, bool, bool | None, bool, str]], organization: Organization, make: Factory, now: datetime
) -> None:
    """From every path alike, since all of them queue a plan: counts of reasons and texts add up to the audience."""
    with db.session.begin_nested() as world:
        ids = [_person(make, organization, *one) for one in people]
        plan = BlastPlan(Audience(AudienceKind.PEOPLE, people=tuple(ids)), GOOD)
        values, actor = values_of(plan, "Malik", now), system_actor(organization.id)
        before = reach_of(plan, values, now)
        blast = queue_blast(actor, now, write_blast(actor, now, plan, values, f"key-{make.phone()}", before.going).id)
        prepare_first(blast, now)
        texts = list(db.session.scalars(select(Message).where(Message.blast_id == blast.id)))
        left_out = db.session.scalar(select(func.count()).select_from(LeftOut).where(LeftOut.blast_id == blast.id))
        here = len(audience_ids(plan.audience, now))
        assert len(texts) + (left_out or 0) == here == before.total and len(texts) == before.going
        assert sum(blast.excluded.values()) == left_out and blast.excluded == before.excluded
        assert len({text.phone for text in texts}) == len(texts)
        assert all(may_text(text.phone, text.contact_id).allowed and text.consent_id for text in texts)
        world.rollback()


def _person(
    make: Factory,
    organization: Organization,
    shares: int,
    agreed: bool,
    is_minor: bool | None,
    guarded: bool,
    trouble: str,
) -> int:
    phone = "" if shares == 5 else f"+1303555010{shares}"
    values = {"is_minor": is_minor, "has_guardian_consent": guarded, "state": "CO"}
    if trouble == "never":
        values["member_status"] = MemberStatus.DO_NOT_CONTACT
    if agreed and phone:
        person, _ = member(make, organization, phone, **values)
    else:
        person = make.contact(**values)
        if phone:
            add_phone(person.id, phone)
    if trouble == "stop" and phone:
        consent.opt_out(make.now, phone, OptOutReason.STOP_REPLY, "STOP")
    if trouble == "held" and phone:
        consent.hold(make.now, phone, "maybe stop?")
    if trouble == "archived":
        person.archived_at = make.now
    db.session.flush()
    return int(person.id)
