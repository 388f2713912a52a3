"""Dropped files in pieces: written as they arrive, read back as if they were one file, never whole in memory."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sqlalchemy import delete, insert, select

from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.imports.models import ImportChunk

CHUNK_BYTES = 1024 * 1024


def measure(source: BinaryIO) -> tuple[str, int]:
    """The SHA-256 of a file and its length in bytes; the file stands at its beginning before and after."""
    source.seek(0)
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(source):
        digest.update(piece)
        size += len(piece)
    source.seek(0)
    return digest.hexdigest(), size


def keep_file(run_id: int, source: BinaryIO) -> None:
    """Keep a file in pieces of a megabyte."""
    source.seek(0)
    organization_id = current_organization_id()
    for number, piece in enumerate(_pieces(source)):
        row = {"organization_id": organization_id, "run_id": run_id, "number": number, "content": piece}
        db.session.execute(insert(ImportChunk), row)


def drop_file(run_id: int) -> None:
    """Forget a file."""
    pieces = delete(ImportChunk).where(ImportChunk.run_id == run_id)
    db.session.execute(pieces.execution_options(synchronize_session=False))


def content_of(run_id: int) -> bytes | None:
    """The whole file, for the small kinds that are read at once; None when it is kept no more."""
    pieces = list(_stored(run_id))
    return b"".join(pieces) if pieces else None


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(CHUNK_BYTES):
        yield piece


def _stored(run_id: int) -> Iterator[bytes]:
    number = 0
    while (piece := _piece(run_id, number)) is not None:
        yield piece
        number += 1


def _piece(run_id: int, number: int) -> bytes | None:
    query = select(ImportChunk.content).where(ImportChunk.run_id == run_id, ImportChunk.number == number)
    return db.session.scalars(query).one_or_none()


class StoredFile(io.RawIOBase):
    """A kept file to read and seek in; each piece is fetched when it is needed, in whatever transaction is open then."""

    def __init__(self, run_id: int, size: int) -> None:
        """The file of an import that has `size` bytes."""
        self._run_id, self._size = run_id, size
        self._place = 0
        self._number, self._held = -1, b""

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Any place may be gone to."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted from the beginning, from here, or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        """The place reading goes on from."""
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what the piece at this place still holds, at most as much as fits."""
        number, offset = divmod(self._place, CHUNK_BYTES)
        if self._place >= self._size:
            return 0
        if number != self._number:
            self._held, self._number = _piece(self._run_id, number) or b"", number
        part = self._held[offset : offset + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)


@contextmanager
def copy_stored(run_id: int) -> Iterator[BinaryIO]:
    """The file of an import on its way through: a copy on disk, which is read without asking the database."""
    with tempfile.TemporaryFile(prefix="reinvest-list-") as copy:
        for piece in _stored(run_id):
            copy.write(piece)
        copy.seek(0)
        yield copy


def open_stored(run_id: int, size: int) -> BinaryIO:
    """The file of an import as any program opens one: buffered, seekable."""
    return io.BufferedReader(StoredFile(run_id, size), buffer_size=256 * 1024)
