"""A crowd of invented people written straight into the tables, faster than any import, to ask questions of."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from crm.accounts.models import Organization
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, NameToken, NameWord
from crm.contacts.models.tokens import START
from crm.contacts.names import name_key, sort_key
from crm.contacts.service import NewContact, create_contact
from crm.contacts.tokens import joined_pairs, local_of, name_tokens, tail_of
from crm.core.actor import system_actor
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.core.statistics import renew_statistics
from tests.benchmarks.ground import NOW
from tests.support.factories import Factory

SYLLABLES = re.findall(
    r"\w+",
    "a ba be bo ca ce chi da de di do el en fa fe ga gi ha he in ja je jo ka ke la le li lo lu ma me mi mo na ne ni no "
    "pa pe ra re ri ro sa se so ta te ti to va ve wa ya za án én ía ñe ú",
)
GIVEN = (
    "María",
    "José",
    "Guadalupe",
    "Luis",
    "DeShawn",
    "Latoya",
    "Keisha",
    "Jamal",
    "Minh",
    "Fatima",
    "James",
    "Mary",
)
FAMILY = ("García", "Rodríguez", "Hernández", "Martínez", "Washington", "Johnson", "Nguyễn", "O’Brien", "de la Cruz")
GIVEN_NAMES, FAMILY_NAMES, TWO_SURNAMES, AT_ONCE = 5_000, 50_000, 0.2, 20_000
AREAS = ("303", "720", "719", "970", "212", "312", "713", "415", "404", "919")
Names = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person; `phone` is in E.164, and several share one."""

    id: int
    first: str
    last: str
    phone: str
    email: str


def many_names() -> Names:
    """Names from large pools of which few are common, a fifth with two surnames; the same at every run."""
    dice = random.Random(7)
    given, family = _pool(dice, GIVEN, GIVEN_NAMES), _pool(dice, FAMILY, FAMILY_NAMES)
    while True:
        last = _common(dice, family)
        if dice.random() < TWO_SURNAMES:
            last = f"{last} {_common(dice, family)}"
        yield _common(dice, given), last


def _pool(dice: random.Random, common: Sequence[str], size: int) -> list[str]:
    names = dict.fromkeys(common)
    while len(names) < size:
        names["".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4))).title()] = None
    return list(names)


def _common(dice: random.Random, names: list[str]) -> str:
    return names[int(len(names) * dice.random() ** 2)]


def gather(names: Names, count: int) -> tuple[Organization, list[Somebody]]:
    """Make an organization of that many people and give it with some of them."""
    with unit_of_work():
        organization = Factory(NOW).organization()
    with in_organization(organization.id):
        with unit_of_work():
            new = NewContact("A", last_name="B", phone="5055550100", email="a@example.org", city="Denver")
            first_id = create_contact(system_actor(organization.id), NOW, new).id
        people = _people(names, first_id + 1, count)
        shown: list[Somebody] = []
        with db.engine.begin() as connection:
            writer = _Writer(connection, organization.id)
            while some := list(islice(people, AT_ONCE)):
                writer.write(some)
                shown += some[:: max(1, count // 2_000)]
            writer.write_words()
        settle()
    return organization, shown


def _people(names: Names, first_id: int, count: int) -> Iterator[Somebody]:
    dice = random.Random(11)
    for person_id, (first, last) in zip(range(first_id, first_id + count), names, strict=False):
        phone = f"+1{dice.choice(AREAS)}555{dice.randrange(10_000):04d}" if dice.random() < 0.8 else ""
        email = f"p{person_id}@m{person_id % 997}.example.org" if dice.random() < 0.6 else ""
        yield Somebody(person_id, first, last, phone, email)


def settle() -> None:
    """Give the planner its statistics, as the worker and autovacuum do."""
    if db.engine.dialect.name == "sqlite":
        renew_statistics()
    else:
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
    db.session.remove()
    db.engine.dispose()


class _Writer:
    """Writes people as copies of one that the service made, each with names, a number and an address of her own."""

    def __init__(self, connection: Connection, organization_id: int) -> None:
        self._connection, self._organization_id = connection, organization_id
        self._points: dict[str, int] = {}
        self._words: set[str] = set()
        self._models = {model: self._last(table_of(model)) for model in (Contact, ContactPoint, ContactPointLink)}
        self._next = {model: int(row["id"]) for model, row in self._models.items()}

    def write(self, people: Sequence[Somebody]) -> None:
        """Write these people with all that they are found by."""
        new_points: list[tuple[str, str, int]] = []
        links: list[tuple[int, int]] = []
        for one in people:
            for kind, value in (("phone", one.phone), ("email", one.email)):
                if value and value not in self._points:
                    self._points[value] = self._take(ContactPoint)
                    new_points.append((kind, value, self._points[value]))
                if value:
                    links.append((one.id, self._points[value]))
        self._copy(Contact, ({"id": p.id, **_named(p)} for p in people))
        self._copy(ContactPoint, ({"id": i, "kind": k, "value": v, **_ends(v)} for k, v, i in new_points))
        self._copy(
            ContactPointLink, ({"id": self._take(ContactPointLink), "contact_id": c, "point_id": p} for c, p in links)
        )
        self._write_tokens(people)

    def _write_tokens(self, people: Sequence[Somebody]) -> None:
        tokens = {one.id: name_tokens(one.first, one.last) for one in people}
        rows = sorted((token, person_id) for person_id, words in tokens.items() for token in words)
        self._words.update(*(words - joined_pairs(words) for words in tokens.values()))
        columns = ("organization_id", "token", "contact_id")
        self._insert(table_of(NameToken), columns, [(self._organization_id, *row) for row in rows])

    def write_words(self) -> None:
        """Write the distinct words of all people."""
        rows = [(self._organization_id, word[:START], word) for word in sorted(self._words)]
        self._insert(table_of(NameWord), ("organization_id", "start", "word"), rows)

    def _take(self, model: type[Any]) -> int:
        self._next[model] += 1
        return self._next[model]

    def _last(self, table: Table) -> dict[str, Any]:
        query = f"SELECT * FROM {table.name} ORDER BY id DESC LIMIT 1"
        found = self._connection.exec_driver_sql(query).mappings().one()
        return {k: json.dumps(v) if isinstance(v, dict | list) else v for k, v in found.items()}

    def _copy(self, model: type[Any], changes: Iterable[dict[str, Any]]) -> None:
        row = self._models[model]
        self._insert(table_of(model), tuple(row), [tuple((row | change).values()) for change in changes])

    def _insert(self, table: Table, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        if self._connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(columns))
            self._connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
            return
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def table_of(model: Any) -> Table:
    """The table of a model."""
    table: Table = model.__table__
    return table


def _named(one: Somebody) -> dict[str, str]:
    keys = {"sort_key": sort_key(one.last, one.first), "name_key": name_key(one.first, one.last)}
    return {"first_name": one.first, "last_name": one.last, **keys}


def _ends(value: str) -> dict[str, str]:
    return {"local": local_of(value), "tail": tail_of(value)}
