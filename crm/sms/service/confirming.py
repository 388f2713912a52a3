"""The one text that may follow a stop: its confirmation, within five minutes, also in quiet hours."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.models import Conversation, Message, Template, TemplateVersion
from crm.sms.service.outbox import queue_message

TEMPLATE = "stop_reply"
FALLBACK = {
    "en": "You are unsubscribed from {org}. No more texts will be sent. Reply START to rejoin.",
    "es": "Ya no te llegan mensajes de {org}. Para volver, responde START.",
}
"""The words of the seeded template, for an organization that has none."""


def confirm_stop(actor: Actor, now: datetime, thread: Conversation, stop: Message) -> Message:
    """Write the confirmation down to be sent at once; the same stop is confirmed once, however often it is taken in."""
    organization = get_organization(actor.organization_id)
    body = _words(thread.language).replace("{org}", organization.short_name or organization.name)
    return queue_message(
        actor,
        now,
        phone=thread.phone,
        contact_id=thread.contact_id,
        body=body,
        language=thread.language,
        submit_key=f"stop:{stop.provider_sid}",
        is_stop_confirmation=True,
    )


def _words(language: str) -> str:
    query = (
        select(TemplateVersion.body)
        .join(Template, Template.id == TemplateVersion.template_id)
        .where(Template.key == TEMPLATE, TemplateVersion.language == language)
        .order_by(TemplateVersion.version.desc())
        .limit(1)
    )
    return db.session.scalars(query).first() or FALLBACK.get(language, FALLBACK["en"])
