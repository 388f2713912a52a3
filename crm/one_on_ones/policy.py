"""What must never be written down about a person: the organization's data policy as patterns, in English and Spanish."""

from __future__ import annotations

import re
from enum import StrEnum


class Concern(StrEnum):
    """What a text seems to hold; an identity number is refused, the others are asked about."""

    IDENTITY_NUMBER = "identity_number"
    IMMIGRATION = "immigration"
    CASE = "case"
    BIRTH_DATE = "birth_date"


_PATTERNS = {
    Concern.IDENTITY_NUMBER: re.compile(
        r"\b(?!000|666|9\d\d)\d{3}[- ]\d{2}[- ]\d{4}\b"  # social security
        r"|\bA[-# ]{0,2}\d{8,9}\b|\bA[-# ]?\d{3}[- ]\d{3}[- ]\d{3}\b"  # alien registration
        r"|\b(?:ssn|social security|seguro social)\b\D{0,15}\d{4,}",
        re.IGNORECASE,
    ),
    Concern.IMMIGRATION: re.compile(
        r"\b(?:un)?documented\b|\bimmigration (?:status|case|court|hold)|\bgreen ?card|\bvisas?\b|\bdaca\b|\basylum|\bdeport"
        r"|\b(?:non-?)?citizen(?:ship)?\b|\bno papers\b|\bindocumentad|\bsin papeles|\bestatus migratorio|\basilo\b"
        r"|\bciudadan[íi]a|\bresidencia permanente|\btarjeta verde",
        re.IGNORECASE,
    ),
    Concern.CASE: re.compile(
        r"\bfelon|\bmisdemeanor|\bconvict(?:ed|ion)|\bcriminal record|\bon (?:parole|probation)|\bwarrant|\bwas arrested"
        r"|\bcharged with|\bcourt (?:case|date)|\bcase (?:number|no\.)|\bplead(?:ed)? guilty|\bantecedentes"
        r"|\bdelito|\bcondenad|\blibertad condicional|\borden de arresto|\bfue arrestad|\bcargos (?:por|de)\b",
        re.IGNORECASE,
    ),
    Concern.BIRTH_DATE: re.compile(
        r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b|\bborn (?:on|in)\b|\bdate of birth|\bdob\b|\bfecha de nacimiento"
        r"|\bnaci[óo] (?:el|en)\b",
        re.IGNORECASE,
    ),
}
_AS_WRITTEN = {Concern.IMMIGRATION: re.compile(r"\bICE\b")}
"""What counts in these letters alone: not the ice of a drink."""


def concerns(text: str) -> list[Concern]:
    """What a text seems to hold that must not be stored (data policy: never store), the gravest first."""
    return [
        concern
        for concern, pattern in _PATTERNS.items()
        if pattern.search(text) or (concern in _AS_WRITTEN and _AS_WRITTEN[concern].search(text))
    ]


def for_browsers() -> dict[str, list[list[str]]]:
    """The same patterns, by concern, as expressions of a browser with their flags: a phone without a signal warns too."""
    found = {concern.value: [[pattern.pattern, "i"]] for concern, pattern in _PATTERNS.items()}
    for concern, pattern in _AS_WRITTEN.items():
        found[concern.value].append([pattern.pattern, ""])
    return found


def holds_identity_number(*texts: str) -> bool:
    """Whether any of some texts holds what looks like a social security or alien registration number."""
    return any(_PATTERNS[Concern.IDENTITY_NUMBER].search(text) for text in texts)
