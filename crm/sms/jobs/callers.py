"""Whose call of the provider this is: organization and token by account, service and number, remembered for seconds.

A webhook must not cost three reads before it is even checked. What is remembered is forgotten when this process writes a
sender account or number, when a signature does not fit, and after five seconds, in which other processes may have written.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app
from sqlalchemy import event

from crm.core.database import reading_only, unit_of_work
from crm.sms.jobs.world import credentials
from crm.sms.models import SenderAccount, SenderNumber
from crm.sms.queries.senders import find_account_called
from crm.sms.service.senders import ensure_from_environment, token_of

SECONDS = 5.0
MOST = 500
Called = tuple[str, str, str]
"""The provider's account, its messaging service, and our number, as a call names them."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The organization that a call is for, and the token that must have signed it."""

    organization_id: int
    token: str = field(repr=False)


_writes = 0


def find_caller(called: Called) -> Caller | None:
    """The organization and token of a call; None when nobody has such an account, which is never remembered."""
    remembered = _remembered()
    known = remembered.get(called)
    if known is not None and known[1] == _writes and time.monotonic() - known[2] < SECONDS:
        return known[0]
    writes = _writes
    caller = _look(called)
    if caller is not None:
        if len(remembered) >= MOST:
            remembered.clear()
        remembered[called] = (caller, writes, time.monotonic())
    return caller


def forget_caller(called: Called) -> bool:
    """Look again next time; False when nothing was remembered, so that looking again is of no use."""
    return _remembered().pop(called, None) is not None


def _remembered() -> dict[Called, tuple[Caller, int, float]]:
    return cast("dict[Called, tuple[Caller, int, float]]", current_app.extensions.setdefault("sms callers", {}))


def _look(called: Called) -> Caller | None:
    with reading_only(), unit_of_work():
        account = find_account_called(*called)
    given = credentials()
    if account is None and called[0] and called[0] == given.account_sid:
        with unit_of_work():
            ensure_from_environment(given)
        with reading_only(), unit_of_work():
            account = find_account_called(*called)
    return Caller(account.organization_id, token_of(account)) if account is not None else None


def _note_write(*_arguments: Any) -> None:
    global _writes
    _writes += 1


for _model in (SenderAccount, SenderNumber):
    for _moment in ("after_insert", "after_update", "after_delete"):
        event.listen(_model, _moment, _note_write)
