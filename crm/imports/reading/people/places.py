"""Postal codes and addresses as spreadsheets and other tools leave them: lost zeros, everything in one cell."""

import re
from functools import lru_cache
from typing import NamedTuple

_STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP AE AP AA
"""
STATES = frozenset(_STATES.split())
_LOST_ZERO = frozenset("CT MA ME NH NJ RI VT PR VI AE connecticut massachusetts maine vermont".upper().split()) | {
    "NEW HAMPSHIRE", "NEW JERSEY", "RHODE ISLAND", "PUERTO RICO",
}  # fmt: skip
_FLOAT = re.compile(r"^(\d{3,9})\.0+$")
_LINE = re.compile(
    r"^(?P<street>.+?)(?:,|\s{2,}|\n)\s*(?P<city>[^\d,\n]+?)(?:,|\s{2,}|\s)\s*(?P<state>[A-Z]{2}"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[\s,]+"
    r"(?P<zip>\d{5}(?:-\d{4})?)(?:[\s,]+(?:US|USA|United States|Estados Unidos|EE\.? ?UU\.?))?\.?$"
)


_LABELLED = re.compile(
    r"^(?:street address|direccion"
    r"|street)\s*:\s*(?P<street>.*?)\s*(?:street address line 2\s*:\s*.*?\s*)?(?:city|ciudad)\s*:\s*(?P<city>.*?)\s*"
    r"(?:state(?:\s*/\s*province)?|estado)\s*:\s*(?P<state>.*?)\s*(?:postal(?:\s*/\s*zip)? code|zip(?: code)?"
    r"|codigo postal)\s*:\s*(?P<zip>[\d-]+).*$",
    re.IGNORECASE | re.DOTALL,
)


class Place(NamedTuple):
    """The parts of an address."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@lru_cache(maxsize=16_384)
def read_zip(text: str, state: str, is_american: bool = True) -> str:
    """Write a postal code whole again: without ".0", and with the zeros a spreadsheet dropped where the state, or an
    American list without one, says so.
    """
    if len(text) == 5 or not text:
        return text
    text = text.removeprefix("z:")  # as the forms of Facebook keep a spreadsheet from counting with it
    whole = _FLOAT.match(text)
    text = whole[1] if whole else text
    head, dash, rest = text.partition("-")
    if not head.isdecimal():
        return text
    if dash and not rest.strip():
        dash = rest = ""
    if len(head) in (8, 9) and not dash:
        head, dash, rest = head[:-4], "-", head[-4:]
    if len(head) in (3, 4) and (
        (not state and is_american) or state.upper() in _LOST_ZERO or (len(head) == 3 and state.upper() == "NY")
    ):
        head = head.zfill(5)
    return f"{head}{dash}{rest}"


@lru_cache(maxsize=4096)
def split_address(text: str) -> Place:
    """Take an address in one cell apart ("9485 Kedzie Ave  Chicago  IL  60608  US"); all of it is the street when that fails."""
    parts = [part for part in re.split(r"\s{2,}", text.strip()) if part]
    if len(parts) >= 4 and re.fullmatch(r"\d{3,5}(?:-\d{4})?", parts[-1] if parts[-1][0].isdigit() else parts[-2]):
        end = len(parts) - (0 if parts[-1][0].isdigit() else 1)
        street = " ".join(parts[: end - 3])
        return Place(street, parts[end - 3], parts[end - 2], read_zip(parts[end - 1], parts[end - 2]))
    found = _LABELLED.match(text.strip()) or _LINE.match(text.strip())
    if found is None:
        return Place(" ".join(text.split()))
    return Place(*(" ".join(found[name].split()) for name in ("street", "city", "state", "zip")))
