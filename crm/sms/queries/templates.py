"""Reading templates: the newest words of each, in both languages, and how they came to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from crm.core.database import db
from crm.core.scope import get_owned
from crm.sms.models import Template, TemplateVersion


@dataclass(slots=True)
class TemplateText:
    """A template with its newest words by language; `name` is "" for those of the reference list."""

    id: int
    key: str
    name: str
    purpose: str
    audience: str
    needs_opt_out_words: bool
    archived_at: datetime | None = None
    bodies: dict[str, str] = field(default_factory=dict)


def list_templates(with_archived: bool = False) -> list[TemplateText]:
    """The organization's templates in their order, with the newest version of each language; two reads."""
    query = select(Template).order_by(Template.position, Template.id)
    rows = db.session.scalars(query if with_archived else query.where(Template.archived_at.is_(None)))
    found = {row.id: _text(row) for row in rows}
    versions = select(TemplateVersion.template_id, TemplateVersion.language, TemplateVersion.body).order_by(
        TemplateVersion.version
    )
    for template_id, language, body in db.session.execute(versions):
        if template_id in found:
            found[template_id].bodies[language] = body
    return list(found.values())


def get_template(template_id: int) -> TemplateText:
    """One template with its newest words; NotFound when there is none."""
    found = _text(get_owned(Template, template_id))
    for version in reversed(list_versions(template_id)):
        found.bodies[version.language] = version.body
    return found


def list_versions(template_id: int) -> list[TemplateVersion]:
    """The words of a template as they were written, the newest first."""
    query = select(TemplateVersion).where(TemplateVersion.template_id == template_id)
    return list(db.session.scalars(query.order_by(TemplateVersion.version.desc(), TemplateVersion.id.desc())))


def _text(row: Template) -> TemplateText:
    return TemplateText(row.id, row.key, row.name, row.purpose, row.audience, row.needs_opt_out_words, row.archived_at)
