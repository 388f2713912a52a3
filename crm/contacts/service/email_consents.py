"""Writing down who may be e-mailed: an import closes addresses and never opens a closed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from crm.contacts.models import EmailConsent, EmailConsentState
from crm.core.actor import Actor
from crm.core.bulk import insert_columns
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import among

__all__ = ["EmailConsentState", "NewEmailConsent", "record_email_consents", "withdraw_email_consents"]


@dataclass(frozen=True, slots=True)
class NewEmailConsent:
    """One act to write down: what was said of an address, where that stands and in which words."""

    contact_id: int
    email: str
    state: EmailConsentState
    source: str
    words: str
    at: datetime


def record_email_consents(
    actor: Actor, now: datetime, rows: Sequence[NewEmailConsent], batch_id: int | None = None
) -> int:
    """Write down what is new: a refusal once, an agreement only where no refusal stands. Returns how many were written."""
    known = _known({row.email for row in rows})
    closed = {email for email, state in known if state is EmailConsentState.OPTED_OUT}
    closed |= {row.email for row in rows if row.state is EmailConsentState.OPTED_OUT}
    new: dict[tuple[int, str], NewEmailConsent] = {}
    for row in rows:
        is_open = row.state is EmailConsentState.OPTED_OUT or row.email not in closed
        if is_open and (row.email, row.state) not in known:
            new.setdefault((row.contact_id, row.email), row)
    made = list(new.values())
    columns = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "created_by_id": actor.user_id,
        "batch_id": batch_id,
        "contact_id": [row.contact_id for row in made],
        "email": [row.email for row in made],
        "state": [row.state for row in made],
        "source": [clean_line(row.source, 300) for row in made],
        "words": [clean_line(row.words, 1000) for row in made],
        "at": [row.at for row in made],
    }
    insert_columns(EmailConsent, len(made), columns)
    return len(made)


def withdraw_email_consents(batch_id: int) -> int:
    """Take back the agreements of a batch; a refusal stays. Returns how many were removed."""
    of_batch = delete(EmailConsent).where(
        EmailConsent.batch_id == batch_id, EmailConsent.state == EmailConsentState.OPTED_IN
    )
    done = db.session.execute(of_batch.execution_options(synchronize_session=False))
    return int(getattr(done, "rowcount", 0))


def _known(emails: set[str]) -> set[tuple[str, EmailConsentState]]:
    query = select(EmailConsent.email, EmailConsent.state).where(among(EmailConsent.email, emails))
    return {(email, state) for email, state in db.session.execute(query.distinct())}
