"""Taking back the consents that an undone import brought; stops are never taken back."""

from __future__ import annotations

from sqlalchemy import delete, select

from crm.core.database import db
from crm.core.upsert import among
from crm.sms.models import Consent, ConsentState, Message

STRETCH = 2_000
"""How many consents are taken back at a time."""


def withdraw_consents(batch_id: int, after: int = 0) -> tuple[int | None, int, int]:
    """Remove the next agreements of a batch, those with ids after one; those a text was sent on stay as evidence.

    Returns where the next stretch begins (None: there is none), how many were removed and how many kept.
    """
    of_batch = select(Consent.id).where(
        Consent.batch_id == batch_id, Consent.state == ConsentState.OPTED_IN, Consent.id > after
    )
    ids = list(db.session.scalars(of_batch.order_by(Consent.id).limit(STRETCH)))
    if not ids:
        return None, 0, 0
    used = set(db.session.scalars(select(Message.consent_id).where(among(Message.consent_id, ids)).distinct()))
    gone = [consent_id for consent_id in ids if consent_id not in used]
    db.session.execute(delete(Consent).where(among(Consent.id, gone)).execution_options(synchronize_session="fetch"))
    return ids[-1], len(gone), len(used)
