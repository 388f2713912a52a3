"""The tables of coalitions: who runs a campaign together, and whom they share by a person's own yes."""

from crm.coalitions.models.coalitions import Coalition, CoalitionGoal, CoalitionInvite, CoalitionMember
from crm.coalitions.models.sharing import ReceivedPerson, ReceivedState, SharingConsent, SharingHow

__all__ = [
    "Coalition",
    "CoalitionGoal",
    "CoalitionInvite",
    "CoalitionMember",
    "ReceivedPerson",
    "ReceivedState",
    "SharingConsent",
    "SharingHow",
]
