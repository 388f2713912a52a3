"""What somebody should know about a sender: one row for each matter, shown until she has seen it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from crm.core.database import db
from crm.core.scope import current_organization_id, get_owned
from crm.core.upsert import insert_new
from crm.sms.models import SenderAccount, SenderAlert


def raise_alert(account_sid: str, about: str, words: str, now: datetime, once: bool = False) -> None:
    """Let admins know, on the page of senders. The same matter again is counted and shown anew, unless it is told once."""
    account_id = db.session.scalars(select(SenderAccount.id).where(SenderAccount.account_sid == account_sid)).first()
    if account_id is None:
        return
    row = {
        "organization_id": current_organization_id(),
        "account_id": account_id,
        "about": about[:40],
        "words": words[:300],
        "at": now,
        "times": 1,
        "created_at": now,
        "updated_at": now,
    }
    if insert_new(SenderAlert, [row]) or once:
        return
    known = update(SenderAlert).where(SenderAlert.account_id == account_id, SenderAlert.about == about[:40])
    values = {"words": words[:300], "at": now, "times": SenderAlert.times + 1}
    db.session.execute(known.values(values), execution_options={"synchronize_session": False})


def see_alert(alert_id: int) -> None:
    """Somebody has seen it: it is not shown before it happens again."""
    get_owned(SenderAlert, alert_id).times = 0
    db.session.flush()
