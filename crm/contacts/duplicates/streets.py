"""Street addresses taken apart: number, name and flat, whatever the spelling."""

from __future__ import annotations

import re
from typing import NamedTuple

from crm.core.text import words

KINDS = {
    "street": "st", "str": "st", "avenue": "ave", "av": "ave", "avenida": "ave", "road": "rd", "drive": "dr",
    "boulevard": "blvd", "bulevar": "blvd", "lane": "ln", "court": "ct", "place": "pl", "circle": "cir", "circuit": "cct",
    "crescent": "cres", "terrace": "ter", "parkway": "pkwy", "highway": "hwy", "square": "sq", "trail": "trl", "close": "cl",
    "expressway": "expy", "freeway": "fwy", "way": "wy", "alley": "aly", "plaza": "plz", "saint": "st", "mount": "mt",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "norte": "n", "sur": "s", "este": "e", "oeste": "w", "martin": "ml", "mlk": "ml",
}  # fmt: skip
"""Words of addresses and their short forms (USPS Publication 28, with Spanish words)."""
UNITS = frozenset({"apt", "apartment", "unit", "ste", "suite", "fl", "floor", "rm", "room", "bsmt", "basement", "lot",
                   "apto", "apartamento", "depto", "departamento", "piso", "no", "spc", "trlr"})  # fmt: skip
_FLAT = re.compile(r"#\s*([\w-]+)")


class Street(NamedTuple):
    """A street address: house number, name as one run of letters, flat; empty strings for what is not told."""

    number: str
    name: str
    flat: str


NOWHERE = Street("", "", "")


def read_street(text: str) -> Street:
    """Take an address apart: "6411 W Alameda Avenue, Apt 5" gives 6411, walamedaave, 5."""
    if not text:
        return NOWHERE
    flats: list[str] = []
    if "#" in text:
        flats = [found.lower() for found in _FLAT.findall(text)]
        text = _FLAT.sub(" ", text)
    parts = words(text)
    number = parts.pop(0) if parts and parts[0][0].isdigit() else ""
    name: list[str] = []
    is_flat = False
    for part in parts:
        if part in UNITS:
            is_flat = True
            if part in ("bsmt", "basement"):
                flats.append("bsmt")
        elif is_flat:
            flats.append(part)
            is_flat = False
        else:
            name.append(KINDS.get(part, part))
    return Street(number, "".join(name), "".join(flats))
