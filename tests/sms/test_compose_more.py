"""What goes with writing to many: pictures, templates, audiences; and that nobody gets in who must not."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.commitments.models import Answer
from crm.contacts.models import MemberStatus
from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service import add_phone
from crm.contacts.service.lists import add_to_list, create_list
from crm.contacts.service.segments import save_segment
from crm.core.actor import system_actor
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.sms.models import LeftOut, Message, OptOutReason, Picture
from crm.sms.queries.audience import Audience, AudienceKind, Said, audience_ids
from crm.sms.queries.gate import may_text
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import reach_of
from crm.sms.service import consent
from crm.sms.service.pictures import keep_picture
from crm.sms.service.preparing import prepare_first
from crm.sms.service.writing_blasts import queue_blast, write_blast
from tests.sms.crew import GOOD, Crew, png
from tests.support.factories import Factory
from tests.support.filled import filled
from tests.support.texting import member


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
