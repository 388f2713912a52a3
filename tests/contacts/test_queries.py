"""Finding people by whatever is remembered of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crm.accounts.models import Organization
from crm.contacts import queries, service
from crm.contacts.models import Contact
from crm.contacts.service import NewContact
from crm.core.database import db
from crm.core.errors import NotFound
from crm.core.scope import in_organization
from tests.support.factories import Factory

PEOPLE = (
    NewContact(first_name="Guadalupe", last_name="Martínez Soto", phone="7205550117", email="lupita@example.org"),
    NewContact(first_name="María José", last_name="de la Cruz", phone="3035550118"),
    NewContact(first_name="Robert", last_name="O'Neil", email="bob.oneil@example.org", phone="3035550118"),
    NewContact(first_name="Keisha", last_name="Lewis", chosen_name="Kiki", city="Aurora"),
    NewContact(first_name="Martin", last_name="Trần", phone="3035550119"),
)


@pytest.fixture
def people(organization: Organization, make: Factory, now: datetime) -> dict[str, int]:
    """Five people by first name."""
    ids = service.create_contacts(make.actor(organization), now, list(PEOPLE))
    return {new.first_name: contact_id for new, contact_id in zip(PEOPLE, ids, strict=True)}


@pytest.mark.parametrize(
    ("typed", "first_name"),
    [
        ("gua mar", "Guadalupe"),
        ("martinez guadalupe", "Guadalupe"),
        ("MARTÍNEZ", "Guadalupe"),
        ("lupe", "Guadalupe"),
        ("Lupita Mart", "Guadalupe"),
        ("delacruz", "María José"),
        ("cruz maria", "María José"),
        ("bob oneil", "Robert"),
        ("o’neil", "Robert"),
        ("kiki", "Keisha"),
        ("tran", "Martin"),
        ("0117", "Guadalupe"),
        ("720", "Guadalupe"),
        ("(720) 555-0117", "Guadalupe"),
        ("+1 720 555 0117", "Guadalupe"),
        ("555-0117", "Guadalupe"),
        ("lupita@ex", "Guadalupe"),
        ("guadelupe", "Guadalupe"),
        ("guadalpue martinez", "Guadalupe"),
        ("kiesha", "Keisha"),
        ("lewsi keisha", "Keisha"),
    ],
)
def test_found_by(people: dict[str, int], typed: str, first_name: str) -> None:
    assert [hit.id for hit in queries.search(typed)] == [people[first_name]]


@pytest.mark.parametrize("typed", ["", "  ", "01", "zzz", "guadalupe cruz", "%", "martinez lewis", "_@", "'"])
def test_nobody_is_found_by(people: dict[str, int], typed: str) -> None:
    assert queries.search(typed) == []


def test_whole_words_stand_first(people: dict[str, int]) -> None:
    assert [hit.id for hit in queries.search("martin")] == [people["Martin"], people["Guadalupe"]]
    assert len(queries.search("mar", limit=2)) == 2


def test_a_hit_says_what_tells_people_apart(people: dict[str, int]) -> None:
    details = {hit.name: hit.detail for hit in queries.search("o'neil") + queries.search("lewis")}
    assert details == {"Robert O'Neil": "(303) 555-0118", "Keisha “Kiki” Lewis": "Aurora"}


def test_merged_and_archived_people_are_not_found(people: dict[str, int], now: datetime) -> None:
    keisha = queries.get_contact(people["Keisha"])
    keisha.archived_at = now
    robert = queries.get_contact(people["Robert"])
    robert.merged_into_id = people["María José"]
    db.session.flush()
    assert queries.search("keisha") == [] and queries.search("oneil") == [] and queries.search("bob.oneil@") == []
    assert queries.people_sharing("+13035550118") == [people["María José"]]
    assert queries.get_contact(robert.id).id == people["María José"]
    assert queries.list_people().known == 3


def test_another_organization_finds_nobody(people: dict[str, int], make: Factory) -> None:
    with in_organization(make.organization().id):
        assert queries.search("guadalupe") == [] and queries.search("lupita@") == [] and queries.search("0117") == []
        assert queries.search("guadelupe") == []
        assert queries.find_by_phone("+17205550117") == []
        with pytest.raises(NotFound):
            queries.get_contact(people["Keisha"])


def test_cards_phones_and_names(people: dict[str, int]) -> None:
    card = queries.cards_of([people["Guadalupe"]])[people["Guadalupe"]]
    assert (card.name, card.phone, card.email) == ("Guadalupe Martínez Soto", "+17205550117", "lupita@example.org")
    service.add_phone(card.id, "+13035550177")
    assert queries.phones_of([card.id, people["Keisha"]]) == {card.id: ["+17205550117", "+13035550177"]}
    assert queries.names_of([people["Keisha"], None]) == {people["Keisha"]: "Kiki Lewis"}
    assert [c.id for c in queries.find_by_email("Lupita@example.org ")] == [card.id]


def test_who_may_be_the_same(people: dict[str, int]) -> None:
    assert [hit.id for hit in queries.find_alike("Somebody", "+17205550117")] == [people["Guadalupe"]]
    assert [hit.id for hit in queries.find_alike("Lupe Martinez", None)] == [people["Guadalupe"]]
    assert queries.find_alike("Lupe", None) == []


def test_the_list_goes_by_family_name_and_owner(
    people: dict[str, int], organization: Organization, make: Factory
) -> None:
    user = make.user(organization)
    keisha = queries.get_contact(people["Keisha"])
    keisha.owner_user_id = user.id
    db.session.flush()
    everyone = queries.list_people(user_id=user.id)
    assert [row.name.split()[0] for row in everyone.rows][:2] == ["María", "Keisha"]
    assert (everyone.total, everyone.mine, everyone.before, everyone.after) == (5, 1, None, None)
    mine = queries.list_people(owner_user_id=user.id, user_id=user.id)
    assert [(row.id, row.owner) for row in mine.rows] == [(keisha.id, user.name)] and mine.total == 1


def test_those_talked_with_last_stand_first(organization: Organization, make: Factory, now: datetime) -> None:
    ids = service.create_contacts(make.actor(organization), now, [NewContact(first_name="Ana")] * 3)
    service.note_contacted([ids[1]], now)
    service.note_contacted([ids[2]], now - timedelta(days=3))
    db.session.expunge_all()
    assert [hit.id for hit in queries.search("ana")] == [ids[1], ids[2], ids[0]]
    assert isinstance(queries.get_contact(ids[0]), Contact)
