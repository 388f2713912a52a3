"""What belongs to practice organizations alone."""

from __future__ import annotations

from flask import g

from crm.core.errors import N_, NotFound


def practice_only() -> None:
    """Refuse the page to a working organization: it has no simulated phones."""
    if not g.organization.is_practice:
        raise NotFound(N_("Only a practice organization has simulated phones."))
