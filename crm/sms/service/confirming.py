"""What is answered by itself: a stop with its confirmation, and HELP where the provider does not answer it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.merge_fields import say_phone
from crm.sms.models import Conversation, Message, Template, TemplateVersion
from crm.sms.queries.answering import HELP_KEY
from crm.sms.queries.gate import closed_phones
from crm.sms.service.outbox import queue_message

STOP_TEMPLATE, HELP_TEMPLATE = "stop_reply", "help_reply"
FALLBACK = {
    "en": "You are unsubscribed from {org}. No more texts will be sent. Reply START to rejoin.",
    "es": "Ya no te llegan mensajes de {org}. Para volver, responde START.",
}
"""The words of the seeded template, for an organization that has none."""
HELP_HERE = {
    "en": "{org} campaign texts. Reply here to reach a person. Msg & data rates may apply. Reply STOP to end.",
    "es": "{org}: mensajes de la comunidad. Responde y habla con alguien. Pueden aplicar tarifas. STOP para salir.",
}
"""How to reach an organization that has no telephone number of its own."""
HELP_AGAIN = timedelta(hours=1)
"""An answering machine that writes HELP is answered once and not for ever (SMS.md section 1, error 14107)."""


def confirm_stop(actor: Actor, now: datetime, thread: Conversation, stop: Message) -> Message:
    """Write the confirmation down to be sent at once; the same stop is confirmed once, however often it is taken in."""
    organization = get_organization(actor.organization_id)
    words = _words(STOP_TEMPLATE, thread.language) or FALLBACK.get(thread.language, FALLBACK["en"])
    body = words.replace("{org}", organization.short_name or organization.name)
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


def answer_help(actor: Actor, now: datetime, thread: Conversation, asked: Message) -> Message | None:
    """Write down how to reach us; None for a number that is closed, or was told within the hour."""
    told = select(Message.id).where(
        Message.conversation_id == thread.id, Message.submit_key.startswith(HELP_KEY), Message.at > now - HELP_AGAIN
    )
    if closed_phones([thread.phone]) or db.session.scalars(told.limit(1)).first() is not None:
        return None
    organization = get_organization(actor.organization_id)
    words = _words(HELP_TEMPLATE, thread.language) if organization.phone else ""
    body = words or HELP_HERE.get(thread.language, HELP_HERE["en"])
    body = body.replace("{org}", organization.short_name or organization.name)
    return queue_message(
        actor,
        now,
        phone=thread.phone,
        contact_id=thread.contact_id,
        body=body.replace("{phone}", say_phone(organization.phone or "")),
        language=thread.language,
        submit_key=f"{HELP_KEY}{asked.provider_sid}",
    )


def _words(key: str, language: str) -> str:
    """The newest words of a template of the organization, "" when it has none."""
    query = (
        select(TemplateVersion.body)
        .join(Template, Template.id == TemplateVersion.template_id)
        .where(Template.key == key, TemplateVersion.language == language)
        .order_by(TemplateVersion.version.desc())
        .limit(1)
    )
    return db.session.scalars(query).first() or ""
