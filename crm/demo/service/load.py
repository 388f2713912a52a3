"""Loading the demo organization once: its people, campaigns, actions, texts and one-on-ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.accounts.queries import find_organization
from crm.core.scope import in_organization
from crm.demo.service.allies import make_allies
from crm.demo.service.budgets import make_budget
from crm.demo.service.circles import make_circles
from crm.demo.service.climbing import make_ladder
from crm.demo.service.crew import PASSWORD, SLUG, STAFF, Crew, make_organization, make_users
from crm.demo.service.deciders import make_deciders
from crm.demo.service.fights import make_campaigns
from crm.demo.service.gatherings import make_actions
from crm.demo.service.people import make_people
from crm.demo.service.talks import make_talks
from crm.demo.service.texts import send_follow_up


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whether the demo was made just now, and how to sign in: e-mail, name and role words of each user."""

    is_new: bool
    password: str
    users: tuple[tuple[str, str, str], ...]


def load_demo(now: datetime) -> Loaded:
    """Load the demo organization unless it is there already; `now` is the moment its recent past is told from."""
    users = tuple((f"{key}@demo.example.org", name, role.value) for key, (name, role) in STAFF.items())
    if find_organization(SLUG) is not None:
        return Loaded(False, PASSWORD, users)
    organization = make_organization()
    crew = Crew(organization, make_users(organization), now)
    with in_organization(organization.id):
        campaigns = make_campaigns(crew)
        ids = make_people(crew)
        make_deciders(crew, campaigns["school"], ids)
        make_budget(crew, campaigns["school"])
        actions = make_actions(crew, campaigns["school"], ids)
        send_follow_up(crew, actions["earlier"], actions["hearing"], ids)
        make_talks(crew, campaigns["school"], campaigns["city"], ids)
        make_ladder(crew, ids)
        make_circles(crew, ids, actions["hearing"].id)
        make_allies(crew, campaigns["school"], actions["hearing"])
    return Loaded(True, PASSWORD, users)
