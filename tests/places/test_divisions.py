"""The reference list: ids, other names, addresses and a few letters."""

from __future__ import annotations

import time

import pytest

from crm.places.divisions import all_divisions, around, locate, state_code, states
from crm.places.finding import find_in_list
from crm.places.ids import canonical, contradict, is_well_formed, kind_of, lies_in, parent_of

US = "ocd-division/country:us"
CHICAGO, DENVER = f"{US}/state:il/place:chicago", f"{US}/state:co/county:denver"


def test_the_list_is_whole_and_its_ids_are_sound() -> None:
    assert len(all_divisions()) > 39_000 and len(states()) == 56
    assert all(is_well_formed(ocd_id) for ocd_id in all_divisions())
    assert all(parent_of(ocd_id) == US or parent_of(ocd_id) in all_divisions() for ocd_id in all_divisions())


@pytest.mark.parametrize(
    ("ocd_id", "is_sound"),
    [
        (f"{CHICAGO}/ward:25", True),
        (US, True),
        (f"{US}/state:nm/place:española", True),
        (f"{US}/district:dc/ward:8", True),
        ("ocd-division/country:ca/province:on", False),
        (f"{US}/place:chicago", False),
        (f"{CHICAGO}/Ward:25", False),
        (f"{CHICAGO}/ward:", False),
        (f"{CHICAGO}/ward:25/", False),
        (f"{CHICAGO}/ward:2 5", False),
        (f"{US}/state:il/place:" + "x" * 200, False),
        ("Chicago", False),
    ],
)
def test_an_id_is_checked_for_its_form(ocd_id: str, is_sound: bool) -> None:
    assert is_well_formed(ocd_id) is is_sound


def test_a_city_that_is_its_county_has_one_id() -> None:
    city = f"{US}/state:co/place:denver"
    assert canonical(city) == DENVER and canonical(f"{city}/council_district:1") == f"{DENVER}/council_district:1"
    assert canonical(f"{city}_city") == f"{city}_city" and city not in all_divisions()


def test_what_lies_in_what() -> None:
    assert lies_in(f"{CHICAGO}/ward:2", CHICAGO) and not lies_in(f"{CHICAGO}_heights", CHICAGO)
    assert kind_of(f"{CHICAGO}/ward:2") == "ward" and state_code(CHICAGO) == "IL" and state_code(US) == ""
    assert around(f"{CHICAGO}/ward:2") == [f"{CHICAGO}/ward:2", CHICAGO, f"{US}/state:il"]


@pytest.mark.parametrize(
    ("first", "second", "is_wrong"),
    [
        (f"{CHICAGO}/ward:1", CHICAGO, False),
        (f"{CHICAGO}/ward:1", f"{US}/state:il", False),
        (f"{CHICAGO}/ward:1", f"{US}/state:il/county:cook", False),
        (f"{CHICAGO}/ward:1", f"{US}/state:il/county:cook/school_district:city_of_chicago_sd_299", False),
        (f"{CHICAGO}/ward:1", f"{US}/state:il/place:aurora", True),
        (f"{CHICAGO}/ward:1", f"{US}/state:co", True),
        (f"{DENVER}/council_district:1", f"{US}/state:co/place:aurora", True),
        (f"{DENVER}/council_district:1", f"{US}/state:co", False),
    ],
)
def test_where_nobody_can_live_at_once(first: str, second: str, is_wrong: bool) -> None:
    assert contradict(first, second) is is_wrong and contradict(second, first) is is_wrong


@pytest.mark.parametrize(
    ("city", "state", "ocd_id"),
    [
        ("Chicago", "IL", CHICAGO),
        (" chicago ", "Illinois", CHICAGO),
        ("DENVER", "co", DENVER),
        ("Saint Louis", "MO", f"{US}/state:mo/place:st_louis"),
        ("Espanola", "New Mexico", f"{US}/state:nm/place:española"),
        ("New York City", "NY", f"{US}/state:ny/place:new_york"),
        ("Ventura", "CA", f"{US}/state:ca/place:san_buenaventura_~ventura~"),
        ("Nashville", "TN", f"{US}/state:tn/county:davidson"),
        ("Washington", "DC", f"{US}/district:dc"),
        ("Brooklyn", "NY", f"{US}/state:ny/place:new_york"),
        ("Washington", "WI", f"{US}/state:wi"),
        ("Nowhere at all", "CO", f"{US}/state:co"),
        ("", "CO", f"{US}/state:co"),
        ("Chicago", "", ""),
        ("Chicago", "Jalisco", ""),
    ],
)
def test_an_address_says_where_it_is_and_no_more(city: str, state: str, ocd_id: str) -> None:
    assert locate(city, state) == ocd_id


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("chicago il", CHICAGO),
        ("il chic", CHICAGO),
        ("Chicago, Illinois", CHICAGO),
        ("denver co", DENVER),
        ("espanola", f"{US}/state:nm/place:española"),
        ("cook county il", f"{US}/state:il/county:cook"),
        ("illinois", f"{US}/state:il"),
        ("boulder county", f"{US}/state:co/county:boulder"),
        ("Saint Louis", f"{US}/state:mo/place:st_louis"),
        ("NYC", f"{US}/state:ny/place:new_york"),
        ("Doña Ana", f"{US}/state:nm/county:doña_ana"),
        ("cook co", f"{US}/state:il/county:cook"),
        ("condado de Cook", f"{US}/state:il/county:cook"),
        ("CPS", f"{US}/state:il/county:cook/school_district:city_of_chicago_sd_299"),
        ("Jeffco schools", f"{US}/state:co/county:jefferson/school_district:jefferson_county_school_district_no._r-1"),
        ("ward 25 chicago", f"{CHICAGO}/ward:25"),
        ("distrito 5 denver", f"{DENVER}/council_district:5"),
        ("city and county of denver", DENVER),
        ("D.C.", f"{US}/district:dc"),
        ("minn", f"{US}/state:mn"),
        ("nuevo méxico", f"{US}/state:nm"),
        ("losangeles", f"{US}/state:ca/place:los_angeles"),
        ("milwakee", f"{US}/state:wi/place:milwaukee"),
        ("detriot mi", f"{US}/state:mi/place:detroit"),
        ("illinios", f"{US}/state:il"),
        ("bufalo ny", f"{US}/state:ny/place:buffalo"),
    ],
)
def test_a_few_letters_find_a_place(text: str, first: str) -> None:
    assert find_in_list(text, 5)[0].ocd_id == first


def test_nothing_and_nonsense_find_nothing() -> None:
    assert find_in_list("", 5) == find_in_list("%", 5) == find_in_list("zzzzqq il", 5) == []


def test_finding_takes_no_time() -> None:
    find_in_list("warm up", 5)
    texts = ("san", "chicago il", "st", "new york", "milwakee conty")
    began = time.process_time()
    for text in texts:
        find_in_list(text, 10)
    assert (time.process_time() - began) / len(texts) < 0.02
