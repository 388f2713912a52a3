"""Registries: what lower rooms ask for and higher rooms bring, wired in create_app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


@dataclass
class Registry(Generic[Entry]):
    """Named entries in the order they were registered; the same name twice is an error."""

    what: str
    _entries: dict[str, Entry] = field(default_factory=dict)

    def register(self, name: str, entry: Entry) -> None:
        """Add an entry; registering the very same one again changes nothing (a second application in one process)."""
        if self._entries.get(name, entry) != entry:
            raise ValueError(f"{self.what} {name!r} is registered twice")
        self._entries[name] = entry

    def get(self, name: str) -> Entry | None:
        """The entry of that name, or None."""
        return self._entries.get(name)

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Names and entries in order."""
        return iter(self._entries.items())

    def values(self) -> Iterator[Entry]:
        """Entries in order."""
        return iter(self._entries.values())


WorkerStep = Callable[[datetime], int]
worker_steps: Registry[WorkerStep] = Registry("worker step")
"""What the worker does each round, by name: takes the real time, returns how many things it did."""

prompt_steps: Registry[WorkerStep] = Registry("prompt step")
"""What the worker does beside its round, several times a second, because somebody waits for it: short, and safe to be
done by many workers at once."""

StartStep = Callable[[], list[str]]
at_start: Registry[StartStep] = Registry("start step")
"""What `flask serve` does once the tables are there, by name: returns the lines to print."""
