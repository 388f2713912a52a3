"""The sets duplicates are judged by: two public ones and one made for organizing, where they lie beside the project."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crm.contacts.duplicates import Pair, Record, find_pairs
from crm.core.phones import normalize_all
from tests.support.doubles import Doubles

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "dedupe"


@dataclass(frozen=True, slots=True)
class Figures:
    """How well pairs were found: of those to ask about and of the certain ones, and how many lookalikes were joined."""

    precision: float
    recall: float
    certain_precision: float
    certain_recall: float
    joined_lookalikes: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of all pairs."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def judge(made: Doubles, pairs: Iterable[Pair] | None = None) -> Figures:
    """Find the pairs of a set, or take those given, and count."""
    found = {key_of(str(pair.one), str(pair.other)): pair for pair in pairs or find_pairs(made.records)}
    certain = {key for key, pair in found.items() if pair.likeness.is_certain}
    right, sure = len(made.same & set(found)), len(made.same & certain)
    return Figures(
        right / max(len(found), 1),
        right / len(made.same),
        sure / max(len(certain), 1),
        sure / len(made.same),
        len(certain & set(made.lookalikes)),
    )


def organizing() -> Doubles:
    """7,250 records of 5,084 people with labelled lookalikes, read as the importer reads them."""
    records = [
        Record(
            key=row["rec_id"],
            first=row["first_name"],
            middle=row["middle_name"],
            last=row["last_name"],
            suffix=row["suffix"],
            emails=_email(row["email"]),
            phones=tuple(normalize_all(row["phone"], "US")) if row["phone"] else (),
            street=row["street"],
            city=row["city"],
            state=row["state"],
            postal_code=row["zip"],
            language=row["language"],
        )
        for row in _rows("organizing_people")
    ]
    lookalikes = {_pair(row): row["reason"] for row in _rows("organizing_hard_nonmatches")}
    return Doubles(records, {_pair(row) for row in _rows("organizing_links")}, lookalikes)


def febrl(number: int) -> Doubles:
    """FEBRL 1 or 3 by name and address alone."""
    records = []
    for raw in _rows(f"febrl{number}"):
        row = {name: cell.strip() for name, cell in raw.items()}
        street = " ".join(filter(None, (row["street_number"], row["address_1"], row["address_2"])))
        place = {"city": row["suburb"], "state": row["state"], "postal_code": row["postcode"]}
        records.append(Record(row["rec_id"], first=row["given_name"], last=row["surname"], street=street, **place))
    return Doubles(records, {_pair(row) for row in _rows(f"febrl{number}_links")})


def key_of(one: str, other: str) -> tuple[str, str]:
    """A pair whichever of the two comes first."""
    return (one, other) if one < other else (other, one)


def _pair(row: dict[str, str]) -> tuple[str, str]:
    return key_of(row["rec_id_1"], row["rec_id_2"])


def _email(cell: str) -> tuple[str, ...]:
    address = "".join(cell.split()).lower()
    return (sys.intern(address),) if address else ()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
