"""From where an organization texts, and whose a provider's account and number are."""

from __future__ import annotations

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.database import db
from crm.core.scope import current_organization_id, everywhere
from crm.sms.models import SenderAccount, SenderKind, SenderNumber


def find_account(is_practice: bool) -> SenderAccount | None:
    """The organization's account of the kind it may use: simulated for a practice one, Twilio for a working one."""
    kind = SenderKind.SIMULATED if is_practice else SenderKind.TWILIO
    query = select(SenderAccount).where(SenderAccount.kind == kind).order_by(SenderAccount.id).limit(1)
    return db.session.scalars(query).one_or_none()


def find_account_in_use() -> SenderAccount | None:
    """The account that the organization in scope texts through, whichever kind it may use."""
    return find_account(get_organization(current_organization_id()).is_practice)


def first_number(account_id: int) -> str:
    """The account's first number in E.164, or "" when it sends through a messaging service alone."""
    query = select(SenderNumber.phone).where(SenderNumber.account_id == account_id).order_by(SenderNumber.id).limit(1)
    return db.session.scalars(query).first() or ""


def find_account_called(account_sid: str, service_sid: str, our_number: str) -> SenderAccount | None:
    """The account that a webhook speaks of; None when there is none, or more than one and nothing decides.

    Two organizations may share one provider account; then the messaging service or the number decides. A number that
    belongs to another account is never taken for this one's.
    """
    with everywhere("a webhook: its organization is known only by account and number"):
        candidates = list(db.session.scalars(select(SenderAccount).where(SenderAccount.account_sid == account_sid)))
        owners = set(db.session.scalars(select(SenderNumber.account_id).where(SenderNumber.phone == our_number)))
    for fitting in (
        [row for row in candidates if row.id in owners],
        [row for row in candidates if service_sid and row.messaging_service_sid == service_sid],
        [] if owners else candidates,
    ):
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None
