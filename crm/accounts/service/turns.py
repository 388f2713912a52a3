"""Letting acts within an organization happen one after the other."""

from __future__ import annotations

from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.database import db


def take_turn(organization_id: int) -> None:
    """Let one transaction at a time of those who ask for it go on within an organization, until it ends.

    For acts that touch rows which others cannot foresee (joining records). Reading and writing rows of the organization
    goes on meanwhile; SQLite, which has one writer, needs nothing.
    """
    turn = select(Organization.id).where(Organization.id == organization_id).with_for_update(key_share=True)
    db.session.execute(turn).one()
