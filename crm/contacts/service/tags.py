"""Making, changing and putting away tags, and putting one on a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from crm.audit.service import record
from crm.contacts.data_policy import refuse_saying
from crm.contacts.models import TAG_COLORS, Contact, Tag, Tagging
from crm.contacts.queries.tags import find_tag, get_tag
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import insert_new

NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class TagWords:
    """What a tag is called, which group it stands in, its colour (of TAG_COLORS), and what it means."""

    name: str
    group_name: str = ""
    color: str = ""
    description: str = ""


def create_tag(actor: Actor, now: datetime, new: TagWords) -> Tag:
    """Make a tag; Conflict when there is one of that name, Refused without a name or for what is never collected."""
    values = _read(new)
    known = find_tag(values["name"])
    if known is not None:
        raise Conflict(N_("There is already a tag “%(name)s”."), name=known.name)
    tag = Tag(**values, created_by_id=actor.user_id, created_at=now)
    db.session.add(tag)
    db.session.flush()
    record(actor, "created", "tag", tag.id, now, name=tag.name)
    db.session.flush()
    return tag


def ensure_tag(actor: Actor, now: datetime, name: str) -> Tag:
    """The tag of that name, whatever its case; made when there is none, and in use again when it was archived."""
    tag = find_tag(clean_line(name, NAME_LIMIT))
    if tag is None:
        return create_tag(actor, now, TagWords(name))
    tag.archived_at = None
    db.session.flush()
    return tag


def change_tag(actor: Actor, now: datetime, tag_id: int, words: TagWords) -> Tag:
    """Rename, group, colour or describe a tag; Conflict when another one has the name (merge them instead)."""
    tag, values = get_tag(tag_id), _read(words)
    other = find_tag(values["name"])
    if other is not None and other.id != tag.id:
        raise Conflict(N_("There is already a tag “%(name)s”. Merge the two instead."), name=other.name)
    for name, value in values.items():
        setattr(tag, name, value)
    tag.updated_at = now
    record(actor, "updated", "tag", tag.id, now, name=tag.name)
    db.session.flush()
    return tag


def archive_tag(actor: Actor, now: datetime, tag_id: int, is_archived: bool) -> Tag:
    """Put a tag away, so that it stays on people and is offered no more; or take it out again."""
    tag = get_tag(tag_id)
    tag.archived_at = now if is_archived else None
    record(actor, "archived" if is_archived else "restored", "tag", tag.id, now)
    db.session.flush()
    return tag


def tag_person(actor: Actor, now: datetime, contact_id: int, tag_id: int) -> bool:
    """Put a tag on one person; True when she did not carry it."""
    contact, tag = get_owned(Contact, contact_id), get_tag(tag_id)
    row = {"organization_id": current_organization_id(), "contact_id": contact.id, "tag_id": tag.id}
    is_new = bool(insert_new(Tagging, [row | {"created_at": now, "created_by_id": actor.user_id}]))
    if is_new:
        record(actor, "tagged", "contact", contact.id, now, tag=tag.id)
        db.session.flush()
    return is_new


def untag_person(actor: Actor, now: datetime, contact_id: int, tag_id: int) -> bool:
    """Take a tag off one person; True when she carried it."""
    contact, tag = get_owned(Contact, contact_id), get_tag(tag_id)
    gone = db.session.execute(delete(Tagging).where(Tagging.contact_id == contact.id, Tagging.tag_id == tag.id))
    was_there = bool(getattr(gone, "rowcount", 0))
    if was_there:
        record(actor, "untagged", "contact", contact.id, now, tag=tag.id)
        db.session.flush()
    return was_there


def _read(words: TagWords) -> dict[str, Any]:
    name, group, description = (
        clean_line(text, limit)
        for text, limit in ((words.name, NAME_LIMIT), (words.group_name, 100), (words.description, 300))
    )
    if not name:
        raise Refused(N_("Give the tag a name."))
    if words.color not in TAG_COLORS:
        raise Refused(N_("Choose one of the colors shown."))
    refuse_saying(name, group, description)
    return {"name": name, "group_name": group, "color": words.color, "description": description}
