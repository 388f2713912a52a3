"""Pictures that go with texts: told by their content whatever their name says, small enough for carriers, kept once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select

from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line
from crm.sms.models import Picture

MOST_BYTES = 5 * 1024 * 1024
"""The provider takes no larger picture (SMS.md section 1)."""
ADVISED_BYTES = 600 * 1024
"""Above this, carriers shrink pictures or drop them."""
Size = tuple[int, int]


def keep_picture(actor: Actor, now: datetime, name: str, content: bytes) -> Picture:
    """Keep a picture, the one there already when it is the same; Refused for what is no picture or too large."""
    if not content:
        raise Refused(N_("That file is empty."))
    if len(content) > MOST_BYTES:
        raise Refused(N_("A picture may have at most 5 MB. Make it smaller; 600 KB is best."))
    content_type, size = _look(content)
    digest = hashlib.sha256(content).hexdigest()
    known = db.session.scalars(select(Picture).where(Picture.sha256 == digest)).one_or_none()
    if known is not None:
        return known
    picture = Picture(
        token=secrets.token_urlsafe(32),
        sha256=digest,
        content_type=content_type,
        name=clean_line(name, 120),
        size=len(content),
        width=size[0],
        height=size[1],
        content=content,
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def _look(content: bytes) -> tuple[str, Size]:
    """The type and the width and height of a picture by its content; Refused when it is none that phones show."""
    for beginning, (content_type, size_of) in _KINDS.items():
        if content.startswith(beginning):
            size = size_of(content)
            if size is not None and min(size) > 0:
                return content_type, size
    raise Refused(N_("That is no picture that phones can show. Take a JPEG, PNG or GIF."))


def _png(content: bytes) -> Size | None:
    is_whole = content[12:16] == b"IHDR" and content.rstrip(b"\0")[-8:-4] == b"IEND"
    return (_big(content[16:20]), _big(content[20:24])) if is_whole else None


def _gif(content: bytes) -> Size | None:
    is_whole = len(content) > 13 and content.rstrip(b"\0").endswith(b";")
    return (_little(content[6:8]), _little(content[8:10])) if is_whole else None


def _jpeg(content: bytes) -> Size | None:
    """The size in the frame's header (ISO 10918-1): segments begin with FF, a kind and their length."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            has_end = b"\xff\xd9" in content[at:]
            return (_big(content[at + 7 : at + 9]), _big(content[at + 5 : at + 7])) if has_end else None
        at += 1 if kind == 0xFF else 2 + _big(content[at + 2 : at + 4])
    return None


def _big(number: bytes) -> int:
    return int.from_bytes(number, "big")


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")


_KINDS: Mapping[bytes, tuple[str, Callable[[bytes], Size | None]]] = {
    b"\xff\xd8\xff": ("image/jpeg", _jpeg),
    b"\x89PNG\r\n\x1a\n": ("image/png", _png),
    b"GIF87a": ("image/gif", _gif),
    b"GIF89a": ("image/gif", _gif),
}
