"""Making organizations and users, and letting users in."""

from __future__ import annotations

import re
from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from crm.accounts.models import Organization, User
from crm.accounts.passwords import MIN_LENGTH, hash_password, is_right
from crm.accounts.queries import find_organization, find_user_by_email
from crm.accounts.signals import organization_created
from crm.audit.service import record
from crm.core.actor import Actor, Role
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import in_organization
from crm.core.text import clean_line

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")


def create_organization(
    slug: str, name: str, is_practice: bool = False, time_zone: str = "America/Denver", short_name: str = ""
) -> Organization:
    """Make an organization, and let the rooms above furnish it.

    Refused for a bad slug, empty name or unknown zone, Conflict when the slug is taken.
    """
    if not _SLUG.fullmatch(slug):
        raise Refused(N_("A slug is lower-case letters, digits and hyphens, such as puente-abierto."))
    name = clean_line(name)
    if not name:
        raise Refused(N_("The organization needs a name."))
    zone(time_zone)
    if find_organization(slug):
        raise Conflict(N_("There is already an organization “%(slug)s”."), slug=slug)
    row = Organization(
        slug=slug, name=name, short_name=short_name or name[:30], is_practice=is_practice, time_zone=time_zone
    )
    db.session.add(row)
    db.session.flush()
    organization_created.send(row, is_practice=is_practice)
    return row


def create_user(
    organization: Organization,
    email: str,
    role: Role,
    name: str = "",
    password: str | None = None,
    language: str | None = None,
) -> User:
    """Make a user of an organization; without a password the account cannot sign in yet."""
    try:
        email = validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise Refused(N_("“%(email)s” is not an e-mail address."), email=email) from error
    if find_user_by_email(email):
        raise Conflict(N_("Somebody already signs in with %(email)s."), email=email)
    if password is not None and len(password) < MIN_LENGTH:
        raise Refused(N_("A password needs at least %(length)s characters."), length=MIN_LENGTH)
    with in_organization(organization.id):
        row = User(
            email=email,
            name=clean_line(name) or email.partition("@")[0],
            role=role,
            password_hash=hash_password(password) if password else None,
            language=language,
        )
        db.session.add(row)
        db.session.flush()
    return row


def sign_in(email: str, password: str, now: datetime) -> User:
    """The user of that e-mail and password; Refused, in the same words and time, when either is wrong."""
    user = find_user_by_email(email)
    if not is_right(user.password_hash if user else None, password) or user is None or user.is_suspended:
        raise Refused(N_("That e-mail and password do not fit together."))
    with in_organization(user.organization_id):
        user.last_sign_in_at = now
        db.session.flush()
    return user


def choose_language(user: User, language: str) -> None:
    """Remember the language a user reads."""
    if language not in LANGUAGE_CODES:
        raise Refused(N_("The program speaks English and Spanish."))
    user.language = language
    db.session.flush()


def set_clock(organization: Organization, offset_seconds: int) -> None:
    """Move the clock of a practice organization; Refused for a working one, whose time is the real one."""
    if not organization.is_practice:
        raise Refused(N_("Only a practice organization's clock can be set."))
    if abs(offset_seconds) > 400 * 24 * 3600:
        raise Refused(N_("That is more than a year away. Choose a nearer time."))
    organization.clock_offset_seconds = offset_seconds
    db.session.flush()


def set_export_approval_size(actor: Actor, now: datetime, organization: Organization, size: int | None) -> None:
    """Set above how many rows a file out needs a second person's approval; None for never. Refused below zero."""
    if size is not None and not 0 <= size <= 1_000_000:
        raise Refused(N_("Choose a number from 0 to 1,000,000, or leave it empty."))
    before, organization.export_approval_size = organization.export_approval_size, size
    record(actor, "set_approval_size", "organization", organization.id, now, before=before, size=size)
    db.session.flush()
