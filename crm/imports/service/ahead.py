"""Reading a large list in a process of its own: while one core writes a batch, the other reads and understands the next.

That process knows nothing but the file, whose rows it gives through a pipe, a batch ahead at most. Whenever it gives none
(it was killed, or met what cannot be read) its parent reads on by itself from the same place, and meets it there.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NamedTuple

from crm.imports.incoming import Incoming
from crm.imports.reading import Notices
from crm.imports.service.opening import ListFile

log = logging.getLogger(__name__)
AHEAD_BYTES = 1024 * 1024
"""A file from this size on is read in a process of its own: about ten thousand people."""


PIECE = 1_000
"""So many rows are made ready for the pipe at a time: as bytes they take a tenth of the memory. They go as plain tuples,
which are written and read in half the time.
"""


class Stretch(NamedTuple):
    """A batch of rows as it goes through the pipe, in pieces, and how far in the file its reading came.

    `rows_read` and `notices` say what was found in all rows until then; they come with the end, which has no rows.
    """

    pieces: list[bytes]
    place: int
    rows_read: int
    notices: Notices | None


class ReadAhead(ListFile):
    """A list whose batches another process reads."""

    def __init__(self, opened: ListFile, most: int) -> None:
        """Let a process read batches of `most` rows from where a list stands."""
        self.__dict__ |= opened.__dict__
        self._line, self._place, self._most = 0, 0, most
        self._ours, theirs = Pipe(duplex=False)
        self._pid = os.fork()
        if self._pid == 0:
            self._ours.close()
            _give_all(opened, most, theirs)
        theirs.close()

    def next_batch(self, most: int = 0) -> list[Incoming]:
        """The rows that were read ahead; once there are none to be had, those that this process reads itself."""
        if not self._pid:
            return super().next_batch(most or self._most)
        try:
            stretch: Stretch = self._ours.recv()
        except (EOFError, OSError):
            log.warning("nobody reads ahead any more; reading on from line %s", self._line)
            self.stop()
            self.go_to((self._line, self.done))
            return super().next_batch(most or self._most)
        self._place = stretch.place
        rows = [Incoming._make(row) for piece in stretch.pieces for row in pickle.loads(piece)]  # noqa: S301 - our own
        if rows:
            self._line, self.done = rows[-1].line, self.done + len(rows)
        elif stretch.notices is not None:
            self.opened.take_over(stretch.rows_read, stretch.notices)
        return rows

    def stop(self) -> None:
        """End the reading process, wherever it is."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0
            self._ours.close()

    def place(self) -> int:
        """How far the file was read, in bytes."""
        return self._place if self._pid else super().place()


def _give_all(opened: ListFile, most: int, pipe: Connection) -> None:
    """The whole life of the reading process. It leaves without cleaning up: nothing that it holds is its own.

    What it inherited of database connections and threads it never touches.
    """
    try:
        while pieces := list(_pieces(opened, most)):
            pipe.send(Stretch(pieces, opened.place(), opened.opened.rows_read, None))
        pipe.send(Stretch([], opened.place(), opened.opened.rows_read, opened.opened.notices))
    finally:
        os._exit(0)


def _pieces(opened: ListFile, most: int) -> Iterator[bytes]:
    """The next rows of a list, `most` at the most."""
    for begun in range(0, most, PIECE):
        rows = opened.next_batch(min(PIECE, most - begun))
        if not rows:
            return
        yield pickle.dumps(list(map(tuple, rows)), pickle.HIGHEST_PROTOCOL)


@contextmanager
def read_ahead(opened: ListFile, size: int, most: int) -> Iterator[ListFile]:
    """A list of `size` bytes to be read in batches of `most` rows: by another process where that is worth it."""
    if size < AHEAD_BYTES or (os.cpu_count() or 1) < 2 or not hasattr(os, "fork"):
        yield opened
        return
    ahead = ReadAhead(opened, most)
    try:
        yield ahead
    finally:
        ahead.stop()
