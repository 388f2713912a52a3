"""Lists of people as organizations keep them, made on the spot: households that share a phone, people who stand twice."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path

FIRST = (
    "María José",
    "Guadalupe",
    "DeShawn",
    "Latoya",
    "Wei",
    "Minh",
    "Priya",
    "Fatima",
    "James",
    "Zoë",
    "Itzel",
    "Ángel",
)
LAST = (
    "García",
    "Washington",
    "Nguyễn",
    "Chen",
    "Okafor",
    "O\u0027Brien",
    "Al-Masri",
    "Muñoz",
    "de la Cruz",
    "Johnson",
)
SYLLABLES = (
    *("ba", "be", "ca", "ce", "da", "di", "el", "fa", "ga", "hi", "ja", "ka", "la", "ma", "mi", "na", "no", "pa"),
    *("re", "sa", "ta", "te", "va", "wa", "ya", "zo", "án", "ez", "ía", "ñe"),
)
_AREA_CODES = Path(__file__).parents[2] / "crm" / "sms" / "reference" / "area_codes.csv"
AREA_CODES = tuple(line.partition(",")[0] for line in _AREA_CODES.read_text().splitlines()[1:])
"""Every area code: a million people have three million numbers to share, so that strangers rarely have the same one."""
TAGS = ("", "Invest/Divest", "Webinar", "Youth", "Invest/Divest;Bring 3")
HEADER = (
    *(
        "external_id",
        "First Name",
        "Last Name",
        "Email",
        "Cell Phone",
        "Street",
        "City",
        "State",
        "Zip",
        "Tags",
        "Notes",
    ),
    "sms_consent",
)
WAYS = ("{}{}{}", "({}) {}-{}", "+1{}{}{}", "{}-{}-{}", "{}.{}.{}")


def rows(count: int, seed: int, prefix: str = "P") -> Iterator[list[str]]:
    """That many rows; one in twenty is an earlier person again, with other spellings, under another number."""
    dice = random.Random(seed)
    given = [*FIRST, *_pool(dice, 4_000)]
    family = [*LAST, *_pool(dice, 40_000)]
    earlier: list[list[str]] = []
    home: list[str] = []
    for number in range(count):
        if earlier and dice.random() < 0.05:
            row = list(dice.choice(earlier))
            row[3] = dice.choice((row[3], row[3].upper(), f"again{number}@m{number % 97}.example.org"))
            row[2] = row[2].split()[0]
        else:
            if not home or dice.random() < 0.55:
                home = [
                    f"{dice.randrange(100, 9999)} Oak St",
                    "Denver",
                    "CO",
                    f"802{dice.randrange(60):02d}",
                    _phone(dice),
                ]
            phone = home[4] if dice.random() < 0.35 else _phone(dice) if dice.random() < 0.9 else ""
            email = f"{prefix.lower()}{number}@m{number % 97}.example.org" if dice.random() < 0.6 else ""
            last = _often(dice, family) if dice.random() < 0.8 else f"{_often(dice, family)} {_often(dice, family)}"
            note = "note, with comma" if number % 50 == 0 else ""
            says = dice.choice(("opted_in", "opted_in", "", "opted_out"))
            row = ["", _often(dice, given), last, email, phone, *home[:4], dice.choice(TAGS), note, says]
            if len(earlier) < 20_000:
                earlier.append(row)
        yield [f"{prefix}{number:07d}", *row[1:]]


def people_csv(count: int, seed: int, prefix: str = "P") -> bytes:
    """The same rows as a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows(count, seed, prefix))
    return text.getvalue().encode()


def _pool(dice: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4))).title()] = None
    return list(found)


def _often(dice: random.Random, names: list[str]) -> str:
    """One of the names, the first ones most often."""
    return names[int(len(names) * dice.random() ** 2)]


def _phone(dice: random.Random) -> str:
    return dice.choice(WAYS).format(dice.choice(AREA_CODES), "555", f"{dice.randrange(10_000):04d}")
