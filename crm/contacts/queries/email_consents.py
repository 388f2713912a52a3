"""Who may be e-mailed: what was said last of the addresses people have."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from crm.contacts.models import EmailConsent, EmailConsentState
from crm.core.database import db
from crm.core.upsert import among


def email_states_of(emails: Mapping[int, Collection[str]]) -> dict[int, str]:
    """What people said about e-mail, by id: "opted_in" or "opted_out"; who said nothing is left out.

    `emails` gives the addresses that each of them has. Of one address the newest act counts, whoever gave it; of several
    addresses the stricter one.
    """
    wanted = {email for addresses in emails.values() for email in addresses}
    query = select(EmailConsent.email, EmailConsent.state).where(among(EmailConsent.email, wanted))
    # Of two acts at one moment the refusal comes last ("opted_out" after "opted_in"), and so it counts.
    ordered = query.order_by(EmailConsent.at, EmailConsent.state, EmailConsent.id)
    newest = {email: state for email, state in db.session.execute(ordered)}  # noqa: C416 - rows are no pairs to dict()
    found: dict[int, str] = {}
    for contact_id, addresses in emails.items():
        states = {newest[email] for email in addresses if email in newest}
        if states:
            is_closed = EmailConsentState.OPTED_OUT in states
            found[contact_id] = (EmailConsentState.OPTED_OUT if is_closed else EmailConsentState.OPTED_IN).value
    return found
