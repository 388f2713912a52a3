"""Rows for tests, each with sound defaults; numbers are 555-01xx, addresses example.org."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from crm.accounts.models import Organization, User
from crm.accounts.service import create_organization, create_user
from crm.actions.models import Action
from crm.campaigns.models import Campaign, CampaignLevel
from crm.contacts.models import Contact
from crm.core.actor import Actor, Role
from crm.core.database import db


class Factory:
    """Makes rows and flushes them; the organization in scope owns them."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._numbers = count(1)

    def add(self, row: Any) -> Any:
        """Put a row into the database."""
        db.session.add(row)
        db.session.flush()
        return row

    def phone(self) -> str:
        """A number nobody has: +1 303 555 01xx, then other area codes."""
        number = next(self._numbers)
        area = ("303", "720", "719", "970")[number // 100 % 4]
        return f"+1{area}55501{number % 100:02d}"

    def organization(self, **values: Any) -> Organization:
        """A working organization in Denver, or a practice one with is_practice=True."""
        number = next(self._numbers)
        return create_organization(
            values.pop("slug", f"org-{number}"), values.pop("name", f"Organization {number}"), **values
        )

    def user(self, organization: Organization, role: Role = Role.LEAD, **values: Any) -> User:
        """A user who cannot sign in by password but by `sign_in`."""
        number = next(self._numbers)
        return create_user(organization, values.pop("email", f"user{number}@example.org"), role, **values)

    def actor(self, organization: Organization, role: Role = Role.LEAD) -> Actor:
        """A user as services see them."""
        user = self.user(organization, role)
        return Actor(organization.id, user.id, user.name, role)

    def contact(self, **values: Any) -> Contact:
        """A person with a name."""
        values.setdefault("first_name", "Lupe")
        values.setdefault("last_name", f"Martínez {next(self._numbers)}")
        return self.add(Contact(**values))

    def campaign(self, **values: Any) -> Campaign:
        """A city campaign."""
        number = next(self._numbers)
        defaults = {
            "name": f"Care Not Cages {number}",
            "slug": f"care-{number}",
            "short_name": "Care Not Cages",
            "level": CampaignLevel.LOCAL,
            "ocd_id": "ocd-division/country:us/state:co/county:denver",
            "place_name": "Denver, Colorado",
            "decision_body": "City Council",
            "starts_on": (self.now - timedelta(days=60)).date(),
            "decision_on": (self.now + timedelta(days=23)).date(),
        }
        return self.add(Campaign(**(defaults | values)))

    def action(self, **values: Any) -> Action:
        """A webinar that ended two hours ago and took 90 minutes."""
        number = next(self._numbers)
        starts = values.pop("starts_at", self.now - timedelta(hours=2))
        minutes = values.pop("minutes", 90)
        defaults = {
            "title": f"Invest/Divest 101 ({number})",
            "kind": "webinar",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=minutes),
            "minutes": minutes,
            "time_zone": "America/Denver",
            "code": f"A{number:05d}",
        }
        return self.add(Action(**(defaults | values)))


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Give the client the session of a user; what was made so far is committed into the test's savepoint."""
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = user.get_id()
        session["_fresh"] = True
    return client
