"""Taking back the consents that an undone import brought; stops are never taken back."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import Consent, ConsentState, Message, OptOut, OptOutReason


def withdraw_consents(batch_id: int) -> tuple[int, int]:
    """Remove the agreements of a batch; those a text was sent on stay as evidence. Returns (removed, kept)."""
    used = select(Message.consent_id).where(
        Message.consent_id.is_not(None), Message.organization_id == current_organization_id()
    )
    of_batch = (Consent.batch_id == batch_id, Consent.state == ConsentState.OPTED_IN)
    every = db.session.scalars(select(func.count(Consent.id)).where(*of_batch)).one()
    db.session.execute(
        delete(Consent).where(*of_batch, Consent.id.not_in(used)).execution_options(synchronize_session="fetch")
    )
    kept = db.session.scalars(select(func.count(Consent.id)).where(*of_batch)).one()
    return every - kept, kept


def count_stops_of_imports(phones: set[str]) -> int:
    """How many of these numbers an import closed and are closed still."""
    query = select(func.count(func.distinct(OptOut.phone))).where(
        OptOut.phone.in_(phones), OptOut.reason == OptOutReason.IMPORT, OptOut.lifted_at.is_(None)
    )
    return db.session.scalars(query).one()
