"""ZIP files written into the air: pieces come out while the entries are written, and nothing is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

LEVEL = 3
"""Of deflate: names and numbers shrink to a sixth; more effort saves another twentieth at three times the cost."""
PIECE = 65_536


class Pieces:
    """A file object that can only be written to and hands on what was written: zipfile streams over it."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""
        self._waiting.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        """Unsupported, which is how zipfile knows that it cannot go back."""
        raise io.UnsupportedOperation

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Unsupported as well."""
        raise io.UnsupportedOperation

    def close(self) -> None:
        """Nothing to close."""

    def flush(self) -> None:
        """Nothing to do: what was written is there."""

    def full(self) -> Iterator[bytes]:
        """What was written, once it is worth sending."""
        if self._size >= PIECE:
            yield from self.rest()

    def rest(self) -> Iterator[bytes]:
        """Whatever was written since."""
        yield b"".join(self._waiting)
        self._waiting.clear()
        self._size = 0


def open_zip(out: Pieces) -> zipfile.ZipFile:
    """A ZIP that is written to the pieces."""
    return zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)


def zip_pieces(entries: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """A ZIP of named files, each given as its pieces, as pieces again; files beyond 2 GB are fine."""
    out = Pieces()
    with open_zip(out) as archive:
        for name, pieces in entries:
            with archive.open(name, "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield from out.full()
    yield from out.rest()
