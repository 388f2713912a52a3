"""Who acts: roles, and the person or program on whose behalf a service changes something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a user may do in the organization, from the widest to the narrowest."""

    ADMIN = "admin"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    ORGANIZER = "organizer"
    TEXTER = "texter"
    PARTNER = "partner"


STAFF = (Role.ADMIN, Role.LEAD, Role.COORDINATOR, Role.ORGANIZER)
TEXTING = (Role.ADMIN, Role.LEAD, Role.COORDINATOR)
LEADS = (Role.ADMIN, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as services see them; `user_id` is None for the program itself (worker, webhook, command)."""

    organization_id: int
    user_id: int | None = None
    name: str = ""
    role: Role | None = None

    @property
    def is_lead(self) -> bool:
        """Whether this actor reads what only leads and admins read."""
        return self.role in LEADS


def system_actor(organization_id: int, name: str = "Reinvest") -> Actor:
    """The program acting by itself within one organization."""
    return Actor(organization_id=organization_id, name=name)
