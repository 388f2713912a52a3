"""Whom staff write down may agree to be texted: in words that are read aloud, ticked and kept with their version."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Consent, ConsentState
from tests.support.factories import Factory, sign_in


def test_the_line_is_on_the_form_and_only_our_words_with_a_number_are_kept(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    organization_id = organization.id
    sign_in(client, make.user(organization, Role.ORGANIZER, name="Rosa", language="es"))
    page = client.get("/people/new").text
    assert f"¿Puede {organization.name} enviarte mensajes" in page and 'value="1-es"' in page
    assert "checked" in client.post("/people/new", data={"consent": "1-es"}).text.split('value="1-es"')[1][:10]
    common = {"owner_user_id": "0", "preferred_language": "", "is_sure": "y"}
    for name, consent, phone in (
        ("Amina", "1-es", "(303) 555-0124"),
        ("Bea", "1-es", ""),
        ("Cira", "", "3035550125"),
        ("Dana", "99-xx", "3035550126"),
    ):
        sent = common | {"name": name, "phone": phone, "consent": consent, "client_ref": f"ref-{name}"}
        for _again in range(2):
            assert client.post("/people/new", data=sent).status_code == 302, name
    with in_organization(organization_id):
        kept = db.session.scalars(select(Consent)).one()
    assert (kept.phone, kept.state) == ("+13035550124", ConsentState.OPTED_IN)
    assert kept.words.startswith("¿Puede") and kept.source == "Rosa, wording 1"
