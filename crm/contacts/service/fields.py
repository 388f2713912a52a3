"""Defining custom fields, and turning a column that files brought into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from crm.audit.service import record
from crm.contacts.data_policy import refuse_asking
from crm.contacts.field_values import MOST_CHOICES, choices_in
from crm.contacts.models import CustomField, FieldKind
from crm.contacts.queries.fields import find_field, get_field, list_fields, read_samples
from crm.contacts.service.settling import settle_soon
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.text import clean_line, fold

MOST_FIELDS = 100
CHOOSING = (FieldKind.CHOICE, FieldKind.MANY_CHOICES)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a custom field is called in both languages, what it holds, the choices where it has some, and a hint."""

    label: str
    kind: FieldKind
    label_es: str = ""
    choices: list[str] = field(default_factory=list)
    help: str = ""


def create_field(actor: Actor, now: datetime, new: FieldWords, key: str = "") -> CustomField:
    """Define a field; `key` is the header under which files bring it (the label when not given).

    Refused without a label, without choices where it has some, and for what is never collected; Conflict when it exists.
    """
    words = _read(new)
    key = clean_line(key or words.label, 100)
    refuse_asking(key)
    _refuse_known(key, words.label)
    last = db.session.scalars(select(func.coalesce(func.max(CustomField.position), 0))).one()
    row = CustomField(key=key, position=last + 1, created_by_id=actor.user_id, created_at=now)
    _write(row, words)
    db.session.add(row)
    db.session.flush()
    record(actor, "created", "custom_field", row.id, now, label=row.label)
    settle_soon(row, now)
    return row


def adopt_column(actor: Actor, now: datetime, key: str, kind: FieldKind) -> CustomField:
    """Make a column that files brought into a field of that kind; its choices are the values people have."""
    choices = choices_in(_split(read_samples().get(key, []), kind)) if kind in CHOOSING else []
    return create_field(actor, now, FieldWords(key.replace("_", " ").strip(), kind, choices=choices), key)


def change_field(actor: Actor, now: datetime, field_id: int, words: FieldWords) -> CustomField:
    """Change a field's labels, kind, choices or hint; values are read anew and those that do not fit stay as they are."""
    row, words = get_field(field_id), _read(words)
    if any(fold(other.label) == fold(words.label) and other.id != row.id for other in list_fields()):
        raise Conflict(N_("There is already a field “%(label)s”."), label=words.label)
    _write(row, words)
    row.updated_at = now
    record(actor, "updated", "custom_field", row.id, now, label=row.label)
    settle_soon(row, now)
    return row


def archive_field(actor: Actor, now: datetime, field_id: int, is_archived: bool) -> CustomField:
    """Put a field away, so that nobody is asked for it and its values stay; or take it out again."""
    row = get_field(field_id)
    row.archived_at = now if is_archived else None
    record(actor, "archived" if is_archived else "restored", "custom_field", row.id, now)
    db.session.flush()
    return row


def move_field(actor: Actor, field_id: int, is_up: bool) -> None:
    """Let a field change places with the one above it, or below."""
    row, rows = get_field(field_id), list_fields()
    places = [other.id for other in rows]
    if row.id not in places:
        return
    here = places.index(row.id)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, other in enumerate(rows, start=1):
        other.position = position
    db.session.flush()


def _read(words: FieldWords) -> FieldWords:
    label, label_es = clean_line(words.label, 100), clean_line(words.label_es, 100)
    choices = list(dict.fromkeys(clean_line(choice, 100) for choice in words.choices if clean_line(choice)))
    if not label:
        raise Refused(N_("Give the field a label: what is asked."))
    if words.kind in CHOOSING and not choices:
        raise Refused(N_("Write the choices, one on each line."))
    if len(choices) > MOST_CHOICES:
        raise Refused(
            N_("A field has at most %(number)s choices. Use a text field, or tags, instead."), number=MOST_CHOICES
        )
    refuse_asking(label, label_es, *choices)
    return FieldWords(
        label, words.kind, label_es, choices if words.kind in CHOOSING else [], clean_line(words.help, 300)
    )


def _refuse_known(key: str, label: str) -> None:
    fields = list_fields(with_archived=True)
    if find_field(key) is not None or any(fold(one.label) == fold(label) for one in fields if not one.archived_at):
        raise Conflict(N_("There is already a field “%(label)s”."), label=label)
    if len(fields) >= MOST_FIELDS:
        raise Refused(N_("An organization has at most %(number)s fields. Put one away first."), number=MOST_FIELDS)


def _write(row: CustomField, words: FieldWords) -> None:
    row.label, row.label_es, row.kind = words.label, words.label_es, words.kind
    row.choices, row.help = words.choices, words.help
    db.session.flush()


def _split(samples: list[str], kind: FieldKind) -> list[str]:
    if kind is FieldKind.CHOICE:
        return samples
    return [part for sample in samples for part in sample.replace("|", ";").replace(",", ";").split(";")]
