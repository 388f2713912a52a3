"""Look into an Excel workbook before it is opened: a small file can claim billions of cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from crm.core.errors import N_
from crm.imports.reading.errors import UnreadableFile

MOST_CELLS = 30_000_000
"""Most cells of the rectangle that a sheet spans, counted from its first to its last used corner."""

MOST_BYTES = 800 * 1024 * 1024
"""Most bytes of a workbook's sheets when unpacked."""

_CHUNK = 1 << 20
_OVERLAP = 200
_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})\d')
_ROW = re.compile(rb'\sr="[A-Z]{0,3}(\d{1,9})"')
_DAMAGED = N_("This Excel workbook cannot be opened: it is damaged or cut short.")
_TOO_LARGE = N_(
    "This Excel workbook is too large to open: its sheet spans %(rows)s rows and %(columns)s columns. "
    "Delete the empty rows and columns or save the sheet as CSV."
)
_TOO_HEAVY = N_(
    "This Excel workbook is too large to open: unpacked it would take %(megabytes)s MB. Save the sheet as CSV."
)


def refuse_giant(data: bytes) -> None:
    """Raise UnreadableFile for an .xlsx whose sheets would not fit in memory, or that is cut short."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [info for info in archive.infolist() if info.filename.startswith("xl/worksheets/")]
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MOST_BYTES:
                raise UnreadableFile(_TOO_HEAVY, megabytes=unpacked // 1_000_000)
            for info in sheets:
                _refuse_wide(_measure(archive, info))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile(_DAMAGED) from error
    except NotImplementedError as error:
        raise UnreadableFile(_DAMAGED) from error


def _refuse_wide(size: tuple[int, int]) -> None:
    rows, columns = size
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(_TOO_LARGE, rows=rows, columns=columns)


def _measure(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, int]:
    """Give the greatest row and column number that a sheet's cells or rows name."""
    rows = columns = 1
    for chunk in _chunks(archive, info):
        rows = max(rows, max(map(int, set(_ROW.findall(chunk))), default=1))
        columns = max(columns, max(map(_column_number, set(_COLUMN.findall(chunk))), default=1))
    return rows, columns


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    before = b""
    with archive.open(info) as stream:
        while part := stream.read(_CHUNK):
            yield before + part
            before = part[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
