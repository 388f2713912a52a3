"""The rows of a file that a look has gone past, kept on disk: nothing of it is in the database that could be asked."""

from __future__ import annotations

import json
import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crm.imports.known import Person


class EarlierOnDisk:
    """A scratch file of people by the keys they are found by; gone with the look."""

    def __init__(self, path: Path) -> None:
        """Begin with nobody."""
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000; BEGIN;"
            "CREATE TABLE people (line INTEGER PRIMARY KEY, person BLOB);"
            "CREATE TABLE keys (key TEXT, line INTEGER, PRIMARY KEY (key, line)) WITHOUT ROWID;"
        )
        self._people: list[tuple[int, bytes]] = []
        self._keys: list[tuple[str, int]] = []

    def find(self, keys: set[str]) -> Iterable[Person]:
        """The rows before that have one of these keys."""
        self._write()
        found = self._db.execute(
            "SELECT person FROM people WHERE line IN "
            "(SELECT line FROM keys WHERE key IN (SELECT value FROM json_each(?)))",
            [json.dumps(list(keys))],
        )
        return [pickle.loads(row[0]) for row in found]  # noqa: S301 - written by ourselves into a file of our own

    def note(self, person: Person, keys: Iterable[str]) -> None:
        """Let later batches find a person by these keys."""
        line = person.somebody.id
        self._people.append((line, pickle.dumps(person)))
        self._keys.extend((key, line) for key in keys)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _write(self) -> None:
        self._db.executemany("INSERT OR REPLACE INTO people VALUES (?, ?)", self._people)
        self._db.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", self._keys)
        self._people.clear()
        self._keys.clear()


@contextmanager
def earlier_rows() -> Iterator[EarlierOnDisk]:
    """A place for the rows of one look."""
    with tempfile.TemporaryDirectory(prefix="reinvest-look-") as folder:
        earlier = EarlierOnDisk(Path(folder) / "earlier.db")
        try:
            yield earlier
        finally:
            earlier.close()
