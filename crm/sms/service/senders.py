"""Making and reading the sender account of an organization: simulated for practice, the environment's for a first real one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from crm.accounts.queries import list_organizations
from crm.core.database import db
from crm.core.scope import current_organization_id, in_organization
from crm.core.sealing import seal, unseal
from crm.sms.models import SenderAccount, SenderKind, SenderNumber
from crm.sms.provider.choose import Sender
from crm.sms.queries.senders import find_account, first_number

COLUMN = "sender_accounts.sealed_token"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Twilio credentials as the environment gives them; empty strings where it gives none."""

    account_sid: str = ""
    token: str = ""
    messaging_service_sid: str = ""
    from_phone: str = ""

    def __repr__(self) -> str:
        """Without the token."""
        return f"Credentials({self.account_sid})"


def create_account(
    kind: SenderKind, account_sid: str, token: str, messaging_service_sid: str = "", numbers: tuple[str, ...] = ()
) -> SenderAccount:
    """Give the organization in scope a provider account, its token sealed."""
    row = SenderAccount(
        kind=kind,
        account_sid=account_sid,
        sealed_token=seal(token, COLUMN),
        messaging_service_sid=messaging_service_sid,
    )
    db.session.add(row)
    db.session.flush()
    for phone in numbers:
        add_number(row, phone)
    return row


def token_of(account: SenderAccount) -> str:
    """The account's token in the clear, for signing and for calling."""
    return unseal(account.sealed_token, COLUMN)


def ensure_simulated() -> SenderAccount:
    """The simulated account of the practice organization in scope, made on first use, with a 717-555-01xx number."""
    row = find_account(is_practice=True)
    if row is not None:
        return row
    number = f"+171755501{current_organization_id() % 100:02d}"
    sid = "AC" + secrets.token_hex(16)
    return create_account(SenderKind.SIMULATED, sid, secrets.token_hex(16), numbers=(number,))


def ensure_from_environment(given: Credentials) -> None:
    """Give the first working organization the environment's Twilio account, and keep it as the environment says."""
    owner = next((row for row in list_organizations() if not row.is_practice), None)
    if owner is None or not (given.account_sid and given.token):
        return
    with in_organization(owner.id):
        query = select(SenderAccount).where(SenderAccount.account_sid == given.account_sid)
        row = db.session.scalars(query).one_or_none()
        if row is None:
            row = create_account(SenderKind.TWILIO, given.account_sid, given.token, given.messaging_service_sid)
        elif token_of(row) != given.token:
            row.sealed_token = seal(given.token, COLUMN)
            row.is_halted, row.halted_because = False, ""
        if given.messaging_service_sid:
            row.messaging_service_sid = given.messaging_service_sid
        if given.from_phone:
            add_number(row, given.from_phone)
        db.session.flush()


def find_sender(is_practice: bool, clock_offset_seconds: int = 0) -> Sender | None:
    """From where the organization in scope texts now; None when it has no account or a halted one."""
    account = ensure_simulated() if is_practice else find_account(is_practice=False)
    if account is None or account.is_halted:
        return None
    return sender_from(account, clock_offset_seconds)


def sender_from(account: SenderAccount, clock_offset_seconds: int = 0) -> Sender:
    """An account with everything a call needs; a simulated one is a practice organization's."""
    return Sender(
        organization_id=account.organization_id,
        is_practice=account.kind is SenderKind.SIMULATED,
        clock_offset_seconds=clock_offset_seconds,
        kind=account.kind,
        account_sid=account.account_sid,
        token=token_of(account),
        messaging_service_sid=account.messaging_service_sid,
        from_phone=first_number(account.id),
    )


def halt_account(account_sid: str, because: str) -> None:
    """Stop all sending of the organization through this account until a person mends it."""
    query = select(SenderAccount).where(SenderAccount.account_sid == account_sid)
    for row in db.session.scalars(query):
        row.is_halted, row.halted_because = True, because[:300]
    db.session.flush()


def add_number(account: SenderAccount, phone: str) -> None:
    """Let an account have a number, once."""
    query = select(SenderNumber.id).where(SenderNumber.account_id == account.id, SenderNumber.phone == phone)
    if db.session.scalars(query).first() is None:
        db.session.add(SenderNumber(account_id=account.id, phone=phone))
        db.session.flush()
