"""From where an organization texts, and whose a provider's account and number are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.database import db
from crm.core.scope import current_organization_id, everywhere, get_owned
from crm.sms.models import SenderAccount, SenderAlert, SenderKind, SenderNumber
from crm.sms.provider.keywords import DEFAULT_WORDS


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


def provider_answers(account_sid: str, body: str) -> bool:
    """Whether the provider answers a whole text by itself, so that we must not: one of its words, as the account says."""
    query = select(SenderAccount.provider_answers_keywords, SenderAccount.provider_words).where(
        SenderAccount.account_sid == account_sid
    )
    row = db.session.execute(query).first()
    if row is None or not row.provider_answers_keywords:
        return False
    words = DEFAULT_WORDS if row.provider_words is None else row.provider_words
    return " ".join(body.split()).upper() in words


def list_accounts() -> list[SenderAccount]:
    """The accounts of the organization in scope, the one it texts through first."""
    is_practice = get_organization(current_organization_id()).is_practice
    kind = SenderKind.SIMULATED if is_practice else SenderKind.TWILIO
    return list(db.session.scalars(select(SenderAccount).where(SenderAccount.kind == kind).order_by(SenderAccount.id)))


def get_account(account_id: int) -> SenderAccount:
    """The account with that id; NotFound when this organization has none."""
    return get_owned(SenderAccount, account_id)


def numbers_of(account_ids: Collection[int]) -> dict[int, list[str]]:
    """The numbers of some accounts in E.164, the first one first."""
    found: dict[int, list[str]] = {account_id: [] for account_id in account_ids}
    query = select(SenderNumber.account_id, SenderNumber.phone).where(SenderNumber.account_id.in_(list(account_ids)))
    for account_id, phone in db.session.execute(query.order_by(SenderNumber.id)):
        found[account_id].append(phone)
    return found


def list_alerts() -> list[SenderAlert]:
    """What nobody has seen yet about the organization's senders, the newest first."""
    query = select(SenderAlert).where(SenderAlert.times > 0).order_by(SenderAlert.at.desc(), SenderAlert.id.desc())
    return list(db.session.scalars(query))


def is_taken_elsewhere(account_id: int | None, service_sid: str, numbers: Collection[str]) -> bool:
    """Whether a messaging service or a number is another account's already, in whichever organization."""
    with everywhere("a number or messaging service belongs to one organization of this server"):
        services = select(SenderAccount.id).where(SenderAccount.messaging_service_sid == service_sid)
        owners = set(db.session.scalars(select(SenderNumber.account_id).where(SenderNumber.phone.in_(list(numbers)))))
        owners |= set(db.session.scalars(services)) if service_sid else set()
    return bool(owners - {account_id})


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
