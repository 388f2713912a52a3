"""Searching everybody for duplicates: seconds for 25,000 and 100,000 people, and how well the pairs are found.

The people live in households that share an address and often a number; one in twenty was written down before. The
floor is a bare loop that compares two full names of each candidate pair with rapidfuzz. The sets of the example data
are judged where they lie beside the project.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice

from rapidfuzz import fuzz

from crm.contacts.duplicates import Record, find_pairs
from crm.contacts.duplicates.blocking import pairs_of, unpacked
from crm.contacts.duplicates.record import prepare
from crm.contacts.queries import likely_same
from crm.contacts.service import NewContact, create_contacts
from crm.contacts.service.scanning import begin_scan, keep_found, likeliest_pairs
from crm.core.actor import system_actor
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from tests.benchmarks.ground import AREA_CODES, DATABASES, NOW, application, percentile, time_each
from tests.benchmarks.multitude import many_names
from tests.contacts.duplicate_sets import FOLDER, febrl, judge, organizing
from tests.support.doubles import Inventor
from tests.support.factories import Factory

SIZES = (25_000, 100_000)
TARGET_SECONDS, TARGET_MS, AGAIN, AT_ONCE = 20, 50, 0.05, 5_000
CODES = tuple(line.split(",")[0] for line in AREA_CODES.read_text().splitlines()[1:])
"""Area codes enough that strangers share a number no oftener than they do."""
STREETS = tuple(
    f"{name} {kind}"
    for name in (
        *("Federal", "Lincoln", "Grand", "Mission", "Oak", "Cermak", "Colfax", "Sheridan", "Halsted", "Ashland"),
        *("Pecos", "Tejon", "Zuni", "Alameda", "Evans", "Hampden", "Florida", "Jewell", "Yale", "Monaco"),
        *("Quebec", "Dahlia", "Holly", "Ivy", "Kearney", "Leyden", "Magnolia", "Newport", "Olive", "Pontiac"),
    )
    for kind in ("St", "Ave", "Blvd", "Ct")
)


def main() -> None:
    """Print seconds, pairs and growth on each database, the cost of a pair beside its floor, and the figures of sets."""
    _compare_with_floor()
    for database in DATABASES:
        with application(database):
            seconds = [_scan(database, size) for size in SIZES]
        growth = seconds[1] / seconds[0]
        print(f"  {database}: {growth:.1f} times the seconds for {SIZES[1] // SIZES[0]} times the people", flush=True)
    _judge()


def crowd(count: int) -> Iterator[NewContact]:
    """Invented people in households, one in twenty of them an earlier one again with another address or spelling."""
    dice, names, known = random.Random(3), many_names(), list[NewContact]()
    made = 0
    while made < count:
        first, family = next(names)
        home = NewContact(
            street=f"{dice.randrange(100, 9999)} {dice.choice(STREETS)}",
            city="Denver",
            state="CO",
            postal_code=f"{dice.choice(('802', '606', '112', '770'))}{dice.randrange(1, 60):02d}",
        )
        shared = _phone(dice)
        for _member in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
            first, own = next(names)
            one = home._replace(
                first_name=first,
                last_name=family if dice.random() < 0.7 else own,
                phone=shared if dice.random() < 0.35 else _phone(dice),
                email=f"p{made}@m{made % 997}.example.org" if dice.random() < 0.6 else "",
            )
            known.append(one)
            made += 1
            yield one
        if dice.random() < 2 * AGAIN:
            again = dice.choice(known)
            made += 1
            yield again._replace(last_name=again.last_name.split()[0], email=f"other{made}@example.org")


def _phone(dice: random.Random) -> str:
    return f"+1{dice.choice(CODES)}555{dice.randrange(10_000):04d}"


def _scan(database: str, size: int) -> float:
    with unit_of_work():
        organization = Factory(NOW).organization(slug=f"people-{size}")
    actor = system_actor(organization.id)
    with in_organization(organization.id):
        people = crowd(size)
        while some := list(islice(people, AT_ONCE)):
            with unit_of_work():
                create_contacts(actor, NOW, some)
        db.session.expunge_all()
        began, busy = time.perf_counter(), time.process_time()
        with reading_only():
            found = likeliest_pairs()
            db.session.rollback()
        searched = time.perf_counter() - began
        with unit_of_work():
            keep_found(actor, NOW, begin_scan(NOW), found)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
        verdict = f"  above {TARGET_SECONDS}" if seconds >= TARGET_SECONDS else ""
        print(
            f"scan of {size:>7,} people, {database:<10} {seconds:5.1f} s ({searched:.1f} to search, CPU {busy:.1f}), "
            f"{len(found):,} pairs{verdict}",
            flush=True,
        )
        if size == SIZES[-1]:
            _type(size)
    return seconds


def _type(size: int) -> None:
    """Ask who may be the one being written down, as a form does while somebody types."""
    asked = [
        Record(0, first=one.first_name, last=one.last_name, phones=(one.phone,))
        for one in islice(crowd(size), 0, 6_000, 60)
    ]
    with reading_only():
        times = time_each(partial(likely_same, record) for record in asked)
        db.session.rollback()
    slow = percentile(times, 0.95)
    verdict = f"  above {TARGET_MS}" if slow >= TARGET_MS else ""
    print(f"  hint while typing: p50 {percentile(times, 0.5):.1f} ms, p95 {slow:.1f} ms{verdict}", flush=True)


def _compare_with_floor() -> None:
    records = [
        Record(
            number,
            first=one.first_name,
            last=one.last_name,
            emails=(one.email,) if one.email else (),
            phones=(one.phone,),
            street=one.street,
            city=one.city,
            state=one.state,
            postal_code=one.postal_code,
        )
        for number, one in enumerate(crowd(SIZES[0]))
    ]
    began = time.process_time()
    count = len(list(find_pairs(records)))
    ours = time.process_time() - began
    traits = [prepare(record) for record in records]
    pairs = [unpacked(pair) for pair in pairs_of(traits)]
    names = [f"{record.first} {record.last}" for record in records]
    began = time.process_time()
    for one, other in pairs:
        fuzz.ratio(names[one], names[other])
    floor = time.process_time() - began
    print(
        f"{len(pairs):,} candidate pairs of {len(records):,} people: {ours / len(pairs) * 1e6:.1f} CPU µs a pair with all that "
        f"leads to it, floor {floor / len(pairs) * 1e6:.2f}; {count:,} pairs found",
        flush=True,
    )


def _judge() -> None:
    sets = {"invented (seed 71)": Inventor(71).invent(1500)}
    if FOLDER.exists():
        sets |= {"organizing": organizing(), "FEBRL 1": febrl(1), "FEBRL 3": febrl(3)}
    for name, made in sets.items():
        figures = judge(made)
        print(
            f"{name:<20} F1 {figures.f1:.3f} (precision {figures.precision:.3f}, recall {figures.recall:.3f}); certain: "
            f"precision {figures.certain_precision:.4f}, recall {figures.certain_recall:.3f}, "
            f"{figures.joined_lookalikes} of {len(made.lookalikes):,} lookalikes joined",
            flush=True,
        )
