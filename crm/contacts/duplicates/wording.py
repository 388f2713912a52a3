"""Why two records may be one person, in words: sentences to translate, some with the two names behind a colon."""

from __future__ import annotations

from crm.contacts.duplicates.evidence import Evidence
from crm.contacts.duplicates.names import Relation
from crm.core.errors import N_

BY_A_THIRD = N_("A third record is like both")
DETAIL = ": "
"""What parts a sentence from the names that show it."""

_SENTENCES = {
    "email same": N_("Same e-mail"),
    "housemates: email same": N_("Same e-mail"),
    "email close": N_("E-mail with a slip"),
    "email box": N_("Same e-mail name at another host"),
    "phone same": N_("Same phone"),
    "housemates: phone same": N_("Same phone"),
    "phone turned": N_("Two digits of the phone changed about"),
    "names swapped": N_("First and last name changed about"),
    "first missing": N_("A first name is missing"),
    "first other": N_("Other first name"),
    "last missing": N_("A last name is missing"),
    "last in e-mail": N_("The last name stands in the e-mail"),
    "housemates: first in e-mail": N_("The first name stands in the e-mail"),
    "middle same": N_("Same middle name"),
    "middle initial": N_("Same middle initial"),
    "middle other": N_("Other middle name"),
    "generation one": N_("Only one of the two has a suffix (Jr., Sr.)"),
    "street flat": N_("Same address and flat"),
    "street same": N_("Same address"),
    "housemates: street same": N_("Same address"),
    "street near": N_("Same street, house number missing or with a slip"),
    "street name": N_("Same street, other house number"),
    "place zip": N_("Same ZIP code"),
    "place nearby": N_("Same town"),
    "place city": N_("Same town"),
    "language other": N_("Other language"),
}
_NAMES = {
    "first same": N_("Same first name"),
    "first short": N_("First name a short form"),
    "first clip": N_("First name a short form"),
    "first sound": N_("First name written otherwise"),
    "first close": N_("First name with a slip"),
    "first akin": N_("First names alike"),
    "first part": N_("One of two first names dropped"),
    "first shared": N_("One of two first names agrees"),
    "first initial": N_("First name an initial"),
    "last same": N_("Same last name"),
    "last short": N_("Last name a short form"),
    "last clip": N_("Last name cut short"),
    "last sound": N_("Last name written otherwise"),
    "last close": N_("Last name with a slip"),
    "last akin": N_("Last names alike"),
    "last part": N_("One of two last names dropped"),
    "last shared": N_("One of two last names agrees"),
    "last initial": N_("Last name an initial"),
    "last other": N_("Other last name"),
}
SAME_NAME = N_("Same name")


def reasons_of(evidence: Evidence) -> tuple[str, ...]:
    """The reasons, what they are reached at first, then names, then places."""
    said = [
        _SENTENCES[sign]
        for sign in evidence.signs
        if sign.startswith(("email", "phone", "housemates")) and sign in _SENTENCES
    ]
    said += _names_of(evidence)
    rest = (sign for sign in evidence.signs if not sign.startswith(("email", "phone", "housemates")))
    said += [_SENTENCES[sign] for sign in rest if sign in _SENTENCES]
    return tuple(dict.fromkeys(said))


def _names_of(evidence: Evidence) -> list[str]:
    if evidence.first.level == evidence.last.level == "same":
        return [SAME_NAME]
    pairs = (("first", evidence.first), ("last", evidence.last))
    return [_shown(_NAMES[f"{kind} {one.level}"], one) for kind, one in pairs if f"{kind} {one.level}" in _NAMES]


def _shown(sentence: str, relation: Relation) -> str:
    if relation.one == relation.other:
        return sentence
    return f"{sentence}{DETAIL}{relation.one.title()} – {relation.other.title()}"
