"""The inbox with a million texts: its list, a thread and what an open page asks every five seconds, beside a hello page."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from functools import partial

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from crm.accounts.models import Organization, User
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Role, system_actor
from crm.core.bulk import bulk_work, insert_columns
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from crm.sms.models import Conversation, ConversationState, Direction, Message, MessageStatus
from crm.sms.service.inbox_versions import touch_inbox
from tests.benchmarks.ground import DATABASES, NOW, application, invented_phones, percentile, time_each
from tests.support.factories import Factory, sign_in
from tests.support.texting import live_at

PEOPLE, EACH, WAITING, REQUESTS, MOST_MS = 20_000, 50, 2_000, 25, 100.0


def main() -> None:
    """Print CPU, p50 and p95 of the server's time for each page, and the ratio of CPU to the hello page."""
    for database in DATABASES:
        with application(database) as app:
            with unit_of_work():
                organization = Factory(NOW).organization()
            live_at(organization, NOW)
            with in_organization(organization.id):
                users = _fill(organization)
                thread_id = db.session.scalars(select(Conversation.id).order_by(Conversation.waiting_since)).first()
            floor = _median("hello", _hello(), "/", 0)
            for role, user in users.items():
                client = sign_in(app.test_client(), user)
                for what, path in _pages(client, thread_id or 0, role).items():
                    _median(f"{what}, {role}, {database}", client, path, floor)


def _pages(client: FlaskClient, thread_id: int, role: Role) -> dict[str, str]:
    listed = client.get("/texting").text
    set_organization(None)
    seen = re.search(r"seen=([^&\"]+)", listed)
    pages = {
        "inbox": "/texting",
        "all": "/texting?show=all",
        "mine": "/texting?show=mine",
        "unchanged": f"/texting/list?show=waiting&amp;seen={seen[1] if seen else ''}".replace("&amp;", "&"),
    }
    return pages | ({"thread": f"/texting/{thread_id}", "consent": "/consent"} if role is Role.COORDINATOR else {})


def _fill(organization: Organization) -> dict[Role, User]:
    """Twenty thousand people, a conversation with each, fifty texts in each; two thousand wait, half a texter's."""
    make, organization_id = Factory(NOW), organization.id
    with unit_of_work():
        roles = (Role.COORDINATOR, Role.ORGANIZER, Role.TEXTER)
        users = {role: make.user(organization, role, name=role.value.title()) for role in roles}
        phones = [f"+1{phone}" for phone in invented_phones(PEOPLE)]
        people = [NewContact("Alma", last_name=f"Quintero {phone}", phone=phone) for phone in phones]
        contact_ids = create_contacts(system_actor(organization_id), NOW, people)
    texter = users[Role.TEXTER].id
    waits = [number < WAITING for number in range(PEOPLE)]
    state = [ConversationState.NEEDS_REPLY if one else ConversationState.WAITING for one in waits]
    since = [NOW - timedelta(seconds=number) if one else None for number, one in enumerate(waits)]
    with bulk_work(), unit_of_work():
        threads = {
            "organization_id": organization_id,
            "phone": phones,
            "contact_id": contact_ids,
            "state": state,
            "waiting_since": since,
            "last_message_at": [NOW - timedelta(minutes=number) for number in range(PEOPLE)],
            "last_body": "What time does it start?",
            "last_intent": "question",
            "assigned_to_id": [texter if one and number % 2 else None for number, one in enumerate(waits)],
        }
        insert_columns(Conversation, PEOPLE, threads)
        touch_inbox()
    ids = list(db.session.scalars(select(Conversation.id).order_by(Conversation.id)))
    for number in range(EACH):
        _texts(organization_id, number, phones, contact_ids, ids)
    with unit_of_work():
        db.session.execute(text("ANALYZE"))
    return users


def _texts(organization_id: int, number: int, phones: list[str], contact_ids: list[int], ids: list[int]) -> None:
    """One more text in every conversation, each third one theirs."""
    is_theirs = number % 3 == 2
    with bulk_work(), unit_of_work():
        rows = {
            "organization_id": organization_id,
            "conversation_id": ids,
            "contact_id": contact_ids,
            "phone": phones,
            "direction": Direction.IN if is_theirs else Direction.OUT,
            "status": MessageStatus.RECEIVED if is_theirs else MessageStatus.DELIVERED,
            "body": "What time does it start?" if is_theirs else "Will you come on Tuesday?",
            "at": NOW - timedelta(days=EACH - number),
        }
        insert_columns(Message, PEOPLE, rows)


def _median(what: str, client: FlaskClient, path: str, floor: float) -> float:
    def ask() -> None:
        answer = client.get(path)
        set_organization(None)
        assert answer.status_code in (200, 204), (path, answer.status_code)

    ask()
    began = time.process_time()
    times = time_each(partial(ask) for _ in range(REQUESTS))
    cost = (time.process_time() - began) * 1000 / REQUESTS
    ratio = f", ratio {cost / floor:.0f}" if floor else ""
    late = f"  above {MOST_MS:.0f} ms" if percentile(times, 0.5) > MOST_MS else ""
    print(
        f"{what:<34} {cost:7.2f} CPU ms{ratio}, p50 {percentile(times, 0.5):.1f}, p95 {percentile(times, 0.95):.1f} ms{late}",
        flush=True,
    )
    return cost


def _hello() -> FlaskClient:
    bare = Flask("bare")
    bare.add_url_rule("/", "hello", lambda: "hello")
    return bare.test_client()
