"""Facts: adopted, worded, left aside, and at hand where people speak and text, the nearest first."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.campaigns.fact_words import figure_words
from crm.campaigns.models import Fact
from crm.campaigns.queries.facts import facts_at_hand
from crm.campaigns.service.facts import NewFact, add_fact, ignore_fact, load_facts
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.signins.models import DoorKind
from tests.signins.door_support import link_to, meeting
from tests.support.factories import Factory, sign_in

DENVER = "ocd-division/country:us/state:co/place:denver"


def test_the_nearest_facts_come_first_in_the_language_asked_for(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign(ocd_id=DENVER)
    load_facts(actor)
    own = NewFact("", "Sólo en español", "84", "posts", "Our count", "", "low", campaign_id=campaign.id)
    add_fact(actor, make.now, own)
    found = facts_at_hand(campaign.id, "es")
    assert [one.geography for one in found[:4]] == ["", "Denver, CO", "Colorado", "United States"]
    assert found[0].text == "Sólo en español" and found[0].text_other == "" and found[0].confidence == "low"
    assert found[1].figure and found[1].source and found[1].text != found[1].text_other
    assert facts_at_hand(campaign.id, "en")[0].text == "Sólo en español"
    by_place = facts_at_hand(DENVER, "en")
    assert by_place[0].geography == "Denver, CO" and by_place[0].text == found[1].text_other
    assert len(facts_at_hand(None, "en")) == 12
    denver = db.session.scalars(select(Fact).where(Fact.geography == "Denver, CO")).one()
    ignore_fact(actor, make.now, denver.id, is_ignored=True)
    assert facts_at_hand(DENVER, "en")[0].geography == "Colorado"


def test_figures_are_said_as_people_say_them() -> None:
    said = [
        figure_words(*pair) for pair in (("3400000000000", "USD"), ("20-45", "percent"), ("0.025", "share"), ("", ""))
    ]
    assert said == ["$3.4 T", "20–45%", "2.5%", ""]


def test_the_phone_at_a_door_holds_three_facts_and_no_more(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign = make.campaign(ocd_id=DENVER)
    load_facts(make.actor(organization))
    host = link_to(meeting(make, campaign_id=campaign.id), organization)
    tablet = link_to(meeting(make, campaign_id=campaign.id), organization, DoorKind.KIOSK)
    opened = client.post("/door/open", json={"token": host, "kind": "host"}).json
    assert len(opened["facts"]) == 3 and "Denver students" in opened["facts"][0]["text"]
    assert "sourced" in opened["facts"][0]["source"]
    spanish = {"Accept-Language": "es"}
    again = client.post("/door/open", json={"token": host, "kind": "host"}, headers=spanish).json
    assert again["facts"][0]["text"] != opened["facts"][0]["text"]
    assert "facts" not in client.post("/door/open", json={"token": tablet, "kind": "kiosk"}).json


def test_facts_are_at_hand_where_people_speak_and_text(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    organization_id, contact_id = organization.id, make.contact().id
    make.campaign(ocd_id=DENVER)
    sign_in(client, make.user(organization, Role.LEAD))
    assert "No facts are adopted yet." in client.get("/one-on-ones/shell").text
    client.post("/campaigns/facts/adopt")
    with in_organization(organization_id):
        denver = db.session.scalars(select(Fact).where(Fact.geography == "Denver, CO")).one()
        words, fact_id, source = denver.body[:40], denver.id, denver.source_name
    for address in ("/one-on-ones/shell", "/campaigns/facts/at-hand"):
        text = client.get(address).text
        assert words in text and source[:20] in text and "sourced" in text and 'lang="es"' in text
    for address in (f"/one-on-ones/new?contact={contact_id}", "/texting/new"):
        assert "/campaigns/facts/at-hand" in client.get(address).text
    sent = {"body": "Ours <b>", "body_es": "", "source_name": "A paper", "confidence": "medium", "figure": "9"}
    assert client.post(f"/campaigns/facts/{fact_id}", data=sent | {"source_name": ""}).status_code == 422
    assert client.post(f"/campaigns/facts/{fact_id}", data=sent | {"body": " "}).status_code == 422
    assert client.post(f"/campaigns/facts/{fact_id}", data=sent).status_code == 302
    assert "Ours &lt;b&gt;" in client.get("/campaigns/facts/at-hand").text
    client.post(f"/campaigns/facts/{fact_id}/ignore", data={"do": "ignore"})
    assert "Ours" not in client.get("/campaigns/facts/at-hand").text
    assert "Left aside" in client.get("/campaigns/facts").text
    assert client.post("/campaigns/facts/new", data=sent | {"body": "New one"}).status_code == 302
    assert "New one" in client.get("/campaigns/facts?q=new+one").text
