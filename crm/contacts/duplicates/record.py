"""What is compared of a person, as we hold it, and the same made comparable once for all comparisons."""

from __future__ import annotations

from dataclasses import dataclass

from crm.contacts.duplicates.streets import Street, read_street
from crm.core.text import fold, words

PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "el", "al", "bin", "ibn", "abu", "da", "do", "dos", "von", "van", "y"}
)
"""Words of a family name that tell nobody apart by themselves."""
GENERATIONS = {
    "jr": "2", "junior": "2", "hijo": "2", "ii": "2", "2nd": "2",
    "sr": "1", "senior": "1", "padre": "1", "i": "1",
    "iii": "3", "3rd": "3", "iv": "4", "4th": "4",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A person as she is written down: names as typed, e-mails in lower case, phones in E.164, one address."""

    key: int | str
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    chosen: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    language: str = ""


@dataclass(slots=True, eq=False)
class Traits:
    """A record made comparable: folded words, addresses taken apart."""

    key: int | str
    first: tuple[str, ...]
    chosen: tuple[str, ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]
    generation: str
    emails: tuple[str, ...]
    mailboxes: tuple[str, ...]
    phones: tuple[str, ...]
    street: Street
    city: str
    state: str
    postal_code: str
    language: str


def prepare(record: Record) -> Traits:
    """Make a record comparable."""
    last, generation = _family(record.last, record.suffix)
    return Traits(
        record.key,
        tuple(words(record.first)),
        tuple(words(record.chosen)) if record.chosen else (),
        tuple(words(record.middle)) if record.middle else (),
        last,
        generation,
        record.emails,
        tuple(email.partition("@")[0] for email in record.emails),
        record.phones,
        read_street(record.street),
        "".join(words(record.city)),
        fold(record.state).strip(),
        fold(record.postal_code).strip()[:5],
        record.language,
    )


def _family(last: str, suffix: str) -> tuple[tuple[str, ...], str]:
    """The telling words of a family name, and the generation from the suffix or from the name's end (Ruiz Jr.)."""
    parts = words(last)
    generation = GENERATIONS.get("".join(words(suffix)), "") if suffix else ""
    if len(parts) > 1 and parts[-1] in GENERATIONS and len(parts[-1]) > 1:
        generation = generation or GENERATIONS[parts[-1]]
        parts.pop()
    telling = [part for part in parts if part not in PARTICLES]
    return tuple(telling or parts), generation
