"""The list of people and the forms for one, as a browser without JavaScript and as htmx see them."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.contacts import queries, service
from crm.contacts.models import Contact
from crm.contacts.names import split_name
from crm.contacts.nicknames import NICKNAMES
from crm.contacts.service import NewContact
from crm.core.actor import STAFF, Role
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization, set_organization
from crm.core.text import words
from tests.support.factories import Factory, sign_in


@pytest.fixture
def lupe(organization: Organization, make: Factory, now: datetime) -> int:
    """The id of somebody who is known."""
    new = NewContact(first_name="Guadalupe", last_name="Martínez", phone="7205550117", preferred_language="es")
    contact_id = service.create_contact(make.actor(organization), now, new).id
    db.session.commit()
    return contact_id


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """An organizer's browser."""
    sign_in(client, make.user(organization, Role.ORGANIZER, name="Rosa Delgado"))
    set_organization(organization.id)
    return client


def _count(organization_id: int) -> int:
    with in_organization(organization_id):
        return db.session.scalars(select(func.count(Contact.id))).one()


def test_an_empty_list_offers_the_first_act(staff: FlaskClient) -> None:
    page = staff.get("/people").text
    assert "Nobody is here yet" in page and 'href="/people/new"' in page


def test_typing_finds_without_javascript_and_with_it(staff: FlaskClient, lupe: int) -> None:
    page = staff.get("/people?q=lupe").text
    assert "Guadalupe Martínez" in page and "(720) 555-0117" in page and "Spanish" in page and "<html" in page
    part = staff.get("/people?q=lupe", headers={"HX-Request": "true", "HX-Target": "people"}).text
    assert "Guadalupe Martínez" in part and "<html" not in part
    assert "/one-on-ones/new?contact=" in part


def test_suggestions_while_typing(staff: FlaskClient, lupe: int) -> None:
    part = staff.get("/people/suggest?q=lup").text
    assert f'href="/people/{lupe}"' in part and "(720) 555-0117" in part and "<html" not in part
    assert "/people/new?name=zzzz" in staff.get("/people/suggest?q=zzzz").text
    assert "/people/new?phone=5550199" in staff.get("/people/suggest?q=5550199").text
    assert staff.get("/people/suggest?q=").text.strip() == ""
    assert "&lt;b&gt;" in staff.get("/people/suggest?q=<b>zz").text


def test_nobody_found_offers_a_new_person_with_what_was_typed(staff: FlaskClient, lupe: int) -> None:
    assert "/people/new?name=Keisha+Lewis" in staff.get("/people?q=Keisha Lewis").text
    assert "/people/new?phone=303-555-0199" in staff.get("/people?q=303-555-0199").text
    assert 'value="Keisha Lewis"' in staff.get("/people/new?name=Keisha+Lewis").text


def test_pages_of_fifty(staff: FlaskClient, organization: Organization, make: Factory, now: datetime) -> None:
    people = [NewContact(first_name="P", last_name=f"{number:03d}") for number in range(120)]
    service.create_contacts(make.actor(organization), now, people)
    db.session.commit()
    first = staff.get("/people").text
    assert "P 049" in first and "P 050" not in first and 'rel="prev"' not in first
    second = staff.get(_beside(first, "next")).text
    assert "P 050" in second and "P 099" in second and "P 100" not in second and "P 050 to P 099 of 120" in second
    last = staff.get(_beside(second, "next")).text
    assert "P 119" in last and "P 099" not in last.replace("P 099 to", "") and 'rel="next"' not in last
    assert staff.get(_beside(last, "prev")).text.count("P 050") == second.count("P 050")
    assert 'rel="prev"' not in staff.get(_beside(second, "prev")).text
    for address in ("/people?after=x", "/people?before=999999999", "/people?after=-1"):
        assert staff.get(address).status_code == 200


def _beside(page: str, which: str) -> str:
    found = re.search(rf'rel="{which}" href="([^"]+)"', page)
    assert found, which
    return html.unescape(found[1])


def test_three_fields_are_enough(staff: FlaskClient, organization: Organization) -> None:
    organization_id = organization.id
    data = {"phone": "(303) 555-0111", "name": "Ana Ruiz Soto", "preferred_language": "es", "client_ref": "r-1"}
    answer = staff.post("/people/new", data=data | {"is_minor": "y", "owner_user_id": "0"})
    with in_organization(organization_id):
        contact = db.session.scalars(select(Contact)).one()
        assert answer.status_code == 302 and answer.location == f"/people/{contact.id}"
        assert (contact.first_name, contact.last_name, contact.is_minor) == ("Ana", "Ruiz Soto", True)
        assert queries.phones_of([contact.id]) == {contact.id: ["+13035550111"]}
    staff.post("/people/new", data=data | {"is_sure": "y", "owner_user_id": "0"})
    assert _count(organization_id) == 1


@pytest.mark.parametrize(
    ("data", "words_of_it"),
    [
        ({}, "Write a name or a phone number"),
        ({"name": "Ana", "phone": "303 555"}, "not a whole phone number"),
        ({"name": "Ana", "email": "ana@"}, "not an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    staff: FlaskClient, organization: Organization, data: dict[str, str], words_of_it: str
) -> None:
    organization_id = organization.id
    answer = staff.post("/people/new", data={"owner_user_id": "0", "preferred_language": "", **data})
    assert answer.status_code == 422 and words_of_it in answer.text
    assert _count(organization_id) == 0


def test_a_known_person_is_hinted_at(staff: FlaskClient, lupe: int) -> None:
    by_phone = staff.get("/people/alike?phone=720-555-0117&name=")
    assert f'href="/people/{lupe}"' in by_phone.text and "(720) 555-0117" in by_phone.text
    assert f'href="/people/{lupe}"' in staff.get("/people/alike?name=Lupe+Martinez").text
    assert "href" not in staff.get("/people/alike?name=Somebody+Else&phone=303").text
    data = {"name": "Lupe Martínez", "phone": "", "preferred_language": "", "owner_user_id": "0"}
    assert staff.post("/people/new", data=data).status_code == 422
    assert staff.post("/people/new", data=data | {"is_sure": "y"}).status_code == 302


def test_changing_a_person_is_noted(staff: FlaskClient, organization: Organization, lupe: int) -> None:
    organization_id = organization.id
    page = staff.get(f"/people/{lupe}/edit").text
    assert "(720) 555-0117" in page and "No longer hers" in page
    data = {"first_name": "Guadalupe", "last_name": "Martínez", "chosen_name": "Lupe", "phone": "720 555 0119"}
    more = {"preferred_language": "es", "needs": ["childcare", "ride"], "owner_user_id": "0"}
    assert staff.post(f"/people/{lupe}/edit", data=data | more).location == f"/people/{lupe}"
    with in_organization(organization_id):
        contact = db.session.scalars(select(Contact).execution_options(populate_existing=True)).one()
        details = db.session.scalars(select(AuditEntry.details).where(AuditEntry.verb == "updated")).one()
    assert (contact.chosen_name, contact.needs, contact.is_minor) == ("Lupe", ["childcare", "ride"], None)
    assert details == {"fields": ["chosen_name", "needs", "phone"]}
    bad = staff.post(f"/people/{lupe}/edit", data={"owner_user_id": "0", "preferred_language": "", "phone": "7"})
    assert bad.status_code == 422


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_people(client: FlaskClient, organization: Organization, make: Factory, lupe: int, role: Role) -> None:
    sign_in(client, make.user(organization, role))
    for address in (
        "/people",
        "/people/new",
        f"/people/{lupe}/edit",
        f"/people/{lupe}",
        "/people/alike",
        "/people/suggest?q=lu",
    ):
        assert client.get(address).status_code == (200 if role in STAFF else 403), address


def test_another_organization_has_other_people(client: FlaskClient, make: Factory, lupe: int) -> None:
    other = make.organization()
    with in_organization(other.id):
        sign_in(client, make.user(other, Role.ADMIN))
    assert client.get(f"/people/{lupe}/edit").status_code == 404
    assert client.post(f"/people/{lupe}/edit", data={"first_name": "x"}).status_code == 404
    assert "Martínez" not in client.get("/people?q=lupe").text
    assert "Martínez" not in client.get("/people/alike?phone=7205550117").text


def test_a_name_in_one_field_stays_whole() -> None:
    assert split_name("  Ana   Ruiz Soto, Jr. ") == ("Ana", "Ruiz Soto", "Jr.")
    assert split_name("Lupe") == ("Lupe", "", "")
    assert split_name("Mary Sr") == ("Mary", "Sr", "")


def test_short_names_are_folded_as_search_folds() -> None:
    for short, names in NICKNAMES.items():
        assert words(short) == [short] and all(words(name) == [name] for name in names), short


def test_a_line_says_who_stays_in_touch_and_since_when_and_nothing_in_it_is_markup(
    staff: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    user = make.user(organization, name="Ana <i>Ruiz</i>")
    new = NewContact(first_name="<b>100%</b>", last_name="%(id)s", phone="3035550123", preferred_language="es")
    contact = service.create_contact(make.actor(organization), now, new)
    contact.owner_user_id = user.id
    service.note_contacted([contact.id], utc_now() - timedelta(days=3))
    service.create_contact(make.actor(organization), now, NewContact(phone="3035550124"))
    db.session.commit()
    page = staff.get("/people").text
    assert "&lt;b&gt;100%&lt;/b&gt; %(id)s</a>" in page and "<b>" not in page and "<i>Ruiz" not in page
    for said in (
        "(303) 555-0123</span> · Spanish",
        "Ana &lt;i&gt;Ruiz",
        "3 days ago",
        ">(303) 555-0124</a>",
        "No contact",
    ):
        assert said in page, said


def test_what_is_done_with_those_ticked_is_fetched_when_asked_for(staff: FlaskClient, lupe: int) -> None:
    page = staff.get("/people?owner=").text
    link = re.search(r'href="(/people\?owner=&amp;act=1)#bulk" hx-get="(/people/choices)"', page)
    assert link and "Put on a list" not in page
    assert "Put on a list" in staff.get(html.unescape(link[1])).text
    part = staff.get(link[2]).text
    assert "Put on a list" in part and "<html" not in part
