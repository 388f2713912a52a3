"""The rules an organization sets for itself about texting people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.accounts.models import Organization
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused

TEXTING_RULES = ("blast_approval_size", "blasts_a_day", "blasts_a_week", "hours_between_blasts")


def set_texting_rules(
    actor: Actor, now: datetime, organization: Organization, rules: Mapping[str, int | None]
) -> dict[str, int | None]:
    """Set how often people are texted and from which size on a second person says yes; None is no limit.

    Returns what changed. Refused below zero.
    """
    if any(value is not None and value < 0 for value in rules.values()):
        raise Refused(N_("Choose numbers from 0 up, or leave a field empty for no limit."))
    changed = {name: rules[name] for name in TEXTING_RULES if getattr(organization, name) != rules[name]}
    for name, value in changed.items():
        setattr(organization, name, value)
    if changed:
        record(actor, "set_texting_rules", "organization", organization.id, now, **changed)
    db.session.flush()
    return changed
