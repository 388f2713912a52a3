"""Finding a person among a hundred thousand: milliseconds a question by the wall clock, the target p95 under 50 ms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from crm.contacts.queries import search
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import system_actor
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from tests.benchmarks.bench_import import invented_people
from tests.benchmarks.ground import DATABASES, NOW, application, invented_phones, percentile, time_each
from tests.support.factories import Factory

PEOPLE, NUMBERS, AT_ONCE, ROUNDS, TARGET_MS = 100_000, 30_000, 20_000, 3, 50
QUESTIONS = {
    "two letters": ("qu", "wa", "tr", "he", "gr"),
    "prefix": ("quin", "washing", "tran", "herr", "tesf"),
    "two words": ("alma quintero", "jose herrera", "darnell wash", "o'neil latoya", "xochitl ram"),
    "typo": ("qiuntero", "washingtin", "hererra", "darnel", "tesfayye"),
    "phone": ("5550142", "303555", "0155", "(720) 555-0110", "97055501"),
}


def main() -> None:
    """Print p50 and p95 of each kind of question."""
    for database in DATABASES:
        with application(database):
            with unit_of_work():
                organization = Factory(NOW).organization()
            with in_organization(organization.id):
                _fill(organization.id)
                _ask_all(database)


def _fill(organization_id: int) -> None:
    """Make the people; a third of them have a number, which several share."""
    actor = system_actor(organization_id)
    phones = invented_phones(NUMBERS)
    for start in range(0, PEOPLE, AT_ONCE):
        people = [
            NewContact(first_name=one.first, last_name=one.last, phone=phones[number % NUMBERS], city="Denver")
            for number, one in enumerate(invented_people(AT_ONCE), start)
        ]
        with unit_of_work():
            create_contacts(actor, NOW, people)
        db.session.expunge_all()


def _ask_all(database: str) -> None:
    for kind, texts in QUESTIONS.items():
        with reading_only():
            times = time_each(_calls(texts))
            db.session.rollback()
        slow = percentile(times, 0.95)
        verdict = "" if slow < TARGET_MS else f"  above {TARGET_MS}"
        print(
            f"search {kind:<12} {database:<12} p50 {percentile(times, 0.5):6.1f} ms, p95 {slow:6.1f} ms{verdict}",
            flush=True,
        )


def _calls(texts: tuple[str, ...]) -> Iterator[Callable[[], object]]:
    for _round in range(ROUNDS):
        for text in texts:
            yield partial(search, text)
            db.session.expunge_all()
