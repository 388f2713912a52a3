"""The screens of duplicates: pair by pair, the certain ones at once, side by side, and back."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.models import Batch
from crm.contacts import service
from crm.contacts.models import DuplicateStatus, DuplicateSuggestion
from crm.contacts.queries import get_contact
from crm.contacts.service import NewContact, suggest_duplicate
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


@pytest.fixture
def pairs(organization: Organization, make: Factory, now: datetime) -> list[tuple[int, int, int]]:
    """Four suggested pairs (suggestion, first, second), the likeliest first; the last two are certain."""
    actor = make.actor(organization)
    new = [
        NewContact(
            first_name=first, last_name="Ruiz", phone=f"30355501{n:02d}", custom={"ward": str(n)}, city=f"City {n}"
        )
        for n, first in enumerate(("Ana", "Ana María", "Bo", "Bob", "Cy", "Cyrus", "Di", "Diana"))
    ]
    ids = service.create_contacts(actor, now, new)
    found = []
    for n in range(4):
        row = suggest_duplicate(ids[2 * n], ids[2 * n + 1], [f"Reason {n}"])
        row.score, row.is_certain = 0.9 - n / 10, n > 1
        found.append((row.id, ids[2 * n], ids[2 * n + 1]))
    db.session.flush()
    return found


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """A signed-in lead."""
    return sign_in(client, make.user(organization))


def became(organization_id: int, contact_id: int) -> int:
    """The record that a record became."""
    with in_organization(organization_id):
        db.session.expire_all()
        return get_contact(contact_id).id


def test_pair_by_pair_the_next_opens_at_once(
    organization: Organization, pairs: list[tuple[int, int, int]], staff: FlaskClient
) -> None:
    organization_id = organization.id
    (first, ana, maria), (second, _bo, bob) = pairs[:2]
    page = staff.get("/duplicates").text
    assert "2 pairs are certain" in page and "2 to decide" in page and "Reason 0" in page
    assert f'action="/duplicates/{first}"' in page and "Ana María" in page and "City 1" in page
    later = staff.post(f"/duplicates/{first}", data={"decision": "later"})
    page = staff.get(later.location).text
    assert f'action="/duplicates/{second}"' in page
    answer = staff.post(f"/duplicates/{second}", data={"decision": "different", "after": first})
    assert "You have been through all of them" in staff.get(answer.location).text
    joined = staff.post(f"/duplicates/{first}", data={"decision": "same"})
    page = staff.get(joined.location).text
    assert "They are one record now" in page and "Nobody seems to be here twice" in page
    assert became(organization_id, maria) == ana and became(organization_id, bob) == bob
    assert staff.post(f"/duplicates/{first}", data={"decision": "same"}).status_code == 409
    assert staff.post(f"/duplicates/{second}", data={"decision": "perhaps"}).status_code == 422
    with in_organization(organization_id):
        row = db.session.scalars(select(DuplicateSuggestion).where(DuplicateSuggestion.id == second)).one()
        assert row.status is DuplicateStatus.DIFFERENT
    batch = int(joined.location.rsplit("=", 1)[1])
    assert staff.post(f"/merges/{batch}/undo").status_code == 302
    assert became(organization_id, maria) == maria
    assert "Reason 0" in staff.get("/duplicates").text
    assert staff.post(f"/merges/{batch}/undo").status_code == 409


def test_the_certain_ones_at_once(
    organization: Organization, pairs: list[tuple[int, int, int]], staff: FlaskClient
) -> None:
    organization_id = organization.id
    page = staff.get("/duplicates/certain").text
    assert "2 certain pairs" in page and "Join 2 pairs" in page and "Cyrus Ruiz" in page and "Bob Ruiz" not in page
    done = staff.post("/duplicates/certain")
    page = staff.get(done.location).text
    assert "2 records were joined" in page and "Undo all of them" in page and "Cyrus Ruiz" in page
    (_, cy, cyrus), (_, di, diana) = pairs[2:]
    assert became(organization_id, cyrus) == cy
    one = page.split('action="/merges/')[1].split("/undo")[0]
    assert staff.post(f"/merges/{one}/undo").status_code == 302
    assert (became(organization_id, cyrus), became(organization_id, diana)) in ((cyrus, di), (cy, diana))
    assert staff.post(f"{done.location}/undo").status_code == 302
    assert (became(organization_id, cyrus), became(organization_id, diana)) == (cyrus, diana)
    assert "they are records of their own again" in staff.get(done.location).text
    staff.post("/duplicates/certain")
    assert staff.post("/duplicates/certain").status_code == 422
    assert "No pair is certain" in staff.get("/duplicates/certain").text


def test_side_by_side_field_by_field(
    organization: Organization, pairs: list[tuple[int, int, int]], staff: FlaskClient
) -> None:
    organization_id = organization.id
    _, ana, maria = pairs[0]
    page = staff.get(f"/people/{ana}/same-as?other={maria}").text
    assert 'id="first_name-loser" name="first_name" value="loser" checked' in page
    assert 'name="custom.ward" value="winner" checked' in page and "Rows of files" not in page
    sides = {"first_name": "winner", "custom.ward": "loser", "address": "loser", "phone": "loser"}
    done = staff.post(f"/people/{ana}/same-as", data=sides | {"other": maria, "decision": "same", "owner_user_id": "x"})
    assert "1 record was joined" in staff.get(done.location).text
    with in_organization(organization_id):
        db.session.expire_all()
        kept = get_contact(maria)
        assert (kept.first_name, kept.custom, kept.city) == ("Ana", {"ward": "1"}, "City 1")
    shown = staff.get(f"/people/{ana}").text
    assert "Joined into this record" in shown and "Ana María Ruiz" in shown
    assert staff.get(f"/people/{ana}/same-as?other={maria}").location == f"/people/{ana}"
    assert staff.post(f"/people/{ana}/same-as", data={"other": maria}).status_code == 422
    assert staff.post(f"/people/{ana}/same-as", data={"other": "9" * 30}).status_code == 404
    assert staff.get("/people/999999/same-as").status_code == 404


def test_from_a_persons_page(organization: Organization, pairs: list[tuple[int, int, int]], staff: FlaskClient) -> None:
    organization_id = organization.id
    _, ana, maria = pairs[0]
    _, bo, _bob = pairs[1]
    assert "Same as Ana María Ruiz?" in staff.get(f"/people/{ana}").text
    assert f"other={bo}" in staff.get(f"/people/{ana}/same-as?q=bo+ruiz").text
    assert "Nobody else is found" in staff.get(f"/people/{ana}/same-as?q=zz").text
    staff.post(f"/people/{ana}/same-as", data={"other": maria, "decision": "different"})
    assert "Same as" not in staff.get(f"/people/{ana}").text
    assert "Somebody said that they are two people" in staff.get(f"/people/{ana}/same-as?other={maria}").text
    staff.post(f"/people/{ana}/same-as", data={"other": bo, "decision": "different"})
    with in_organization(organization_id):
        rows = db.session.scalars(select(DuplicateSuggestion.status).where(DuplicateSuggestion.contact_id == ana)).all()
        assert rows == [DuplicateStatus.DIFFERENT] * 2


@pytest.mark.parametrize("role", list(Role))
def test_who_decides(
    client: FlaskClient, organization: Organization, make: Factory, pairs: list[tuple[int, int, int]], role: Role
) -> None:
    sign_in(client, make.user(organization, role))
    staff = (Role.ADMIN, Role.LEAD, Role.COORDINATOR, Role.ORGANIZER)
    assert client.get("/duplicates").status_code == (200 if role in staff else 403)
    assert client.get("/duplicates/certain").status_code == (200 if role in staff[:3] else 403)


def test_a_batch_of_another_kind_is_no_merge(staff: FlaskClient, organization: Organization, make: Factory) -> None:
    with in_organization(organization.id):
        batch = make.add(Batch(kind="import", label="a list"))
        db.session.commit()
        batch_id = batch.id
    assert staff.get(f"/merges/{batch_id}").status_code == 404
    assert staff.post(f"/merges/{batch_id}/undo").status_code == 404
