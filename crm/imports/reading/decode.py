"""Turn the bytes of a text file into text, whatever program saved it, and say which encoding it was."""

import codecs
import re
from dataclasses import dataclass

from crm.core.errors import N_
from crm.imports.reading.errors import Notice, UnreadableFile
from crm.imports.reading.signatures import refuse_known_binary, refuse_other_text

MAX_BYTES = 50 * 1024 * 1024
"""Largest file taken, in bytes, unless the caller says otherwise."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_MOST_CONTROLS = 0.02
_CONTROL_BYTES = bytes(c for c in range(32) if c not in b"\t\n\r\f\x0b\x1a") + b"\x7f"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LETTERS = frozenset("áéíóúñüÁÉÍÓÚÑÜçÇãõâêôàèìòùäöëïåøß¿¡")
_CUT_CHARACTER = N_("The file ends inside a character: it may have been cut short.")
_EMPTY = N_("This file is empty.")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte-order mark and NUL characters, the encoding it was saved in, and remarks on the
    way.
    """

    text: str
    encoding: str
    notices: tuple[Notice, ...]


def decode(data: bytes, max_bytes: int = MAX_BYTES) -> Decoded:
    """Decode a text file; raises UnreadableFile for one that is empty, larger than max_bytes, or not text."""
    check_size(data, max_bytes)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], encoding)
    refuse_known_binary(data)
    unmarked = _guess_utf16(data)
    if unmarked:
        return _decode_wide(data, unmarked)
    return _decode_bytes(data, marked=False)


def check_size(data: bytes, max_bytes: int) -> None:
    """Raise UnreadableFile when the file is empty or larger than max_bytes."""
    if not data:
        raise UnreadableFile(_EMPTY)
    if len(data) > max_bytes:
        raise UnreadableFile(
            N_("This file is too large: it has %(size)s MB and at most %(limit)s MB are taken at once."),
            size=f"{len(data) / 1_048_576:.1f}",
            limit=f"{max_bytes / 1_048_576:g}",
        )


def _decode_marked(body: bytes, encoding: str) -> Decoded:
    if not body:
        raise UnreadableFile(_EMPTY)
    if encoding == "utf-8":
        return _decode_bytes(body, marked=True)
    return _decode_wide(body, encoding)


def _decode_wide(body: bytes, encoding: str) -> Decoded:
    """Decode UTF-16 or UTF-32; a file cut inside a character loses that character and says so."""
    unit = 2 if "16" in encoding else 4
    notices: list[Notice] = []
    if len(body) % unit:
        body = body[: -(len(body) % unit)]
        notices.append(Notice(_CUT_CHARACTER))
    text = body.decode(encoding, errors="replace")
    if text.count("\ufffd") > max(3, len(text) // 50):
        _refuse_binary()
    return _finish(text, encoding, notices)


def _decode_bytes(data: bytes, *, marked: bool) -> Decoded:
    _refuse_controls(data)
    encoding = "utf-8-sig" if marked else "utf-8"
    try:
        return _finish(data.decode("utf-8"), encoding, [])
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start and not data[: error.start].isascii():
            return _finish(data[: error.start].decode("utf-8"), encoding, [Notice(_CUT_CHARACTER)])
        return _decode_lines(data)


def _decode_lines(data: bytes) -> Decoded:
    """Decode line by line: UTF-8 where a line is that, else the one-byte encoding that gives the likelier
    letters.
    """
    lines = _LINE.findall(data)
    foreign = [line for line in lines if not _is_utf8(line)]
    single = _guess_single_byte(b"".join(foreign))
    has_utf8 = any(not line.isascii() for line in lines) and len(foreign) < sum(not line.isascii() for line in lines)
    parts: list[str] = []
    first: int | None = None
    for number, line in enumerate(lines, start=1):
        if line.isascii() or _is_utf8(line):
            parts.append(line.decode("utf-8"))
        else:
            first = first or number
            parts.append(line.decode(single, errors="replace"))
    notices = []
    if has_utf8:
        message = N_("The file mixes two encodings: %(count)s lines were read as %(encoding)s, the first of them here.")
        notices.append(Notice(message, {"count": len(foreign), "encoding": single}, first))
    return _finish("".join(parts), f"utf-8+{single}" if has_utf8 else single, notices)


def _finish(text: str, encoding: str, notices: list[Notice]) -> Decoded:
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        line = 1 + len(re.findall(r"\r\n|\r|\n", text[: text.index("\x00")]))
        count = text.count("\x00")
        notices.append(
            Notice(N_("%(count)s NUL characters were left out, the first of them here."), {"count": count}, line)
        )
        text = text.replace("\x00", "")
    if not text:
        raise UnreadableFile(_EMPTY)
    refuse_other_text(text)
    return Decoded(text, encoding, tuple(notices))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_utf16(data: bytes) -> str | None:
    """Name the UTF-16 without mark that the zero bytes of mostly Latin text betray, if any."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.4 and zero_even < 0.05:
        return "utf-16-le"
    if zero_even > 0.4 and zero_odd < 0.05:
        return "utf-16-be"
    return None


def _refuse_controls(data: bytes) -> None:
    sample = data[:_SAMPLE]
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
    quotes = len(re.findall(r"’(?=[A-Z]|s\b)|[–—“”€]", windows))
    return "mac_roman" if scores[1] > scores[0] + 2 * quotes else "cp1252"
