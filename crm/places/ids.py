"""Open Civic Data ids: whether one is well formed, what it lies in, and which id stands for which."""

from __future__ import annotations

import re

COUNTRY = "ocd-division/country:us"
_ID = re.compile(r"ocd-division/country:us(/(state|territory|district):[a-z]{2}(/[a-z_]+:[\w.~'-]+)*)?")

_SAME = {
    "state:co/place:denver": ("state:co/county:denver", "Denver"),
    "state:co/place:broomfield": ("state:co/county:broomfield", "Broomfield"),
    "state:ca/place:san_francisco": ("state:ca/county:san_francisco", "San Francisco"),
    "state:tn/place:nashville": ("state:tn/county:davidson", "Nashville (Davidson County)"),
    "state:ky/place:louisville": ("state:ky/county:jefferson", "Louisville (Jefferson County)"),
    "state:hi/place:honolulu": ("state:hi/county:honolulu", "Honolulu"),
}
"""Cities that are their county: the county's id is the one budgets are known by, the city's only another name."""
ALIASES = {f"{COUNTRY}/{city}": f"{COUNTRY}/{county}" for city, (county, _name) in _SAME.items()}
CITY_NAMES = {f"{COUNTRY}/{county}": name for county, name in _SAME.values()}
"""What those counties are called."""


def is_well_formed(ocd_id: str) -> bool:
    """Whether a text is an id of the United States or of a division in them."""
    return len(ocd_id) <= 200 and bool(_ID.fullmatch(ocd_id))


def canonical(ocd_id: str) -> str:
    """The id that stands for a division: of Denver, city and county, the county's, also for what lies in it."""
    for alias, true in ALIASES.items():
        if ocd_id == alias or ocd_id.startswith(f"{alias}/"):
            return true + ocd_id[len(alias) :]
    return ocd_id


def parent_of(ocd_id: str) -> str:
    """The id of what a division lies in; "" for the country."""
    return ocd_id.rpartition("/")[0] if ocd_id != COUNTRY else ""


def kind_of(ocd_id: str) -> str:
    """What a division is: state, county, place, ward, council_district …"""
    return ocd_id.rpartition("/")[2].partition(":")[0]


def lies_in(inner: str, outer: str) -> bool:
    """Whether a division is another one or lies in it."""
    return inner == outer or inner.startswith(f"{outer}/")


def contradict(first: str, second: str) -> bool:
    """Whether nobody can live in both: they are of different states, or of different cities."""
    if lies_in(first, second) or lies_in(second, first):
        return False
    states, cities = {_state(first), _state(second)}, {_city(first), _city(second)}
    return (len(states) == 2 and "" not in states) or (len(cities) == 2 and "" not in cities)


def _state(ocd_id: str) -> str:
    return "/".join(ocd_id.split("/")[:3]) if ocd_id.count("/") >= 2 else ""


def _city(ocd_id: str) -> str:
    """The part of an id up to its city; a county that is a city counts as one; "" where there is none."""
    parts = ocd_id.split("/")
    upto = ["/".join(parts[:end]) for end in range(len(parts), 3, -1)]
    return next((one for one in upto if kind_of(one) == "place" or one in CITY_NAMES), "")
