"""The divisions of the United States: read once from the reference lists, found by id, and by city and state."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from crm.core.text import words
from crm.places.ids import ALIASES, CITY_NAMES, COUNTRY, canonical, kind_of, parent_of

REFERENCE = Path(__file__).parent / "reference"
FIRST = ("state", "district", "territory", "city", "county", "town", "village")
"""The kinds that are meant first when a name fits many; townships are meant last."""
STATES = ("state", "territory", "district")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
SAME_WORDS = SHORT | {short: long for long, short in SHORT.items()}
"""Words of names that are written short or in full."""


@dataclass(frozen=True)
class Division:
    """A piece of the map that has a budget or a vote. `kind` is city or township for places, else that of the id.

    `also` is what else people call it, folded; `is_well_known` puts it before others of its name.
    """

    ocd_id: str
    name: str
    kind: str
    also: tuple[str, ...] = ()
    is_well_known: bool = False

    @cached_property
    def called(self) -> tuple[str, ...]:
        """The words of its name and of its other names, folded; Saint also as St, two words also as one."""
        said = words(self.name)
        again = [SAME_WORDS[word] for word in said if word in SAME_WORDS]
        joined = ["".join(said[:2])] if len(said) > 1 else []
        other = [word for name in self.also for word in name.split()]
        code = [state_code(self.ocd_id).lower()] if self.kind in STATES else []
        return tuple(dict.fromkeys([*said, *again, *joined, *other, *code]))

    @cached_property
    def key(self) -> str:
        """The folded words it is found by, with a space before each: " chicago il illinois city"."""
        code = state_code(self.ocd_id)
        state = states().get(code)
        around = words(f"{code} {state.name if state else ''} {self.kind} {kind_of(self.ocd_id)}".replace("_", " "))
        return "".join(f" {word}" for word in dict.fromkeys([*self.called, *around]))

    @property
    def rank(self) -> int:
        """Which kinds come first among divisions of one name."""
        return FIRST.index(self.kind) if self.kind in FIRST else len(FIRST) + (self.kind == "township")


@cache
def all_divisions() -> dict[str, Division]:
    """Every division of the lists by id; 39,500, read when first asked for (a tenth of a second)."""
    text = gzip.decompress((REFERENCE / "divisions.csv.gz").read_bytes()).decode()
    found = {ocd_id: Division(ocd_id, name, kind) for ocd_id, name, kind in _rows(text) if ocd_id not in ALIASES}
    found |= {ocd_id: Division(ocd_id, name, "city") for ocd_id, name in CITY_NAMES.items()}
    for ocd_id, kind, name, also in _rows((REFERENCE / "known_as.csv").read_text()):
        names = tuple(" ".join(words(one)) for one in also.split(";") if one)
        known = found.get(ocd_id) or Division(ocd_id, name, kind)
        found[ocd_id] = replace(known, also=names, is_well_known=True)
    return found | {one.ocd_id: one for one in _numbered(found)}


def _rows(text: str) -> Iterator[list[str]]:
    """The rows below the heading of a list, each with its whole id in front."""
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return ([f"{COUNTRY}/{part}", *rest] for part, *rest in rows)


def _numbered(known: Mapping[str, Division]) -> Iterator[Division]:
    """Wards and council districts: found by their number and their city's name."""
    for parent, kind, last in _rows((REFERENCE / "numbered.csv").read_text()):
        city = " ".join([*words(known[parent].name), *known[parent].also])
        name = kind.replace("_", " ").capitalize()
        for number in range(1, int(last) + 1):
            yield Division(f"{parent}/{kind}:{number}", f"{name} {number}", kind, (city,))


@cache
def states() -> dict[str, Division]:
    """States, territories and the District of Columbia by their two letters."""
    return {one.ocd_id[-2:].upper(): one for one in all_divisions().values() if one.kind in STATES}


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
    spaced = slug.replace("_", " ")
    parts = {division.name, spaced.replace("~", " "), *spaced.split("~")[1:2], *division.also}
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
