"""Mappings of columns kept under a name: saved, listed, and found again for a file with the same headers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.text import clean_line
from crm.imports.models import ImportMapping
from crm.imports.reading import OpenedList

MOST = 200
"""Most mappings that one organization keeps."""


def list_mappings() -> list[ImportMapping]:
    """The mappings the organization keeps, by name."""
    return list(db.session.scalars(select(ImportMapping).order_by(ImportMapping.name).limit(MOST)))


def get_mapping(name: str) -> ImportMapping:
    """The mapping of that name; NotFound, naming those there are."""
    found = db.session.scalars(select(ImportMapping).where(ImportMapping.name == clean_line(name, 120))).one_or_none()
    if found is None:
        raise NotFound(
            N_("There is no mapping called %(name)s. Saved are: %(names)s."),
            name=clean_line(name, 120),
            names=", ".join(one.name for one in list_mappings()) or "–",
        )
    return found


def columns_named(name: str) -> dict[str, str]:
    """The columns of the mapping of that name, none for no name; NotFound."""
    return dict(get_mapping(name).columns) if name else {}


def saved_for(opened: OpenedList) -> dict[str, str]:
    """The columns saved last for a file with these headers and of this kind; empty when there are none."""
    query = select(ImportMapping.columns).where(
        ImportMapping.fingerprint == opened.fingerprint, ImportMapping.kind == opened.kind.value
    )
    latest = query.order_by(ImportMapping.updated_at.desc(), ImportMapping.id.desc()).limit(1)
    return dict(db.session.scalars(latest).first() or {})


def save_mapping(
    actor: Actor, now: datetime, name: str, opened: OpenedList, columns: Mapping[str, str]
) -> ImportMapping:
    """Keep what the columns of a file hold under a name; one of that name is written over. Refused without a name."""
    name = clean_line(name, 120)
    if not name:
        raise Refused(N_("Give the mapping a name."))
    kept = db.session.scalars(select(ImportMapping).where(ImportMapping.name == name)).one_or_none()
    if kept is None:
        if len(list_mappings()) >= MOST:
            raise Refused(
                N_("There are %(most)s saved mappings already. Save this one under the name of an old one."), most=MOST
            )
        kept = ImportMapping(name=name, created_by_id=actor.user_id, created_at=now)
        db.session.add(kept)
    kept.kind, kept.fingerprint, kept.columns = opened.kind.value, opened.fingerprint, dict(columns)
    kept.updated_at = now
    db.session.flush()
    return kept
