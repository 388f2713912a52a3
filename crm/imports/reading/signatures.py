"""Tell by its first bytes or first words what a file is when it is not a table of text."""

from crm.core.errors import N_
from crm.imports.reading.errors import Phrase, UnreadableFile

PNG = b"\x89PNG\r\n\x1a\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (PNG, N_("a PNG picture")),
    (b"\x89PNG", N_("a PNG picture")),
    (b"\xff\xd8\xff", N_("a JPEG picture")),
    (b"GIF8", N_("a GIF picture")),
    (b"%PDF", N_("a PDF document")),
    (b"{\\rtf", N_("a rich-text document")),
    (b"\x1f\x8b", N_("a compressed (gzip) file")),
    (b"7z\xbc\xaf\x27\x1c", N_("a compressed (7-Zip) file")),
    (b"Rar!", N_("a compressed (RAR) file")),
    (b"SQLite format 3\x00", N_("a database file")),
    (b"\x7fELF", N_("a program")),
    (b"MZ\x90\x00", N_("a program")),
)
_OPENINGS: tuple[tuple[str, str], ...] = (
    ("<!doctype html", N_("a web page (perhaps the sign-in page of the other tool)")),
    ("<html", N_("a web page (perhaps the sign-in page of the other tool)")),
    ("<?xml", N_("an XML document")),
    ('{"', N_("a JSON document")),
    ("[{", N_("a JSON document")),
    ("[[", N_("a JSON document")),
    ('["', N_("a JSON document")),
    ("begin:vcard", N_("a vCard address file")),
    ("begin:vcalendar", N_("a calendar file")),
)
NOT_A_TABLE = N_("This file is %(what)s, not a table. Export the report as CSV or as an Excel workbook and try again.")


def refuse_known_binary(data: bytes) -> None:
    """Raise UnreadableFile, naming the format, when the bytes begin as a picture, document, archive or
    program does.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(NOT_A_TABLE, what=Phrase(what))
    if data.startswith(ZIP):
        raise UnreadableFile(NOT_A_TABLE, what=Phrase(_what_zip_holds(data)))
    if data.startswith(OLE):
        raise UnreadableFile(NOT_A_TABLE, what=Phrase(N_("an old Office document")))


def refuse_other_text(text: str) -> None:
    """Raise UnreadableFile, naming the format, when the text begins as a web page, JSON or an address card
    does.
    """
    opening = "".join(text[:400].split()).casefold() if text[:1] in "[{" else text[:400].lstrip().casefold()
    for start, what in _OPENINGS:
        if opening.startswith(start):
            raise UnreadableFile(NOT_A_TABLE, what=Phrase(what))


def is_spreadsheet(data: bytes) -> bool:
    """Say by its first bytes whether a file may be an Excel workbook: a zip that is not plainly something else, or an
    old Office file.
    """
    return data.startswith((OLE, ZIP))


def _what_zip_holds(data: bytes) -> str:
    if b"word/" in data:
        return N_("a Word document")
    if b"opendocument" in data[:200]:
        return N_("an OpenDocument file; save it as CSV or .xlsx first")
    if b"ppt/" in data:
        return N_("a presentation")
    return N_("a compressed (zip) file; unpack it first")
