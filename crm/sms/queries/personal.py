"""What in a text is one person's alone besides her name: her own link into a webinar, whose page marks that she is there.

Every text is filled with the link of nobody first; hers, equally long, takes its place when the text is written down.
"""

from __future__ import annotations

from collections.abc import Mapping

from crm.actions.queries import Action
from crm.turnout.links import NOBODY, PersonLink, join_address, own_address

JOIN_LINK = "join_link"


def join_link_of(action: Action, contact_id: int | None = None) -> str:
    """A person's link into an action online or to its recording, nobody's for None; "" for one that is neither."""
    is_online = bool(action.online_url or action.recording_url)
    return join_address(PersonLink(action.organization_id, action.id, contact_id or NOBODY)) if is_online else ""


def as_hers(text: str, values: Mapping[str, str], contact_id: int | None) -> str:
    """A text that was filled with these values, with this person's own link in the place of nobody's."""
    of_nobody = values.get(JOIN_LINK)
    return text.replace(of_nobody, own_address(of_nobody, contact_id)) if of_nobody and contact_id else text
