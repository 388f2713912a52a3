"""Reading the ladder: its words, who stands where, what the rules suggest, who leads whom, whom to sit down with next."""

from crm.leadership.queries.leading import (
    coverage,
    find_leader,
    list_leaders,
    list_led_by,
    list_possible_leaders,
)
from crm.leadership.queries.rules import find_suggestion, list_suggestions, suggested
from crm.leadership.queries.sitting_down import PersonToMeet, Reason, people_to_sit_down_with
from crm.leadership.queries.stages import (
    PAGE,
    ComingTo,
    find_standing,
    get_stage,
    list_at,
    list_changes,
    list_rungs,
    list_stages,
    rules,
    stages_of,
)

__all__ = [
    "PAGE",
    "ComingTo",
    "PersonToMeet",
    "Reason",
    "coverage",
    "find_leader",
    "find_standing",
    "find_suggestion",
    "get_stage",
    "list_at",
    "list_changes",
    "list_leaders",
    "list_led_by",
    "list_possible_leaders",
    "list_rungs",
    "list_stages",
    "list_suggestions",
    "people_to_sit_down_with",
    "rules",
    "stages_of",
    "suggested",
]
