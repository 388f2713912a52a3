"""Who works in the demo organization."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm.accounts.models import Organization, User
from crm.accounts.service import create_organization, create_user
from crm.core.actor import Actor, Role
from crm.core.clock import local_date

SLUG, PASSWORD = "puente-abierto", "reinvest-demo"
STAFF = {
    "rosa": ("Rosa Delgado", Role.ORGANIZER),
    "malik": ("Malik Johnson", Role.COORDINATOR),
    "denise": ("Denise Carter", Role.LEAD),
    "imani": ("Imani Brooks", Role.ORGANIZER),
    "admin": ("Thanh Vũ", Role.ADMIN),
    "texter": ("Jordan Ellis", Role.TEXTER),
    "partner": ("Grace Okafor", Role.PARTNER),
}
"""First part of the e-mail: name and role."""


@dataclass(frozen=True, slots=True)
class Crew:
    """The organization, its users, and the moment the demo is loaded at."""

    organization: Organization
    users: dict[str, User]
    now: datetime

    @property
    def today(self) -> date:
        """The organization's calendar day."""
        return local_date(self.now, self.organization.time_zone)

    def actor(self, name: str) -> Actor:
        """One of the users, as services see them."""
        user = self.users[name]
        return Actor(self.organization.id, user.id, user.name, user.role)

    def days_ago(self, days: float, hours: float = 0) -> datetime:
        """A moment before the demo is loaded."""
        return self.now - timedelta(days=days, hours=hours)


def make_organization() -> Organization:
    """The practice organization; its texts go to simulated phones whatever the environment says."""
    return create_organization(
        SLUG, "Puente Abierto", is_practice=True, time_zone="America/Denver", short_name="Puente"
    )


def make_users(organization: Organization) -> dict[str, User]:
    """One user of every role, and a second organizer; all with the same printed password. Denise leads Rosa."""
    users = {
        key: create_user(organization, f"{key}@demo.example.org", role, name, PASSWORD)
        for key, (name, role) in STAFF.items()
    }
    users["rosa"].lead_user_id = users["denise"].id
    return users
