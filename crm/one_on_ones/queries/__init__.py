"""Reading one-on-ones and assessments, and what a new one can be about."""

from crm.one_on_ones.queries.options import (
    Action,
    Campaign,
    list_open_campaigns,
    list_own_people,
    list_upcoming_actions,
)
from crm.one_on_ones.queries.records import (
    Standing,
    assessments_of,
    contact_ids_met_since,
    count_between,
    current_assessment,
    find_by_client_ref,
    get_one_on_one,
    happenings_between,
    last_met,
    list_for_contact,
    rows_between,
)
from crm.one_on_ones.queries.stories import (
    STORY_COLUMN,
    can_read_story,
    may_open,
    open_stories,
    read_stories,
    read_story,
)

__all__ = [
    "STORY_COLUMN",
    "Action",
    "Campaign",
    "Standing",
    "assessments_of",
    "can_read_story",
    "contact_ids_met_since",
    "count_between",
    "current_assessment",
    "find_by_client_ref",
    "get_one_on_one",
    "happenings_between",
    "last_met",
    "list_for_contact",
    "list_open_campaigns",
    "list_own_people",
    "list_upcoming_actions",
    "may_open",
    "open_stories",
    "read_stories",
    "read_story",
    "rows_between",
]
