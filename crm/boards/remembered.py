"""What many screens ask for at once is worked out once: fifty walls that refresh cost as much as one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Answers by key, kept for some seconds; whoever asks meanwhile waits for the one who works it out."""

    def __init__(self, seconds: float, most: int = 200) -> None:
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._answers: dict[Hashable, tuple[float, Answer]] = {}

    def get(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer of that key, at most so many seconds old."""
        with self._lock:
            found = self._answers.get(key)
            if found is None or monotonic() - found[0] > self._seconds:
                if len(self._answers) >= self._most:
                    self._answers.clear()
                found = monotonic(), work_out()
                self._answers[key] = found
            return found[1]
