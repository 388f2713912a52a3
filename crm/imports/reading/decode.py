"""Turn the bytes of a text file into text block by block, whatever program saved it, and say which encoding it was."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crm.core.errors import N_
from crm.imports.reading.errors import Notice, UnreadableFile
from crm.imports.reading.signatures import refuse_known_binary, refuse_other_text

MAX_BYTES = 400 * 1024 * 1024
"""Largest file taken, in bytes, unless the caller says otherwise: a million people are about a quarter of it."""

BLOCK = 1 << 20
"""Bytes read at once."""

_LONGEST_LINE = 16 * BLOCK
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_MOST_FOREIGN = 262_144
_MOST_CONTROLS = 0.02
_CONTROL_BYTES = bytes(c for c in range(32) if c not in b"\t\n\r\f\x0b\x1a") + b"\x7f"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LETTERS = frozenset("áéíóúñüÁÉÍÓÚÑÜçÇãõâêôàèìòùäöëïåøß¿¡")
_CUT_CHARACTER = N_("The file ends inside a character: it may have been cut short.")
_EMPTY = N_("This file is empty.")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the text of a file is to be read: its encoding, the bytes from start to end that hold it, remarks."""

    encoding: str
    start: int
    end: int
    notices: tuple[Notice, ...] = ()

    @property
    def unit(self) -> int:
        """Bytes of one code unit: 1, 2 (UTF-16) or 4 (UTF-32)."""
        return 4 if "32" in self.encoding else 2 if "16" in self.encoding else 1

    def blocks(self, source: BinaryIO) -> Iterator[str]:
        """Go over the text in blocks that end where lines end, without its byte-order mark and NUL characters."""
        read = self._wide(source) if self.unit > 1 else self._narrow(source)
        for number, block in enumerate(read):
            text = block.removeprefix("\ufeff") if not number else block
            yield text.replace("\x00", "") if "\x00" in text else text

    def _narrow(self, source: BinaryIO) -> Iterator[str]:
        first, _, single = self.encoding.partition("+")
        for block in byte_blocks(source, self.start, self.end):
            if single and not _is_utf8(block):
                yield "".join(_decode_line(line, single) for line in _LINE.findall(block))
            else:
                yield block.decode("utf-8" if single else first, errors="replace")

    def _wide(self, source: BinaryIO) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        source.seek(self.start)
        rest, left = "", self.end - self.start
        while part := source.read(min(BLOCK, left)):
            left -= len(part)
            text = rest + decoder.decode(part, final=not left)
            cut = max(text.rfind("\n"), text.rfind("\r", 0, max(len(text) - 1, 0))) + 1
            if cut:
                yield text[:cut]
            rest = text[cut:]
        if rest:
            yield rest


def decode(data: BinaryIO, decoding: Decoding) -> str:
    """Read the whole text of a file at once."""
    return "".join(decoding.blocks(data))


def examine(source: BinaryIO, max_bytes: int = MAX_BYTES) -> Decoding:
    """Find out how a text file is encoded, looking at every byte of it once.

    Raises UnreadableFile for one that is empty, larger than max_bytes, or not text.
    """
    head, size = peek(source, max_bytes)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            decoding = _examine_body(source, head[len(bom) :], encoding, (len(bom), size))
            break
    else:
        refuse_known_binary(head)
        decoding = _examine_body(source, head, _guess_utf16(head) or "utf-8", (0, size))
    first = next((block for block in decoding.blocks(source) if block), "")
    if not first:
        raise UnreadableFile(_EMPTY)
    refuse_other_text(first)
    return decoding


def peek(source: BinaryIO, max_bytes: int = MAX_BYTES) -> tuple[bytes, int]:
    """Give the first bytes of a file and its size; UnreadableFile when it is empty or larger than max_bytes."""
    size = source.seek(0, 2)
    if not size:
        raise UnreadableFile(_EMPTY)
    if size > max_bytes:
        raise UnreadableFile(
            N_("This file is too large: it has %(size)s MB and at most %(limit)s MB are taken at once."),
            size=f"{size / 1_048_576:.1f}",
            limit=f"{max_bytes / 1_048_576:g}",
        )
    source.seek(0)
    return source.read(_SAMPLE), size


def byte_blocks(source: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """Go over the bytes from start to end in blocks that end where lines end."""
    source.seek(start)
    rest, left = b"", end - start
    while part := source.read(min(BLOCK, left)):
        left -= len(part)
        part = rest + part
        cut = part.rfind(b"\n") + 1 or part.rfind(b"\r", 0, len(part) - 1) + 1
        if not cut and len(part) > _LONGEST_LINE:
            cut = len(part)
        if cut:
            yield part[:cut]
        rest = part[cut:]
    if rest:
        yield rest


def _examine_body(source: BinaryIO, head: bytes, encoding: str, bounds: tuple[int, int]) -> Decoding:
    start, end = bounds
    if start == end:
        raise UnreadableFile(_EMPTY)
    if encoding.startswith("utf-8"):
        _refuse_controls(head)
        return _Survey(encoding, start, end).take(source)
    return _examine_wide(source, encoding, start, end)


def _examine_wide(source: BinaryIO, encoding: str, start: int, end: int) -> Decoding:
    """Look at UTF-16 or UTF-32; a file cut inside a character loses that character and says so."""
    unit = 2 if "16" in encoding else 4
    cut = (end - start) % unit
    notices = [Notice(_CUT_CHARACTER)] if cut else []
    decoding = Decoding(encoding, start, end - cut)
    length = wrong = 0
    for block in decoding.blocks(source):
        length += len(block)
        wrong += block.count("\ufffd")
    if wrong > max(3, length // 50):
        _refuse_binary()
    return Decoding(encoding, start, end - cut, tuple(notices))


@dataclass(slots=True)
class _Survey:
    """What one pass over a file of narrow characters finds: lines that are not UTF-8, NUL characters, a cut end."""

    encoding: str
    start: int
    end: int
    lines: int = 0
    foreign: int = 0
    first_foreign: int = 0
    has_utf8: bool = False
    nuls: int = 0
    first_nul: int = 0
    sample: bytes = b""
    is_cut: bool = False

    def take(self, source: BinaryIO) -> Decoding:
        """Make the pass, and conclude how the file is to be decoded."""
        place = self.start
        for block in byte_blocks(source, self.start, self.end):
            place += len(block)
            self._look(block, is_last=place == self.end)
            self.lines += count_lines(block)
        return Decoding(self._conclude(), self.start, self.end, tuple(self._notices()))

    def _look(self, block: bytes, *, is_last: bool) -> None:
        if b"\x00" in block:
            if not self.nuls:
                self.first_nul = self.lines + 1 + count_lines(block[: block.index(b"\x00")])
            self.nuls += block.count(b"\x00")
        if block.isascii():
            return
        try:
            block.decode("utf-8")
            self.has_utf8 = True
        except UnicodeDecodeError as error:
            is_cut = is_last and error.reason == "unexpected end of data"
            if is_cut and (self.has_utf8 or not block[: error.start].isascii()):
                self.end -= len(block) - error.start
                self.is_cut = self.has_utf8 = True
            else:
                self._look_at_lines(block)

    def _look_at_lines(self, block: bytes) -> None:
        for number, line in enumerate(_LINE.findall(block), start=1):
            if line.isascii():
                continue
            if _is_utf8(line):
                self.has_utf8 = True
                continue
            self.foreign += 1
            self.first_foreign = self.first_foreign or self.lines + number
            if len(self.sample) < _MOST_FOREIGN:
                self.sample += line

    def _conclude(self) -> str:
        if not self.foreign:
            return self.encoding
        single = _guess_single_byte(self.sample)
        return f"utf-8+{single}" if self.has_utf8 else single

    def _notices(self) -> Iterator[Notice]:
        if self.is_cut:
            yield Notice(_CUT_CHARACTER)
        if self.foreign and self.has_utf8:
            message = N_(
                "The file mixes two encodings: %(count)s lines were read as %(encoding)s, the first of them here."
            )
            values = {"count": self.foreign, "encoding": _guess_single_byte(self.sample)}
            yield Notice(message, values, self.first_foreign)
        if self.nuls:
            message = N_("%(count)s NUL characters were left out, the first of them here.")
            yield Notice(message, {"count": self.nuls}, self.first_nul)


def count_lines(block: bytes) -> int:
    """Count the line ends of a block: \\r\\n, \\n or \\r."""
    returns = block.count(b"\r")
    return block.count(b"\n") + (returns - block.count(b"\r\n") if returns else 0)


def _decode_line(line: bytes, single: str) -> str:
    decoder: Callable[..., str] = line.decode
    return decoder("utf-8") if line.isascii() or _is_utf8(line) else decoder(single, errors="replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_utf16(head: bytes) -> str | None:
    """Name the UTF-16 without mark that the zero bytes of mostly Latin text betray, if any."""
    if len(head) < 4:
        return None
    even, odd = head[0::2], head[1::2]
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.4 and zero_even < 0.05:
        return "utf-16-le"
    if zero_even > 0.4 and zero_odd < 0.05:
        return "utf-16-be"
    return None


def _refuse_controls(sample: bytes) -> None:
    controls = len(sample) - len(sample.translate(None, delete=_CONTROL_BYTES))
    if controls > max(_MOST_CONTROLS * len(sample), 1):
        _refuse_binary()


def _refuse_binary() -> None:
    raise UnreadableFile(
        N_(
            "This is not a text file: its bytes are neither letters nor numbers. "
            "Export the report as CSV and try again."
        )
    )


def _guess_single_byte(data: bytes) -> str:
    """Choose between Windows-1252 and old Mac Roman by which of the two gives more letters that names are
    written with.
    """
    windows = data.decode("cp1252", errors="replace")
    mac = data.decode("mac_roman")
    scores = sum(c in _LETTERS for c in windows), sum(c in _LETTERS for c in mac)
    quotes = len(re.findall(r"’(?=[A-Z]|s\b)|(?<![A-Za-z])[–—“”€]|[–—“”€](?![A-Za-z])", windows))
    return "mac_roman" if scores[1] > scores[0] + 2 * quotes else "cp1252"
