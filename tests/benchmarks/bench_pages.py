"""The pages people live in, on the demo with many more people and texts, beside a bare Flask hello page, both in process."""

from __future__ import annotations

from functools import partial

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import User
from crm.accounts.queries import get_organization_by_slug
from crm.campaigns.models import Campaign
from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from crm.demo.service import load_demo
from crm.demo.service.crew import SLUG
from crm.sms.service.outbox import NewText, queue_messages
from tests.benchmarks.bench_import import invented_people
from tests.benchmarks.ground import DATABASES, application, percentile, time_each
from tests.support.factories import sign_in

MORE, REQUESTS = 20_000, 15


def main() -> None:
    """Print p50 and p95 of the server's time for each page, and the ratio to the hello page."""
    for database in DATABASES:
        with application(database) as app:
            with unit_of_work():
                load_demo(utc_now())
                organization_id = get_organization_by_slug(SLUG).id
            with in_organization(organization_id):
                _fill(organization_id)
                user, pages = _pages()
                client = sign_in(app.test_client(), user)
            floor = _median("", "hello", _hello(), "/", 0)
            for what, path in pages.items():
                _median(database, what, client, path, floor)


def _fill(organization_id: int) -> None:
    """People with a number each, and a text to each of them."""
    actor, now = system_actor(organization_id), utc_now()
    people = invented_people(MORE)
    with unit_of_work():
        new = [NewContact(one.first, last_name=one.last, phone=one.phone, email=one.email) for one in people]
        ids = create_contacts(actor, now, new)
        texts = [NewText(one.phone, row_id, "Will you come?") for one, row_id in zip(people, ids, strict=True)]
        queue_messages(actor, now, texts)
    db.session.expunge_all()


def _pages() -> tuple[User, dict[str, str]]:
    user = db.session.scalars(select(User).where(User.role == Role.LEAD).order_by(User.id)).first()
    campaign_id = db.session.scalars(select(Campaign.id).order_by(Campaign.id)).first()
    contact_id = db.session.scalars(select(Contact.id).order_by(Contact.id)).first()
    assert user is not None
    return user, {
        "board": f"/boards/{campaign_id}",
        "person": f"/people/{contact_id}",
        "people": "/people",
        "inbox": "/texting",
        "today": "/today",
    }


def _median(database: str, what: str, client: FlaskClient, path: str, floor: float) -> float:
    def ask() -> None:
        answer = client.get(path)
        set_organization(None)
        assert answer.status_code == 200, (path, answer.status_code)

    ask()
    times = time_each(partial(ask) for _ in range(REQUESTS))
    middle = percentile(times, 0.5)
    ratio = f", ratio {middle / floor:.0f}" if floor else ""
    print(
        f"page {what:<8} {database:<12} p50 {middle:7.2f} ms, p95 {percentile(times, 0.95):7.2f} ms{ratio}", flush=True
    )
    return middle


def _hello() -> FlaskClient:
    bare = Flask("bare")
    bare.add_url_rule("/", "hello", lambda: "hello")
    return bare.test_client()
