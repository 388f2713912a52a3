"""The pages of the field in an organization with a hundred thousand people, a million texts and two hundred thousand events.

One person's whole story, whom to sit down with next, and the organizer's own day, each at the server: CPU and wall.
"""

from __future__ import annotations

import random
from functools import partial

from flask.testing import FlaskClient
from sqlalchemy import select, update

from crm.accounts.models import User
from crm.contacts.models import Contact
from crm.core.actor import Role
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from crm.leadership.queries import people_to_sit_down_with
from crm.leadership.service import refresh_suggestions
from crm.one_on_ones.models import OneOnOne
from tests.benchmarks.busy_year import PEOPLE, BusyYear
from tests.benchmarks.ground import DATABASES, NOW, application, percentile, time_both
from tests.benchmarks.multitude import gather, many_names
from tests.support.factories import sign_in

REQUESTS = 40


def main() -> None:
    """Print p50 and p95 of the server's time for each page, by CPU of this process and by the wall."""
    for database in DATABASES:
        with application(database) as app:
            organization, _shown = gather(many_names(), PEOPLE)
            with in_organization(organization.id):
                user, contacts = _fill(BusyYear(organization))
                client = sign_in(app.test_client(), user)
                _print(database, "sit-down list", [partial(people_to_sit_down_with, user.id, NOW)] * REQUESTS)
                _print(database, "everybody's", [partial(people_to_sit_down_with, None, NOW)] * REQUESTS)
            db.session.remove()
            for what, paths in (("timeline", [f"/people/{one}" for one in contacts]), ("today", ["/today"] * REQUESTS)):
                _print(database, what, [partial(_ask, client, path) for path in paths])


def _fill(year: BusyYear) -> tuple[User, list[int]]:
    """Write the year; every organizer looks after her share; the people who were sat down with have long stories."""
    year.write()
    users = list(db.session.scalars(select(User).where(User.role == Role.ORGANIZER).order_by(User.id)))
    with unit_of_work():
        for place, user in enumerate(users):
            mine = update(Contact).where(Contact.id % (len(users) + 4) == place).values(owner_user_id=user.id)
            db.session.execute(mine, execution_options={"synchronize_session": False})
        refresh_suggestions(NOW)
    met = list(db.session.scalars(select(OneOnOne.contact_id).distinct().order_by(OneOnOne.contact_id)))
    return users[0], random.Random(3).sample(met, REQUESTS)


def _ask(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    set_organization(None)
    assert answer.status_code == 200, (path, answer.status_code)


def _print(database: str, what: str, calls: list[partial[object]]) -> None:
    calls[0]()
    cpu, wall = time_both(iter(calls))
    figures = (percentile(some, part) for some in (cpu, wall) for part in (0.5, 0.95))
    print(f"{what:<14} {database:<11} CPU p50 {next(figures):6.1f}, p95 {next(figures):6.1f} ms;", end=" ", flush=True)
    print(f"wall p50 {next(figures):6.1f}, p95 {next(figures):6.1f} ms", flush=True)
