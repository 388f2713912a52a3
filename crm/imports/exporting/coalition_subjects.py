"""What goes out of coalitions, and what stays in and why."""

from __future__ import annotations

from collections.abc import Iterator

from crm.coalitions.models import ReceivedPerson, SharingConsent
from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table

LEFT_IN_OF_COALITIONS = {
    "digests": "what each week came to for each of staff, read off what goes out",
    "coalition_goals": "what several organizations want to reach together; no people",
    "coalition_invites": "secrets of invitations",
    "coalition_members": "which campaigns are in which coalitions, to be seen on their pages",
    "coalitions": "what several organizations share and none can take out alone",
}
"""Tables that are in no file out, each with its reason."""


def of_sharing() -> Iterator[Subject]:
    """Who said yes to being shared with whom, in which words, and who was shared with us."""
    yield of_table(
        "sharing_consents",
        N_("Consent to being shared with partners"),
        SharingConsent,
        "contact_id partner_id is_yes words wording how said_at",
        SharingConsent.contact_id,
    )
    yield of_table(
        "received_people",
        N_("People shared with us"),
        ReceivedPerson,
        "contact_id from_id name phone email language words wording how state received_at taken_back_at",
        ReceivedPerson.contact_id,
    )
