"""Which files that come with texts are shown, which are handed over as a file, and which are not opened at all.

What a file says it is does not count, only how it begins: a page of HTML or an SVG that calls itself a picture is
neither, and the address of a file is asked with the account's credentials by the server, never by a browser.
"""

from __future__ import annotations

from dataclasses import dataclass

from crm.core.errors import N_, Refused

MOST_BYTES = 5 * 1024 * 1024
"""What carriers let a text bring with it (SMS.md section 1)."""
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)
_FILES = {
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "application/pdf": "pdf",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
}
"""What a phone sends besides pictures; it is saved, and never shown by our pages."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file fit to be given to a browser: shown when it is a picture, saved otherwise."""

    content: bytes
    content_type: str
    name: str
    is_shown: bool


def opened(content: bytes, said_type: str) -> Opened:
    """The file as it may be given on; Refused for whatever is neither a picture nor a file that phones send."""
    for beginning, content_type, ending in _PICTURES:
        if content.startswith(beginning):
            return Opened(content, content_type, f"picture.{ending}", is_shown=True)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Opened(content, "image/webp", "picture.webp", is_shown=True)
    if said_type.lower() not in _FILES:
        raise Refused(N_("This kind of file is not opened here."))
    return Opened(content, "application/octet-stream", f"file.{_FILES[said_type.lower()]}", is_shown=False)
