"""What many screens ask for at once is worked out once: fifty walls that refresh cost as much as one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Answers by key, kept as they are for some seconds, and longer while their version is the same.

    Whoever asks meanwhile waits for the one who works it out.
    """

    def __init__(self, seconds: float, longest: float, most: int = 200) -> None:
        self._seconds, self._longest = seconds, longest
        self._most = most
        self._lock = threading.Lock()
        self._answers: dict[Hashable, tuple[float, Hashable, Answer]] = {}

    def get(self, key: Hashable, version_of: Callable[[], Hashable], work_out: Callable[[], Answer]) -> Answer:
        """The answer of that key; its version is read before it, so that what changes meanwhile is seen next time."""
        with self._lock:
            found = self._answers.get(key)
            age = monotonic() - found[0] if found else 0.0
            if found and age <= self._seconds:
                return found[2]
            version = version_of()
            if found is None or found[1] != version or age > self._longest:
                if len(self._answers) >= self._most:
                    self._answers.clear()
                found = monotonic(), version, work_out()
                self._answers[key] = found
            return found[2]
