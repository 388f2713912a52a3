"""Asking the provider whether an account works, outside any transaction, and keeping what it said."""

from __future__ import annotations

from datetime import datetime

from crm.core.database import unit_of_work
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.sms.jobs.world import world
from crm.sms.models import SenderAccount
from crm.sms.provider.choose import provider_for
from crm.sms.provider.port import ProviderSilent
from crm.sms.service.sender_settings import note_check
from crm.sms.service.senders import sender_from

SILENT = N_("The provider could not be reached. Nothing is known; try again in a minute.")


def check_sender(account_id: int, now: datetime) -> SenderAccount:
    """Ask for account and messaging service; the account with the result. Refused when nobody answered."""
    with unit_of_work():
        sender = sender_from(get_owned(SenderAccount, account_id))
    try:
        said = provider_for(sender, world()).check()
    except ProviderSilent as error:
        raise Refused(SILENT) from error
    with unit_of_work():
        return note_check(account_id, said, now)
