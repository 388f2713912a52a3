"""Reading pictures: by id within the organization, and by the token that the provider fetches them with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import everywhere, find_owned
from crm.sms.models import Picture


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What a phone is shown."""

    content: bytes
    content_type: str
    sha256: str


def find_picture(picture_id: int | None) -> Picture | None:
    """The picture with that id, without its content, or None."""
    return find_owned(Picture, picture_id)


def media_of(picture_id: int | None) -> list[dict[str, str | int]]:
    """A picture as a text carries it: its address under ours, its type and its bytes; nothing without one."""
    picture = find_picture(picture_id)
    if picture is None:
        return []
    return [{"url": f"/pictures/{picture.token}", "type": picture.content_type, "bytes": picture.size}]


def get_picture_file(token: str) -> PictureFile:
    """The picture of that token, of whichever organization; NotFound when there is none."""
    query = select(Picture.content, Picture.content_type, Picture.sha256).where(Picture.token == token)
    with everywhere("the provider fetches a picture by its token alone"):
        row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound(N_("There is no such picture."))
    return PictureFile(*row)
