"""The page of who decides: written down, moved, counted and voted on by forms alone."""

from __future__ import annotations

from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns.queries import whip
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Role, system_actor
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


def test_a_body_is_written_down_counted_and_votes(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign_id, organization_id = make.campaign().id, organization.id
    page = f"/campaigns/{campaign_id}/deciders"
    sign_in(client, make.user(organization, Role.LEAD))
    assert "Nobody with a vote is written down yet." in client.get(page).text
    client.post(f"{page}/seats", data={"lines": "Ana Uno; District 1\nBea Dos; District 2\nCy Tres; District 3"})
    vote = {"subject": "The contract", "held_on": "2026-12-17", "seats": "3", "majority": "majority"}
    assert client.post(f"/campaigns/{campaign_id}/decisions", data=vote | {"seats": ""}).status_code == 422
    client.post(f"/campaigns/{campaign_id}/decisions", data=vote)
    with in_organization(organization_id):
        ids = [one.target.id for one in whip.seats(campaign_id)]
        decision_id = whip.decisions(campaign_id)[0].id
    told = {"lean": "yes", "evidence": "Said <b>so</b>", "confidence": "public"}
    refused = client.post(f"/campaigns/targets/{ids[0]}/lean", data=told | {"evidence": " "})
    assert refused.status_code == 422 and "Say how you know" in refused.text
    client.post(f"/campaigns/targets/{ids[0]}/lean", data=told)
    client.post(f"/campaigns/targets/{ids[1]}/lean", data=told | {"lean": "lean_yes"})
    text = client.get(page).text
    assert "1 sure, 1 leaning, 2 needed" in text and "It carries if Bea Dos holds." in text and "<b>so</b>" not in text
    moved = client.post(f"/campaigns/targets/{ids[0]}/move", data=told | {"support": "9", "power": "5"})
    assert moved.status_code == 422
    client.post(f"/campaigns/targets/{ids[0]}/move", data=told | {"support": "4", "power": "5"})
    assert "Ana Uno: Yes. Support 4, power 5." in client.get(page).text
    assert client.get(f"{page}?day=2000-01-01").status_code == client.get(f"{page}?day=never").status_code == 200
    votes = {f"vote-{ids[0]}": "yes", f"vote-{ids[1]}": "yes", f"vote-{ids[2]}": "perhaps"}
    client.post(f"/campaigns/decisions/{decision_id}", data=votes)
    assert "It carried." in client.get(page).text


def test_who_knows_her_becomes_a_list_to_ask(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id, new = make.campaign().id, NewContact("Lupe", last_name="Prueba", phone="719-555-0123")
    contact_id = create_contacts(system_actor(organization.id), make.now, [new])[0]
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = f"/campaigns/{campaign_id}/deciders"
    assert client.post(page, data={"name": "Ana Uno"}).status_code == 403
    sign_in(client, make.user(organization, Role.LEAD))
    made = client.post(page, data={"name": "Ana Uno", "has_vote": "y"})
    target_id = int(made.location.rpartition("who=")[2])
    assert "Lupe Prueba" in client.get(f"{made.location}&q=prueba").text
    client.post(f"/campaigns/targets/{target_id}/knows", data={"contact_id": contact_id, "whom": "staff"})
    assert client.get(f"/campaigns/targets/{target_id}/members").status_code == 200
    promise = {"what": "To listen", "said_on": "2026-11-01"}
    client.post(f"/campaigns/targets/{target_id}/promises", data=promise)
    assert "To listen" in client.get(made.location).text
    client.post(f"/campaigns/targets/{target_id}/remove")
    assert "Ana Uno" not in client.get(page).text
