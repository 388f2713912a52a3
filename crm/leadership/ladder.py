"""The ladder of the reference: its seven stages in both languages, and what suggests each step (PRODUCT, LeadershipStage)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crm.leadership.models import Behaviour

_FILE = Path(__file__).resolve().parent / "reference" / "ladder.csv"
NAME_ON_LIST, PARTICIPANT, ACTIVIST, LEADER, CORE = 0, 2, 4, 5, 6
IDLE_MONTHS = 6
SPAN = (5, 8)
"""How many people one leader can lead well (PRODUCT, row 23)."""
RULES: dict[tuple[int, Behaviour], int] = {
    (1, Behaviour.RESPONDED): 1,
    (2, Behaviour.ATTENDED): 1,
    (3, Behaviour.ATTENDED): 3,
    (3, Behaviour.JOINED): 1,
    (4, Behaviour.KEPT): 1,
    (4, Behaviour.BROUGHT): 1,
    (5, Behaviour.LEADS): 1,
}
"""How often each behaviour suggests a stage; to the core team people ask people, and nothing suggests it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One rung: its number, the key that other rooms know it by, its names, what to ask next, and its idle months."""

    number: int
    key: str
    name: str
    name_es: str
    next_ask: str
    next_ask_es: str
    idle_months: int = IDLE_MONTHS


@lru_cache(maxsize=1)
def reference() -> tuple[Stage, ...]:
    """The stages as they come, from the lowest."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Stage(
                number=int(row["stage"]),
                key=row["key"],
                name=row["name_en"],
                name_es=row["name_es"],
                next_ask=row["next_ask_en"],
                next_ask_es=row["next_ask_es"],
                idle_months=IDLE_MONTHS if int(row["stage"]) >= PARTICIPANT else 0,
            )
            for row in csv.DictReader(file)
        )


def key_of(stage: int) -> str:
    """The key of a stage by its number."""
    return reference()[stage].key
