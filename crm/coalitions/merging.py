"""What becomes of sharing when two records become one: what either said, and where either came from, stands with her."""

from __future__ import annotations

from crm.contacts.service.repointing import mover
from crm.core.errors import N_

REPOINTER = mover(
    "sharing_consents.contact_id",
    "received_people.contact_id",
    counted=(("sharing_consents.contact_id", N_("What she said about being shared")),),
)
