"""Read the e-mail addresses of a cell, whatever stands around them."""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from crm.imports.reading.cells import clean_cell

_PLAIN = re.compile(r"^[a-z0-9_%+'-]+(?:\.[a-z0-9_%+'-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$")
_IN_BRACKETS = re.compile(r"<([^<>]+@[^<>]+)(?:>|$)")
_SPLIT = re.compile(r"\s*(?:;|:::|\||,\s|\s/\s|>\s+(?=\S+@))\s*")
_SPACED_AT = re.compile(r"\s+@\s*|\s*@\s+")
_RESERVED = (".local", ".localhost", ".invalid", ".test")


def read_emails(cell: str) -> tuple[str, ...]:
    """List the valid addresses of a cell in lower case, each once; empty when there is none (no look-up is
    made).
    """
    if "@" not in cell:
        return ()
    plain = cell.casefold()
    if _PLAIN.match(plain) and len(plain) <= 254:
        return () if plain.endswith(_RESERVED) else (plain,)
    return _read_odd(clean_cell(cell))


@lru_cache(maxsize=4096)
def _read_odd(text: str) -> tuple[str, ...]:
    found = [_check(part) for part in _SPLIT.split(text)]
    return tuple(dict.fromkeys(each for each in found if each))


def _check(part: str) -> str:
    bracketed = _IN_BRACKETS.search(part)
    address = bracketed[1] if bracketed else part
    address = _SPACED_AT.sub("@", address.strip().strip("\"'").removeprefix("mailto:"))
    try:
        return validate_email(address, check_deliverability=False).normalized.casefold()
    except EmailNotValidError:
        return ""
