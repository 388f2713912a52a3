"""The folded words a person is found by: parts of the name, and the digits of phone numbers."""

from __future__ import annotations

from collections.abc import Iterable

from crm.core.text import words

LONGEST = 100


def national_digits(e164: str) -> str:
    """The digits people say: without the country code for +1, with it for other countries."""
    return e164[2:] if e164.startswith("+1") else e164.removeprefix("+")


def name_tokens(*names: str) -> set[str]:
    """Every word of the names, and a name of several words also as one (de la Cruz: de, la, cruz, delacruz)."""
    tokens: set[str] = set()
    for name in names:
        parts = words(name)
        tokens.update(parts)
        if len(parts) > 1:
            tokens.add("".join(parts))
    return {token[:LONGEST] for token in tokens}


def phone_tokens(phones: Iterable[str]) -> set[str]:
    """For each number in E.164 all its national digits, the last seven and the last four."""
    tokens: set[str] = set()
    for phone in phones:
        digits = national_digits(phone)
        tokens.update((digits, digits[-7:], digits[-4:]))
    return tokens
