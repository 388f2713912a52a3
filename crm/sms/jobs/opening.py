"""Fetching a file of the provider's for somebody who asks to see it."""

from __future__ import annotations

from crm.accounts.queries import get_organization
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import in_organization
from crm.sms.jobs.line import line_to
from crm.sms.jobs.world import world
from crm.sms.pictures import MOST_BYTES, Opened, opened
from crm.sms.service.senders import find_sender


def fetch_file(organization_id: int, url: str, said_type: str) -> Opened:
    """A file by the address a webhook named; Refused when it is not safe to open, ProviderSilent when it is not given."""
    with in_organization(organization_id):
        organization = get_organization(organization_id)
        sender = find_sender(organization.is_practice, organization.clock_offset_seconds)
        db.session.close()
    if sender is None:
        raise Refused(N_("There is no sender to ask for this file."))
    media = line_to(sender, world()).provider.fetch_media(url, MOST_BYTES)
    return opened(media.content, said_type or media.content_type)
