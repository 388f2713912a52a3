"""What somebody has begun to write is never lost, and one to oneself is a text like any other that no blast counts."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from crm.core.actor import Role, system_actor
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.jobs.drafts import forget
from crm.sms.models import Blast, BlastMode, BlastStatus, Consent, Message, MessageStatus, Origin, TextDraft
from crm.sms.service.consent import OptOutReason, opt_out
from tests.sms.crew import Crew
from tests.support.factories import sign_in
from tests.support.texting import live_at


def _drafts(crew: Crew) -> list[TextDraft]:
    with in_organization(crew.organization.id):
        return list(db.session.scalars(select(TextDraft).order_by(TextDraft.id)))


def test_a_half_written_text_is_kept_taken_up_thrown_away_and_gone_once_sent(crew: Crew) -> None:
    form = crew.form(do="check", en="Hi {first_name}, {link}", es="Hola", mode="p2p") | {
        "value-link": "https://example.org/a"
    }
    live = crew.client.post("/texting/new/check", data=form, headers={"HX-Request": "true"}).text
    assert "Kept as a draft" in live
    crew.client.post("/texting/new/check", data=form | {"es": "Hola, {link}"}, headers={"HX-Request": "true"})
    (draft,) = _drafts(crew)
    for place in ("/texting/blasts", "/texting/new"):
        assert "Hi {first_name}, {link}" in crew.client.get(place).text
    page = crew.client.get(f"/texting/new?draft={draft.id}").text
    for words in ("Tagged “Hot”", "3 will get it", "Hola, {link}", 'value="https://example.org/a"', form["submit_key"]):
        assert words in page, words
    assert 'value="p2p" checked' in page
    thrown = crew.client.post(f"/texting/drafts/{draft.id}/throw-away", follow_redirects=True).text
    assert "Undo" in thrown and f'draft={draft.id}"' not in thrown
    back = crew.client.post(f"/texting/drafts/{draft.id}/take-back", follow_redirects=True).text
    assert "Hola, {link}" in back
    words = {"en": "Hi. {org}. STOP to opt out", "es": "Hola. {org}. STOP para salir"}
    assert crew.client.post("/texting/new", data=form | words | {"do": "send"}).status_code == 302
    crew.client.post("/texting/new/check", data=form, headers={"HX-Request": "true"})  # it was still under way
    assert _drafts(crew) == []


def test_a_draft_is_ones_own_and_old_ones_are_forgotten(crew: Crew) -> None:
    form = crew.form(do="check")
    crew.client.post("/texting/new", data=form)
    (draft,) = _drafts(crew)
    crew.client.post("/texting/new", data=form | {"en": " ", "es": ""})
    assert _drafts(crew) == []
    crew.client.post("/texting/new", data=form)
    (draft,) = _drafts(crew)
    sign_in(crew.client, crew.make.user(crew.organization, Role.COORDINATOR, name="Somebody else"))
    assert crew.client.get(f"/texting/new?draft={draft.id}").status_code == 404
    assert crew.client.post(f"/texting/drafts/{draft.id}/throw-away").status_code == 404
    assert "Half written" not in crew.client.get("/texting/blasts").text
    crew.client.post("/texting/new", data=form | {"en": "Hers"})
    assert [one.title for one in _drafts(crew)] == [draft.title]
    assert forget(draft.updated_at + timedelta(days=179)) == 0
    assert forget(draft.updated_at + timedelta(days=181)) == 1


def test_texters_send_what_was_written_for_them_each_by_a_key(crew: Crew) -> None:
    live_at(crew.organization, crew.make.now)
    page = crew.client.post("/texting/new", data=crew.form(do="check", mode="p2p")).text
    assert "Texters send it, each text by one key: about 1 minute" in page
    sent = crew.client.post("/texting/new", data=crew.form(do="send", mode="p2p"))
    with in_organization(crew.organization.id):
        blast = crew.blasts()[0]
        assert (blast.mode, blast.status) == (BlastMode.P2P, BlastStatus.SENDING)
        assert set(db.session.scalars(select(Message.status))) == {MessageStatus.HELD}
    assert sent.location == f"/texting/blasts/{blast.id}/texters"
    assert "3 texts wait for texters" in crew.client.get(sent.location).text


def test_one_to_me_goes_to_my_confirmed_number_and_counts_nowhere(crew: Crew) -> None:
    live_at(crew.organization, crew.make.now)
    form = crew.form(do="me")
    assert "You have no number of your own here yet" in crew.client.post("/texting/new", data=form).text
    assert "Half written" in crew.client.get("/texting/blasts").text
    assert "not a number" in crew.client.post("/texting/my-number", data={"do": "ask", "phone": "12"}).text
    crew.client.post("/texting/my-number", data={"do": "ask", "phone": "(303) 555-0199"})
    with in_organization(crew.organization.id):
        code = db.session.scalars(select(Message.body)).one().rpartition(" ")[2]
        assert db.session.scalars(select(Consent.words).where(Consent.phone == "+13035550199")).one()
    assert "no number of your own" in crew.client.post("/texting/new", data=form).text  # it is not confirmed yet
    wrong = "000000" if code != "000000" else "111111"
    assert "not the code" in crew.client.post("/texting/my-number", data={"do": "confirm", "code": wrong}).text
    crew.client.post("/texting/my-number", data={"do": "confirm", "code": code})
    for _twice in range(2):
        assert "On its way to your phone" in crew.client.post("/texting/new", data=form).text
    with in_organization(crew.organization.id):
        mine = db.session.scalars(select(Message).where(Message.body.startswith("Hi Malik. Puente."))).one()
        assert (mine.phone, mine.blast_id, mine.origin) == ("+13035550199", None, Origin.AUTOMATIC)
        assert db.session.scalars(select(func.count(Blast.id))).one() == 0
        opt_out(crew.make.now, "+13035550199", OptOutReason.STAFF, actor=system_actor(crew.organization.id))
        db.session.commit()
    assert (
        "Your number may not be texted: opted out"
        in crew.client.post("/texting/new", data=form | {"en": "x {org} STOP"}).text
    )


def test_a_code_is_guessed_five_times_at_most(crew: Crew) -> None:
    live_at(crew.organization, crew.make.now)
    crew.client.post("/texting/my-number", data={"do": "ask", "phone": "(303) 555-0199"})
    assert "Wait a minute" in crew.client.post("/texting/my-number", data={"do": "ask", "phone": "(303) 555-0198"}).text
    with in_organization(crew.organization.id):
        code = db.session.scalars(select(Message.body)).one().rpartition(" ")[2]
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(5):
        assert crew.client.post("/texting/my-number", data={"do": "confirm", "code": wrong}).status_code == 422
    assert "too old" in crew.client.post("/texting/my-number", data={"do": "confirm", "code": code}).text


def test_in_practice_one_to_me_goes_to_a_simulated_phone_of_mine(crew: Crew) -> None:
    crew.organization.is_practice = True
    live_at(crew.organization, crew.make.now)
    page = crew.client.post("/texting/new", data=crew.form(do="me")).text
    assert "Look at your simulated phone" in page and "/practice/phones?phone=" in page
    with in_organization(crew.organization.id):
        assert db.session.scalars(select(Message.body)).one() == "Hi Malik. Puente. STOP to opt out"
