"""Anybody is found by whatever is typed of her, and nothing that is typed breaks the search."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from crm.accounts.models import Organization
from crm.contacts import queries, service
from crm.contacts.queries import common_words, counts, matches
from crm.contacts.service import NewContact
from crm.core.database import db
from crm.core.scope import in_organization
from crm.core.text import words
from tests.conftest import BACKENDS
from tests.support.factories import Factory

PEOPLE = (
    NewContact("Guadalupe", last_name="Núñez Peña", phone="7205550117", email="lupita@example.org", city="Denver"),
    NewContact("María José", last_name="Soto de la Cruz", phone="3035550118", email="mj@denver.example.org"),
    NewContact("Thuỷ", last_name="Nguyễn", name_phonetic="twee", phone="3035550119"),
    NewContact("Robert", middle_name="Emmanuel", last_name="O’Neil-Washington", suffix="Jr.", phone="+442079460018"),
    NewContact("Xóchitl", last_name="Ramírez", chosen_name="Xochi"),
    NewContact("Søren", last_name="Łukaszewicz"),
    NewContact("Mary Ann", last_name="Greene"),
    NewContact("小明", last_name="王"),
    NewContact("محمد", last_name="أحمد"),
    NewContact("Ольга", last_name="Ёлкина"),
    NewContact("Lupe", last_name="Trujillo"),
)


@pytest.fixture
def people(organization: Organization, make: Factory, now: datetime) -> dict[str, int]:
    """All of them, by first name."""
    ids = service.create_contacts(make.actor(organization), now, list(PEOPLE))
    return {new.first_name: contact_id for new, contact_id in zip(PEOPLE, ids, strict=True)}


@pytest.mark.parametrize(
    ("typed", "first_name"),
    [
        ("nunez guadalupe", "Guadalupe"),
        ("pena", "Guadalupe"),
        ("lupe peña", "Guadalupe"),
        ("lupillo nuñez", "Guadalupe"),
        ("lup nuñ", "Guadalupe"),
        ("fuadalupe", "Guadalupe"),
        ("guadalpe nunze", "Guadalupe"),
        ("gudal", "Guadalupe"),
        ("lupita@", "Guadalupe"),
        ("LUPITA@example.org", "Guadalupe"),
        ("lupita", "Guadalupe"),
        ("guadalupe 0117", "Guadalupe"),
        ("720 nunez", "Guadalupe"),
        ("1 (720) 555 01 17", "Guadalupe"),
        ("delacruz", "María José"),
        ("de la cruz maria", "María José"),
        ("soto cruz", "María José"),
        ("maite soto", "María José"),
        ("@denver", "María José"),
        ("denver.example", "María José"),
        ("nguyen thuy", "Thuỷ"),
        ("NGUYỄN", "Thuỷ"),
        ("twee", "Thuỷ"),
        ("bob oneil", "Robert"),
        ("robert emmanuel washington jr", "Robert"),
        ("O'Neil", "Robert"),
        ("442079460018", "Robert"),
        ("020 7946 0018", "Robert"),
        ("robert x washington", "Robert"),
        ("xochi", "Xóchitl"),
        ("zochitl", "Xóchitl"),
        ("soren lukasz", "Søren"),
        ("mary ann", "Mary Ann"),
        ("maryann greene", "Mary Ann"),
        ("王小明", "小明"),
        ("小", "小明"),
        ("احمد محمد", "محمد"),
        ("елкина", "Ольга"),
        ("guadalupe trujillo", "Lupe"),
        ("lupita trujillo", "Lupe"),
    ],
)
def test_first_found_is(people: dict[str, int], typed: str, first_name: str) -> None:
    hits = queries.search(typed)
    assert hits and hits[0].id == people[first_name], [hit.name for hit in hits]


def test_two_words_that_were_written_as_one_are_found_apart(
    organization: Organization, make: Factory, now: datetime
) -> None:
    (contact_id,) = service.create_contacts(make.actor(organization), now, [NewContact("Maryann", last_name="Lee")])
    assert [hit.id for hit in queries.search("mary ann lee")] == [contact_id]


@pytest.mark.parametrize(
    "typed", ["@", "@@", ".", "5", "55", "lupita@elsewhere", "guadalupe 0118", "zz", "trujillo soto"]
)
def test_nobody_is_found(people: dict[str, int], typed: str) -> None:
    assert queries.search(typed) == []


HOSTILE = ("%", "_", "\x00", "a\x00b@", "\ud800", "😀", "' OR 1=1 --", "\\", "\u202eabc", "a" * 10_000, "ab " * 5_000)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_input_finds_nobody_and_breaks_nothing(people: dict[str, int], typed: str) -> None:
    assert queries.search(typed) == [] and queries.find_alike(typed, None) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(people: dict[str, int], typed: str) -> None:
    assert len(queries.search(typed, limit=3)) <= 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PEOPLE), st.data())
def test_anybody_is_found_by_three_letters_of_any_word(
    people: dict[str, int], person: NewContact, data: st.DataObject
) -> None:
    named = (person.first_name, person.middle_name, person.last_name, person.chosen_name)
    word = data.draw(st.sampled_from([word for name in named for word in words(name)]))
    length = data.draw(st.integers(min(3, len(word)), len(word)))
    assert people[person.first_name] in {hit.id for hit in queries.search(word[:length])}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if three were many: every bound is met."""
    for name in ("CAP", "SOME", "NEAR", "FEW"):
        monkeypatch.setattr(matches, name, 3)
    monkeypatch.setattr(common_words, "LOOKED_THROUGH", 4)


def test_two_common_words_are_followed_to_their_only_bearer(
    few: None, organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    crowd = [NewContact("Ana", last_name=f"Ruizeta {n}") for n in range(9)]
    crowd += [NewContact("Eva", last_name="Soto") for _ in range(9)] + [NewContact("Ana", last_name="Soto")]
    ids = service.create_contacts(actor, now, crowd)
    for typed in ("ana soto", "soto an", "sot ana", "anita soto"):
        assert [hit.id for hit in queries.search(typed)] == [ids[-1]]
    assert queries.search("ana eva") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([new for new in PEOPLE if new.first_name.isascii()]), st.booleans(), st.booleans(), st.data())
def test_one_name_whole_and_the_other_begun_find_her_however_many_have_each(
    few: None, crowded: dict[str, int], person: NewContact, is_first_whole: bool, is_turned: bool, data: st.DataObject
) -> None:
    whole, begun = (person.first_name, person.last_name)[:: 1 if is_first_whole else -1]
    begun = begun[: data.draw(st.integers(min(3, len(begun)), len(begun)))]
    typed = f"{begun} {whole}" if is_turned else f"{whole} {begun}"
    assert crowded[person.first_name] in {hit.id for hit in queries.search(typed)}


@pytest.fixture
def crowded(people: dict[str, int], organization: Organization, make: Factory, now: datetime) -> dict[str, int]:
    """Everybody, with five who have her first name alone and five who have her family name alone."""
    crowd = [NewContact(one.first_name, last_name=f"Aaberg {n}") for one in PEOPLE for n in range(5)]
    crowd += [NewContact(f"Aada {n}", last_name=one.last_name) for one in PEOPLE for n in range(5)]
    service.create_contacts(make.actor(organization), now, crowd)
    return people


def test_whom_one_talked_with_and_whom_one_knows_stand_first_among_many(
    few: None, organization: Organization, make: Factory, now: datetime
) -> None:
    user, actor = make.user(organization), make.actor(organization)
    crowd = [NewContact("Ana", last_name="Ruiz") for _ in range(12)]
    ids = service.create_contacts(actor, now, crowd)
    service.note_contacted([ids[9]], now)
    queries.get_contact(ids[11]).owner_user_id = user.id
    db.session.flush()
    assert next(hit.id for hit in queries.search("ana", 3)) == ids[9]
    assert [hit.id for hit in queries.search("ruiz", 3, user.id)][:2] == [ids[11], ids[9]]


def test_a_hit_tells_namesakes_apart(people: dict[str, int]) -> None:
    (hit,) = queries.search("guadalupe nunez")
    assert (hit.detail, hit.initials) == ("(720) 555-0117 · Denver", "GN")


def test_many_people_are_counted_once_in_a_while(
    organization: Organization, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = make.actor(organization)
    monkeypatch.setattr(counts, "EXACT", 3)
    counts._kept.clear()
    service.create_contacts(actor, now, [NewContact("Ana")] * 3)
    assert queries.list_people().known == 3
    service.create_contacts(actor, now, [NewContact("Ana")] * 2)
    assert queries.list_people().known == 5
    service.create_contacts(actor, now, [NewContact("Ana")] * 2)
    assert queries.list_people().known == 5
    monkeypatch.setattr(counts, "KEPT_SECONDS", 0.0)
    assert queries.list_people().known == 7
    counts._kept.clear()


def test_another_organization_is_not_searched(people: dict[str, int], make: Factory) -> None:
    with in_organization(make.organization().id):
        for typed in ("guadalupe", "fuadalupe", "0117", "7205550117", "lupita@", "@example.org", "lupita"):
            assert queries.search(typed) == []


@pytest.mark.parametrize("shared_app", BACKENDS[:1], indirect=True)
@pytest.mark.usefixtures("organization")
def test_sqlite_reads_those_found_by_their_ids_however_many_they_are() -> None:
    connection = db.session.connection()
    asked: list[tuple[str, Any]] = []
    event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2:4]))
    matches.read_people(range(1, 251))
    plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1]))
    assert "USING INTEGER PRIMARY KEY" in plan
