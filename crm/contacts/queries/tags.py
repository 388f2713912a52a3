"""Reading tags: all of them by group, those of a person, and those found by a few letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from crm.contacts.models import Tag, Tagging
from crm.core.database import db
from crm.core.scope import get_owned
from crm.core.text import words
from crm.core.upsert import chunks

MOST_TAGS = 2000
"""How many tags one organization's lists show and look through."""


@dataclass(frozen=True, slots=True)
class TagGroup:
    """Tags of one group in order; `name` is "" for those without a group."""

    name: str
    tags: list[Tag]


def get_tag(tag_id: int) -> Tag:
    """The tag with that id; NotFound otherwise."""
    return get_owned(Tag, tag_id)


def find_tag(name: str) -> Tag | None:
    """The tag of that name, whatever its case, or None; an archived one is found too."""
    return db.session.scalars(select(Tag).where(func.lower(Tag.name) == name.lower()).order_by(Tag.id)).first()


def list_tags(with_archived: bool = False) -> list[Tag]:
    """The organization's tags by group and name."""
    query = select(Tag).order_by(Tag.group_name == "", Tag.group_name, func.lower(Tag.name), Tag.id).limit(MOST_TAGS)
    return list(db.session.scalars(query if with_archived else query.where(Tag.archived_at.is_(None))))


def grouped(tags: Iterable[Tag]) -> list[TagGroup]:
    """Tags by their group, in the order they came; the ones without a group last."""
    groups: dict[str, list[Tag]] = {}
    for tag in tags:
        groups.setdefault(tag.group_name, []).append(tag)
    return [TagGroup(name, held) for name, held in sorted(groups.items(), key=lambda group: group[0] == "")]


def tag_counts() -> dict[int, int]:
    """How many people carry each tag, by its id; tags that nobody carries are left out."""
    query = select(Tagging.tag_id, func.count()).group_by(Tagging.tag_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def count_tagged(tag_id: int) -> int:
    """How many people carry a tag."""
    return db.session.scalars(select(func.count()).select_from(Tagging).where(Tagging.tag_id == tag_id)).one()


def tags_of(contact_ids: Iterable[int]) -> dict[int, list[Tag]]:
    """The tags of these people by group and name; people without one are left out."""
    found: dict[int, list[Tag]] = {}
    for some in chunks(sorted(set(contact_ids))):
        query = (
            select(Tagging.contact_id, Tag)
            .join(Tag, Tag.id == Tagging.tag_id)
            .where(Tagging.contact_id.in_(some))
            .order_by(Tag.group_name == "", Tag.group_name, func.lower(Tag.name))
        )
        for contact_id, tag in db.session.execute(query):
            found.setdefault(contact_id, []).append(tag)
    return found


def find_tags(text: str, limit: int = 8) -> list[Tag]:
    """Tags in use one of whose words begins with each word typed, accents and case aside; the first ones without a text."""
    typed = words(text)
    found = [tag for tag in list_tags() if _fits(tag, typed)]
    return sorted(found, key=lambda tag: not tag.name.lower().startswith(text.strip().lower()))[:limit]


def _fits(tag: Tag, typed: list[str]) -> bool:
    known = words(f"{tag.name} {tag.group_name}")
    return all(any(word.startswith(one) for word in known) for one in typed)
