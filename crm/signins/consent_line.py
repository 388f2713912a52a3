"""The consent line of a person whom staff write down: read aloud, ticked, and kept in the words that were said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import g, render_template

from crm.accounts.queries import get_organization
from crm.contacts.queries import get_contact
from crm.contacts.signals import contact_added
from crm.core.actor import Actor
from crm.core.i18n import language
from crm.core.phones import normalize
from crm.core.slots import fill
from crm.signins.consent_words import consent_key, consent_words, read_key
from crm.signins.models import SignInMethod
from crm.signins.service.settling import ConsentGiven
from crm.signins.signals import consent_given


def _line() -> str:
    words = consent_words(language(), g.organization.name)
    return render_template("signins/_consent_line.html", words=words, key=consent_key(language()))


def _hear(contact_id: int, typed: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Tell the ledger's room what somebody agreed to when she was written down, the same however often the form is sent.

    Without a number, or in words that are not ours, nothing.
    """
    organization = get_organization(actor.organization_id)
    key, phone = read_key(typed.get("consent", "")), normalize(typed.get("phone", ""), organization.region)
    if key is None or phone is None:
        return
    version, said_in = key
    words = consent_words(said_in, organization.name, version)
    source = f"{actor.name}, wording {version}"
    given = ConsentGiven(contact_id, phone, words, source, SignInMethod.DOOR_TAP, get_contact(contact_id).created_at)
    consent_given.send(given, actor=actor, now=now)


def install() -> None:
    """Put the line on the form for a new person, and listen for who was written down with it."""
    fill("new_person", "consent", _line)
    contact_added.connect(_hear)
