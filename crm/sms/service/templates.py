"""Templates of an organization: the field's thirty texts in both languages to begin with, and new versions of them."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, insert, select

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import HasId, db
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import get_owned, in_organization
from crm.core.text import clean_line
from crm.core.upsert import insert_returning_ids
from crm.sms.merge_fields import composed, fields, used_fields
from crm.sms.models import Template, TemplateVersion

_REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "sms_templates.csv"
MOST_CHARACTERS = 1600


def seed_templates(organization: HasId) -> int:
    """Give an organization the texts of the reference list; those it has stay as they are. Returns how many are new."""
    with in_organization(organization.id):
        known = set(db.session.scalars(select(Template.key)))
        rows = [row for row in _reference() if row["template_key"] not in known]
        fresh = {row["template_key"]: _template(row, organization.id) for row in rows}
        made = dict(zip(fresh, insert_returning_ids(Template, list(fresh.values())), strict=True))
        versions = [_first_version(row, made[row["template_key"]], organization.id) for row in rows]
        if versions:
            db.session.execute(insert(TemplateVersion), versions)
        return len(made)


def revise_template(actor: Actor, now: datetime, key: str, language: str, body: str) -> TemplateVersion:
    """Write a new version of a template's words; NotFound for an unknown one, Refused for unknown fields or none at all."""
    template = db.session.scalars(select(Template).where(Template.key == key)).one_or_none()
    if template is None or language not in LANGUAGE_CODES:
        raise NotFound(N_("There is no such template."))
    body = composed(body)
    if not body or len(body) > MOST_CHARACTERS:
        raise Refused(N_("A template holds 1 to 1600 characters."))
    unknown = [name for name in used_fields(body) if name not in fields()]
    if unknown:
        raise Refused(N_("{%(field)s} is no merge field."), field=unknown[0])
    query = select(func.max(TemplateVersion.version)).where(
        TemplateVersion.template_id == template.id, TemplateVersion.language == language
    )
    version = _add_version(template, language, body, (db.session.scalar(query) or 0) + 1)
    db.session.flush()
    record(actor, "revised", "template", template.id, now, language=language, version=version.version)
    return version


def add_template(actor: Actor, now: datetime, name: str, bodies: Mapping[str, str]) -> Template:
    """Keep a text of the organization's own for use again; Refused without a name, or for what is wrong with its words."""
    name = _name(name)
    template = Template(
        key=f"own-{uuid.uuid4()}",
        name=name,
        purpose=name,
        needs_opt_out_words=True,
        position=(db.session.scalar(select(func.max(Template.position))) or 0) + 1,
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(template)
    db.session.flush()
    record(actor, "created", "template", template.id, now, name=name)
    _revise_all(actor, now, template, bodies)
    return template


def edit_template(actor: Actor, now: datetime, template_id: int, name: str, bodies: Mapping[str, str]) -> Template:
    """Rename a template of the organization's own and write new versions of the words that changed."""
    template = get_owned(Template, template_id)
    if template.name:
        template.name = template.purpose = _name(name)
    _revise_all(actor, now, template, bodies)
    return template


def archive_template(actor: Actor, now: datetime, template_id: int, archive: bool) -> Template:
    """Offer a template no more, or again; what was sent with it stays as it is."""
    template = get_owned(Template, template_id)
    template.archived_at = now if archive else None
    record(actor, "archived" if archive else "restored", "template", template.id, now)
    db.session.flush()
    return template


def _name(name: str) -> str:
    name = clean_line(name, 80)
    if not name:
        raise Refused(N_("Give the template a name by which you find it again."))
    return name


def _revise_all(actor: Actor, now: datetime, template: Template, bodies: Mapping[str, str]) -> None:
    newest = select(TemplateVersion.language, TemplateVersion.body).where(TemplateVersion.template_id == template.id)
    known = dict(db.session.execute(newest.order_by(TemplateVersion.version)).all())
    written = {language: composed(body) for language, body in bodies.items() if body.strip()}
    if not written and not known:
        raise Refused(N_("Write the text in at least one language."))
    for language, body in written.items():
        if known.get(language) != body:
            revise_template(actor, now, template.key, language, body)
    db.session.flush()


@cache
def _reference() -> tuple[dict[str, str], ...]:
    with _REFERENCE.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _template(row: dict[str, str], organization_id: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "key": row["template_key"],
        "purpose": row["purpose"],
        "audience": row["audience"],
        "needs_opt_out_words": row["includes_opt_out"] == "yes",
        "position": int(row["sequence"]),
    }


def _first_version(row: dict[str, str], template_id: int, organization_id: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "template_id": template_id,
        "language": row["language"],
        "version": 1,
        "body": composed(row["body"]),
    }


def _add_version(template: Template, language: str, body: str, version: int) -> TemplateVersion:
    row = TemplateVersion(template_id=template.id, language=language, body=body, version=version)
    db.session.add(row)
    return row
