"""Templates of an organization: the field's thirty texts in both languages to begin with, and new versions of them."""

from __future__ import annotations

import csv
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, insert, select

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import HasId, db
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import in_organization
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
