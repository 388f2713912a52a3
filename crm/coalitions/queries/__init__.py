"""Reading coalitions: who is in them with which campaigns, who is invited, what they want to reach."""

from crm.coalitions.queries.invites import Offer, find_offer, get_offer, list_invites, list_offers
from crm.coalitions.queries.members import (
    Partner,
    Stay,
    Together,
    find_ours,
    get_coalition,
    list_coalitions,
    partners,
)

__all__ = [
    "Offer",
    "Partner",
    "Stay",
    "Together",
    "find_offer",
    "find_ours",
    "get_coalition",
    "get_offer",
    "list_coalitions",
    "list_invites",
    "list_offers",
    "partners",
]
