"""Which of two records' values is kept when they become one: what a person may choose, and what is never a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.contacts.models import Contact, MemberStatus
from crm.core.text import fold, words

WINNER, LOSER = "winner", "loser"
CUSTOM = "custom."
"""The choice of a custom field is named by its key: custom.ward."""
STRENGTH = (
    MemberStatus.PROSPECT,
    MemberStatus.CONTACT,
    MemberStatus.LAPSED,
    MemberStatus.ALLY,
    MemberStatus.MEMBER,
    MemberStatus.STAFF,
    MemberStatus.DO_NOT_CONTACT,
)
"""From the weakest to the strongest: whoever asked not to be contacted stays so."""
Better = Callable[[Contact, Contact, tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of which one side's is kept: the columns it is made of, and when the loser's is the sensible one."""

    name: str
    columns: tuple[str, ...]
    is_losers_better: Better

    def values(self, contact: Contact) -> tuple[Any, ...]:
        """What a record holds of it."""
        return tuple(getattr(contact, column) for column in self.columns)

    def default(self, winner: Contact, loser: Contact) -> str:
        """The side to keep unless a person says otherwise: the filled one, else the better."""
        if not any(self.values(loser)):
            return WINNER
        if not any(self.values(winner)):
            return LOSER
        return LOSER if self.is_losers_better(winner, loser, self.columns) else WINNER


def is_fuller(winner: str, loser: str) -> bool:
    """Whether the loser's writing of a name says more: longer, or as long with accents or not all in one case."""
    if fold(winner) == fold(loser):
        return _care(loser) > _care(winner)
    return len("".join(words(loser))) > len("".join(words(winner)))


def _care(name: str) -> tuple[bool, int]:
    """How carefully a name was written: in both cases, then the number of letters beyond ASCII."""
    return not (name.isupper() or name.islower()), sum(not letter.isascii() for letter in name)


def _fuller(winner: Contact, loser: Contact, columns: tuple[str, ...]) -> bool:
    return is_fuller(getattr(winner, columns[0]), getattr(loser, columns[0]))


def _never(_winner: Contact, _loser: Contact, _columns: tuple[str, ...]) -> bool:
    return False


def _newer(winner: Contact, loser: Contact, columns: tuple[str, ...]) -> bool:
    """The address of the record that was touched last, unless it lacks a street that the other has."""
    street = columns[0]
    if bool(getattr(winner, street)) != bool(getattr(loser, street)):
        return bool(getattr(loser, street))
    return loser.updated_at > winner.updated_at


CHOICES = (
    Choice("first_name", ("first_name",), _fuller),
    Choice("middle_name", ("middle_name",), _fuller),
    Choice("last_name", ("last_name",), _fuller),
    Choice("suffix", ("suffix",), _never),
    Choice("chosen_name", ("chosen_name",), _never),
    Choice("name_phonetic", ("name_phonetic",), _never),
    Choice("pronouns", ("pronouns",), _never),
    Choice("preferred_language", ("preferred_language",), _never),
    Choice("address", ("street", "city", "state", "postal_code"), _newer),
    Choice("owner_user_id", ("owner_user_id",), _never),
    Choice("recruited_by_id", ("recruited_by_id",), _never),
    Choice("source", ("source",), _never),
)
OWN = (
    *("id", "organization_id", "created_at", "updated_at", "created_by_id", "client_ref", "batch_id"),
    *("external_system", "external_id", "sort_key", "name_key", "merged_into_id", "archived_at"),
)
"""What stays each record's own, or follows from its names."""


def united(winner: Contact, loser: Contact, choices: Mapping[str, str]) -> dict[str, Any]:
    """The values of the record that stays. `choices` names the side kept, by choice; what is not named is chosen here."""
    values: dict[str, Any] = {}
    for choice in CHOICES:
        side = choices.get(choice.name) or choice.default(winner, loser)
        values.update(zip(choice.columns, choice.values(loser if side == LOSER else winner), strict=True))
    if values["recruited_by_id"] in (winner.id, loser.id):
        values["recruited_by_id"] = None
    return values | {
        "needs": list(dict.fromkeys([*winner.needs, *loser.needs])),
        "custom": _custom(winner, loser, choices),
        "is_minor": _either(winner.is_minor, loser.is_minor),
        "has_guardian_consent": _guardian_agreed(winner, loser),
        "member_status": max(winner.member_status, loser.member_status, key=STRENGTH.index),
        "turf_id": winner.turf_id or loser.turf_id,
        "last_contact_at": _later(winner.last_contact_at, loser.last_contact_at),
        "last_attended_at": _later(winner.last_attended_at, loser.last_attended_at),
    }


def custom_conflicts(winner: Contact, loser: Contact) -> list[str]:
    """The custom fields that both records have, each with a value of its own."""
    both = winner.custom.keys() & loser.custom.keys()
    return sorted(key for key in both if _differ(winner.custom[key], loser.custom[key]))


def _differ(ours: Any, theirs: Any) -> bool:
    return bool(ours not in (None, "") and theirs not in (None, "") and ours != theirs)


def _custom(winner: Contact, loser: Contact, choices: Mapping[str, str]) -> dict[str, Any]:
    """The custom fields of both; where both have a value the winner's stays unless the other is chosen."""
    values = dict(winner.custom)
    for key, value in loser.custom.items():
        is_chosen = choices.get(CUSTOM + key) == LOSER
        if values.get(key) in (None, "") or (is_chosen and value not in (None, "")):
            values[key] = value
    return values


def _either(ours: bool | None, theirs: bool | None) -> bool | None:
    """True when one says so; not known only when neither says anything."""
    known = [value for value in (ours, theirs) if value is not None]
    return any(known) if known else None


def _guardian_agreed(winner: Contact, loser: Contact) -> bool:
    """The stricter of the two: each record of a minor needs the guardian's consent."""
    minors = [one for one in (winner, loser) if one.is_minor]
    return all(one.has_guardian_consent for one in minors or (winner, loser))


def _later(ours: Any, theirs: Any) -> Any:
    return max((moment for moment in (ours, theirs) if moment is not None), default=None)
