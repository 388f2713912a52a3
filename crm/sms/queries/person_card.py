"""The person beside a thread, and the facts that a ready answer to her can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time
from sqlalchemy import func, select

from crm.accounts.queries import get_organization, names_of_users
from crm.actions.models import Action
from crm.actions.queries import find_action, list_upcoming
from crm.commitments.queries import promise_record
from crm.contacts.queries import cards_of, get_contact
from crm.core.actor import Actor
from crm.core.clock import zone
from crm.core.database import db
from crm.core.phones import format_national
from crm.one_on_ones.queries import Standing, current_assessment
from crm.signins.queries import list_for_contact
from crm.sms.models import Consent, Template, TemplateVersion
from crm.sms.queries.personal import join_link_of


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Who stands beside the thread: who looks after her, where she stands, what she came to and kept."""

    contact_id: int
    name: str
    called: str
    organizer: str
    standing: Standing | None
    came_to: int
    kept: int
    promised: int
    state: str
    postal_code: str
    is_minor: bool = False


def person_card(contact_id: int) -> PersonCard:
    """The card of one person; NotFound when she is not here."""
    contact = get_contact(contact_id)
    kept, closed, _open = promise_record(contact.id)
    return PersonCard(
        contact_id=contact.id,
        name=contact.display_name,
        called=contact.called,
        organizer=names_of_users({contact.owner_user_id}).get(contact.owner_user_id or 0, ""),
        standing=current_assessment(contact.id),
        came_to=len(list_for_contact(contact.id)),
        kept=kept,
        promised=closed,
        state=contact.state,
        postal_code=contact.postal_code,
        is_minor=bool(contact.is_minor),
    )


def called(contact_id: int | None) -> str:
    """What to call a person in a text; "" when nobody knows who it is."""
    card = cards_of([contact_id]).get(contact_id) if contact_id is not None else None
    return card.called if card else ""


def agreed_at(consent_id: int | None) -> datetime | None:
    """When the consent that a text rests on was given, or None."""
    return db.session.scalars(select(Consent.at).where(Consent.id == consent_id)).first() if consent_id else None


def action_in_question(action_id: int | None, now: datetime) -> Action | None:
    """What a conversation is about: its action while that is to come, else the next one; None when there is none."""
    action = find_action(action_id)
    if action is not None and (action.ends_at or action.starts_at) >= now:
        return action
    return next(iter(list_upcoming(now, limit=1)), None)


def facts_for(actor: Actor, contact_id: int | None, language: str, action: Action | None) -> dict[str, str]:
    """The merge fields of a ready answer by name; "" for what is not known."""
    organization = get_organization(actor.organization_id)
    return {
        "first_name": called(contact_id),
        "sender": actor.name.partition(" ")[0],
        "org": organization.short_name,
        "phone": format_national(organization.phone) if organization.phone else "",
        "join_link": join_link_of(action, contact_id) if action is not None else "",
        **_facts_of(action, language),
    }


def _facts_of(action: Action | None, language: str) -> dict[str, str]:
    if action is None:
        return {}
    spanish = language == "es"
    titles = (action.short_title_es, action.title_es) if spanish else ("",)
    starts = action.starts_at.astimezone(zone(action.time_zone))
    return {
        "event": next(filter(None, (*titles, action.short_title, action.title))),
        "date": f"{starts.day}/{starts.month}" if spanish else format_date(starts, "EEE MMM d", locale="en"),
        "time": format_time(starts, "h:mm a", locale="en"),
        "place": action.place,
        "link": action.online_url,
    }


def templates_by_key(keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The newest words of some templates of the organization, by key and language."""
    newest = (
        select(
            TemplateVersion.template_id, TemplateVersion.language, func.max(TemplateVersion.version).label("version")
        )
        .group_by(TemplateVersion.template_id, TemplateVersion.language)
        .subquery()
    )
    query = (
        select(Template.key, TemplateVersion.language, TemplateVersion.body)
        .join(TemplateVersion, TemplateVersion.template_id == Template.id)
        .join(
            newest,
            (newest.c.template_id == TemplateVersion.template_id)
            & (newest.c.language == TemplateVersion.language)
            & (newest.c.version == TemplateVersion.version),
        )
        .where(Template.key.in_(keys))
    )
    found: dict[str, dict[str, str]] = {}
    for key, language, body in db.session.execute(query):
        found.setdefault(key, {})[language] = body
    return found
