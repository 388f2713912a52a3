"""Counting segments among a hundred thousand people with a million rows about them: wall milliseconds, target 200.

The floor is the same question written by hand for that one purpose, on the same connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import text

from crm.contacts.queries.segments import count_people
from crm.contacts.segments.grammar import Op, Step
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from tests.benchmarks import crowd
from tests.benchmarks.ground import DATABASES, NOW, application, percentile, time_each
from tests.support.factories import Factory

ROUNDS, TARGET_MS = 15, 200
SPANISH = Step(Op.NARROW, "language", {"languages": ["es"]})
MAY_TEXT = Step(Op.NARROW, "may_text", {"how": "yes"})
UNMET = Step(Op.NARROW, "one_on_one", {"how": "no", "when": {"span": "last", "days": 60, "from": "", "to": ""}})
CAME = Step(Op.NARROW, "came_to_last", {"how": "at_least", "count": 2, "last": 4})
CITY = Step(Op.NARROW, "place", {"part": "city", "places": "Aurora, Lakewood"})
EVER = {"span": "ever", "days": 1, "from": "", "to": ""}
YEAR = {"span": "last", "days": 365, "from": "", "to": ""}
KEPT = {"how": "at_least", "count": 2, "outcome": "kept", "when": EVER}
SEGMENTS: dict[str, list[Step]] = {
    "everyone": [],
    "speaks Spanish": [SPANISH],
    "may be texted": [MAY_TEXT],
    "2 of the last 4, unmet, Spanish, city, texted": [CAME, UNMET, SPANISH, CITY, MAY_TEXT],
    "no one-on-one in 60 days": [UNMET],
    "came 3 times ever": [Step(Op.NARROW, "came", {"how": "at_least", "count": 3, "when": EVER})],
    "came to nothing this year": [Step(Op.NARROW, "came", {"how": "at_most", "count": 0, "when": YEAR})],
    "first came this year": [Step(Op.NARROW, "first_came", {"when": YEAR})],
    "kept 2 promises": [Step(Op.NARROW, "promises", KEPT)],
    "asked nothing this year": [Step(Op.NARROW, "asked", {"how": "no", "when": YEAR})],
    "stands at 1 or 2": [Step(Op.NARROW, "stands", {"values": ["1", "2"]})],
    "wrote this year": [Step(Op.NARROW, "wrote", {"how": "yes", "when": YEAR})],
    "any of 3 tags, or Spanish": [
        Step(Op.ADD, "tag", {"how": "any", "tags": ["1", "2", "3"]}),
        Step(Op.ADD, "language", SPANISH.config),
    ],
    "may be texted, not Spanish, 500 by lot": [
        MAY_TEXT,
        Step(Op.SUBTRACT, "language", SPANISH.config),
        Step(Op.LIMIT, "at_most", {"count": 500}),
    ],
}
CURRENT = (
    "SELECT count(*) FROM contacts WHERE organization_id = :org AND merged_into_id IS NULL AND archived_at IS NULL"
)
FLOORS = {
    "everyone": CURRENT,
    "speaks Spanish": CURRENT + " AND preferred_language = 'es'",
    "came 3 times ever": CURRENT
    + " AND id IN (SELECT contact_id FROM sign_ins WHERE organization_id = :org GROUP BY contact_id HAVING count(*) >= 3)",
}


def main() -> None:
    """Print p50 and p95 of each segment on each database, and of the same asked by hand."""
    for database in DATABASES:
        with application(database):
            with unit_of_work():
                organization = Factory(NOW).organization()
            with in_organization(organization.id):
                crowd.fill(organization.id)
                ask_all(database, organization.id)


def ask_all(database: str, organization_id: int) -> None:
    """Count every segment in turn."""
    for what, steps in SEGMENTS.items():
        with reading_only():
            people = count_people(steps, NOW)
            times = time_each(partial(count_people, steps, NOW) for _ in range(ROUNDS))
            floor = time_each(_by_hand(FLOORS.get(what), organization_id))
            db.session.rollback()
        slow = percentile(times, 0.95)
        by_hand = f", by hand {percentile(floor, 0.5):5.1f} ms" if floor else ""
        verdict = "" if slow < TARGET_MS else f"  above {TARGET_MS}"
        print(
            f"segment {what:<46} {database:<10} {people:>7,} people: p50 {percentile(times, 0.5):6.1f} ms,"
            f" p95 {slow:6.1f} ms{by_hand}{verdict}",
            flush=True,
        )


def _by_hand(statement: str | None, organization_id: int) -> Iterator[Any]:
    for _ in range(ROUNDS if statement else 0):
        yield lambda: db.session.execute(text(statement or ""), {"org": organization_id}).scalar()
