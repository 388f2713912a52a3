"""What captains' lists can be filled from: the organization's lists and segments, and the people of an organizer."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.queries import list_users
from crm.contacts.queries.lists import ids_on_list, list_lists
from crm.contacts.queries.segments import get_segment, ids_in, list_segments, steps_of
from crm.core.actor import STAFF
from crm.core.errors import N_, Refused

MOST_GIVEN = 2_000


def people_choices() -> dict[str, list[tuple[str, str]]]:
    """Who can be a captain, and what a list can be filled from, as values and words."""
    return {
        "users": [(str(user.id), user.name) for user in list_users(*STAFF)],
        "lists": [(f"list:{row.id}", row.name) for row in list_lists()],
        "segments": [(f"segment:{row.id}", row.name) for row in list_segments()],
    }


def people_behind(choice: str, now: datetime) -> list[int]:
    """The ids of the people of a list or a segment; Refused when it is neither, or holds more than a captain can ask."""
    kind, _colon, number = choice.partition(":")
    if kind not in ("list", "segment") or not number.isdigit():
        raise Refused(N_("Choose a list or a segment."))
    ids = ids_on_list(int(number)) if kind == "list" else ids_in(steps_of(get_segment(int(number))), now)
    if len(ids) > MOST_GIVEN:
        raise Refused(N_("That is %(count)s people, more than anybody can ask. Choose a smaller list."), count=len(ids))
    return ids
