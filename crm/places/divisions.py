"""The divisions of the United States: read once from the reference list, found by id, by city and state, by a few letters."""

from __future__ import annotations

import csv
import gzip
import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from crm.core.text import words
from crm.places.ids import ALIASES, CITY_NAMES, COUNTRY, canonical, kind_of, parent_of

LIST = Path(__file__).parent / "reference" / "divisions.csv.gz"
LAST = "\U0010ffff"
FIRST = ("state", "district", "territory", "city", "county", "town", "village")
"""The kinds that are meant first when a name fits many; townships are meant last."""
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


@dataclass(frozen=True)
class Division:
    """A piece of the map that has a budget or a vote. `kind` is city or township for places, else that of the id."""

    ocd_id: str
    name: str
    kind: str

    @cached_property
    def key(self) -> str:
        """The folded words it is found by, with a space before each: " chicago il illinois city"."""
        code = state_code(self.ocd_id)
        state = states().get(code)
        said = f"{self.name} {code} {state.name if state else ''} {self.kind.replace('_', ' ')}"
        return "".join(f" {word}" for word in dict.fromkeys(words(said)))

    @property
    def rank(self) -> int:
        """Which kinds come first among divisions of one name."""
        return FIRST.index(self.kind) if self.kind in FIRST else len(FIRST) + (self.kind == "township")


@cache
def all_divisions() -> dict[str, Division]:
    """Every division of the list by id; 39,000, read when first asked for (a tenth of a second)."""
    rows = csv.reader(io.StringIO(gzip.decompress(LIST.read_bytes()).decode()))
    next(rows)
    found = {ocd_id: Division(ocd_id, name, kind) for ocd_id, name, kind in _whole_ids(rows) if ocd_id not in ALIASES}
    return found | {ocd_id: Division(ocd_id, name, "city") for ocd_id, name in CITY_NAMES.items()}


def _whole_ids(rows: Iterable[list[str]]) -> Iterator[tuple[str, str, str]]:
    return ((f"{COUNTRY}/{part}", name, kind) for part, name, kind in rows)


@cache
def states() -> dict[str, Division]:
    """States, territories and the District of Columbia by their two letters."""
    kinds = ("state", "territory", "district")
    return {one.ocd_id[-2:].upper(): one for one in all_divisions().values() if one.kind in kinds}


def state_code(ocd_id: str) -> str:
    """The two letters of the state a division lies in, "" for the country."""
    part = ocd_id.removeprefix(f"{COUNTRY}/").partition("/")[0]
    return part[-2:].upper() if ":" in part else ""


def find_state(text: str) -> Division | None:
    """The state of that name or with those two letters, or None."""
    said = " ".join(words(text))
    return _states_said().get(said)


@cache
def _states_said() -> dict[str, Division]:
    by_name = {" ".join(words(one.name)): one for one in states().values()}
    return by_name | {code.lower(): one for code, one in states().items()}


@cache
def _word_index() -> tuple[list[str], list[Division]]:
    """Every word of every name in order, and beside each the division it is of."""
    pairs = [(word, one.ocd_id) for one in all_divisions().values() for word in set(words(one.name))]
    pairs.sort()
    known = all_divisions()
    return [word for word, _id in pairs], [known[ocd_id] for _word, ocd_id in pairs]


def _candidates(typed: list[str]) -> list[Division]:
    """The divisions of whose names any typed word begins a word."""
    known, divisions = _word_index()
    ranges = [(bisect_left(known, word), bisect_left(known, word + LAST)) for word in typed]
    return list({one.ocd_id: one for low, high in ranges for one in divisions[low:high]}.values())


def is_meant(key: str, typed: list[str]) -> bool:
    """Whether each typed word begins a word of a division's key."""
    return bool(typed) and all(f" {word}" in key for word in typed)


def find_in_list(text: str, limit: int) -> list[Division]:
    """The divisions of the list that a few letters mean, the likeliest first: "chicago il", "cook county"."""
    typed = words(text)
    found = [division for division in _candidates(typed) if is_meant(division.key, typed)]
    return sorted(found, key=lambda one: nearness(one, typed))[:limit]


def nearness(division: Division, typed: list[str]) -> tuple[int, bool, int, int, str]:
    """What sorts the divisions that typed words may mean: whole words of the name, beginnings of it, kind, short names."""
    key = f"{division.key} "
    whole = sum(f" {word} " in key for word in typed)
    begins = key.startswith(f" {typed[0]}")
    return -whole, not begins, division.rank, len(division.name), division.ocd_id


@cache
def _by_city() -> dict[tuple[str, str], list[Division]]:
    """Cities, towns, villages and townships by state and folded name."""
    found: dict[tuple[str, str], list[Division]] = {}
    for division in all_divisions().values():
        if kind_of(division.ocd_id) == "place":
            for name in _names(division):
                found.setdefault((state_code(division.ocd_id), name), []).append(division)
    return found


def _names(division: Division) -> set[str]:
    """What a city is called in addresses: its name, and the name of its id where that is shorter."""
    slug = division.ocd_id.rpartition(":")[2]
    parts = {division.name, slug.replace("_", " ").replace("~", " "), *slug.replace("_", " ").split("~")[1:2]}
    return {plain_city(part) for part in parts if part}


def plain_city(text: str) -> str:
    """A city's name as it is compared: folded, Saint as St."""
    return " ".join(SHORT.get(word, word) for word in words(text))


@cache
def locate(city: str, state: str) -> str:
    """The id of where an address is: the city when only one in the state has that name, else the state; "" for neither."""
    known = find_state(state)
    if known is None:
        return ""
    code, name = state_code(known.ocd_id), plain_city(city)
    alias = canonical(f"{known.ocd_id}/place:{'_'.join(words(city))}")
    if alias in all_divisions() and name:
        return alias
    found = _by_city().get((code, name)) or _by_city().get((code, name.removesuffix(" city")), [])
    best = [one for one in found if one.rank == min(other.rank for other in found)]
    return best[0].ocd_id if len(best) == 1 else known.ocd_id


def around(ocd_id: str) -> list[str]:
    """The ids of a division and of everything it lies in, the division itself first, without the country."""
    chain = []
    while ocd_id and ocd_id != COUNTRY:
        chain.append(ocd_id)
        ocd_id = parent_of(ocd_id)
    return chain
