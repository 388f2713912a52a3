"""Reading templates: the newest words of each, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from crm.core.database import db
from crm.sms.models import Template, TemplateVersion


@dataclass(slots=True)
class TemplateText:
    """A template with its newest words by language."""

    id: int
    key: str
    purpose: str
    audience: str
    needs_opt_out_words: bool
    bodies: dict[str, str] = field(default_factory=dict)


def list_templates() -> list[TemplateText]:
    """Every template of the organization in its order, with the newest version of each language; two reads."""
    query = select(Template).order_by(Template.position, Template.id)
    found = {
        row.id: TemplateText(row.id, row.key, row.purpose, row.audience, row.needs_opt_out_words)
        for row in db.session.scalars(query)
    }
    versions = select(TemplateVersion.template_id, TemplateVersion.language, TemplateVersion.body).order_by(
        TemplateVersion.version
    )
    for template_id, language, body in db.session.execute(versions):
        if template_id in found:
            found[template_id].bodies[language] = body
    return list(found.values())
