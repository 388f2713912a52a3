"""The page of fifty people in an organization of a hundred thousand, beside a bare Flask page that shows the same rows."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization, User
from crm.contacts.models import Contact, ContactPoint, ContactPointLink
from crm.core.database import db, reading_only
from crm.core.scope import in_organization, set_organization
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, report
from tests.benchmarks.multitude import gather, many_names, table_of
from tests.support.factories import Factory, sign_in

PEOPLE, REQUESTS, ROUNDS, MOST = 100_000, 40, 5, 2.0
BARE = """<!doctype html><title>People</title><table>{% for row in rows %}<tr>
<td><a href="/people/{{ row.id }}">{{ row.first_name }} {{ row.last_name }}</a><td>{{ phones.get(row.id, "") }}
<td>{{ row.preferred_language or "" }}<td>{{ row.owner or "" }}
<td>{{ row.last_contact_at or "No contact yet" }}</tr>{% endfor %}</table>"""
"""What is the least that shows fifty people."""


def main() -> None:
    """Print CPU a page on each database, and the ratio to the bare page."""
    for database in DATABASES:
        with application(database) as app:
            organization, _shown = gather(many_names(), PEOPLE)
            with in_organization(organization.id):
                user = Factory(NOW).user(organization)
                db.session.commit()
                client = sign_in(app.test_client(), user)
            bare = _bare(organization).test_client()
            cost, floor = Cost(REQUESTS), Cost(REQUESTS)
            with app.app_context():
                _measure(client, "/people", cost)
                _measure(bare, "/", floor)
            report(f"list of 50 of {PEOPLE:,}, {database}", cost, floor, "page")
            if cost.cpu_ms > MOST * floor.cpu_ms:
                print(f"{'':<44} above {MOST:.0f} times")


def _bare(organization: Organization) -> Flask:
    """A page of Flask, SQLAlchemy Core and Jinja and nothing else, on the same tables and indexes."""
    app = Flask("bare")
    people, links, points = table_of(Contact), table_of(ContactPointLink), table_of(ContactPoint)
    engine, owner = db.engine, organization.id
    users = table_of(User)
    columns = (people.c.id, people.c.first_name, people.c.last_name, people.c.preferred_language)
    is_shown = (
        people.c.organization_id == owner,
        people.c.merged_into_id.is_(None),
        people.c.archived_at.is_(None),
    )
    page = (
        select(*columns, people.c.last_contact_at, users.c.name.label("owner"))
        .outerjoin(users, users.c.id == people.c.owner_user_id)
        .where(*is_shown)
        .order_by(people.c.sort_key, people.c.id)
        .limit(50)
    )

    template = app.jinja_env.from_string(BARE)

    @app.get("/")
    def index() -> str:
        with reading_only(), engine.connect() as connection:
            rows = connection.execute(page).all()
            query = (
                select(links.c.contact_id, points.c.value)
                .join(points, points.c.id == links.c.point_id)
                .where(links.c.contact_id.in_([row.id for row in rows]), points.c.kind == "phone")
            )
            phones = {row.contact_id: row.value for row in connection.execute(query)}
        return template.render(rows=rows, phones=phones)

    return app


def _measure(client: FlaskClient, address: str, cost: Cost) -> None:
    assert client.get(address).text.count("/people/") >= 50
    for _ in range(ROUNDS):
        with cost.round():
            for _request in range(REQUESTS):
                client.get(address)
        set_organization(None)
