"""A text to a hundred thousand people: written down under all its rules, and its page while a million texts are there.

The floor of writing down is the bare insert of as many numbers and bodies into a table without an index; that of the page
is the smallest page a signed-in user can ask for.
"""

from __future__ import annotations

import resource
import uuid
from itertools import repeat
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from crm.contacts.models import Contact, Tag, Tagging
from crm.core.actor import Role, system_actor
from crm.core.bulk import insert_columns
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.sms.models import Conversation, Direction, Message, MessageStatus
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.service.preparing import count_prepared, prepare_here
from crm.sms.service.writing_blasts import queue_blast, write_blast
from tests.benchmarks import crowd
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, percentile, report, time_each
from tests.support.factories import Factory, sign_in

ROUNDS, TEXTS, LOOKS = 3, 1_000_000, 40
TARGET_SECONDS, TARGET_MS = 5, 100
BODIES = {
    "en": "Hi {first_name}, thank you for coming! The hearing is Tuesday at 6. Will you come? {org}. STOP to opt out",
    "es": "Hola {first_name}, gracias por venir. La audiencia es el martes a las 6. ¿Vienes? {org}. STOP para salir",
}


def main() -> None:
    """Print CPU a person for queueing, seconds for all, the memory it took, and the page's milliseconds."""
    for database in DATABASES:
        with application(database) as app:
            with unit_of_work():
                organization = Factory(NOW).organization()
            with in_organization(organization.id):
                crowd.fill(organization.id, just_people=True)
                tag = _tag_everybody(organization.id)
                blast_id = _queue(database, organization.id, tag)
                _write_more(organization.id, blast_id)
            _look(app, database, organization, blast_id)


def _tag_everybody(organization_id: int) -> int:
    with unit_of_work():
        tag_id = int(Factory(NOW).add(Tag(name="Everybody")).id)
        ids = list(db.session.scalars(select(Contact.id)))
        insert_columns(Tagging, len(ids), {"organization_id": organization_id, "tag_id": tag_id, "contact_id": ids})
    return tag_id


def _queue(database: str, organization_id: int, tag_id: int) -> int:
    cost, floor, blast_id = Cost(crowd.PEOPLE), Cost(crowd.PEOPLE), 0
    actor, plan = system_actor(organization_id), BlastPlan(Audience(AudienceKind.TAG, tag_id), BODIES, keeps_caps=False)
    before = _memory()
    for number in range(ROUNDS):
        with unit_of_work():
            blast_id = write_blast(actor, NOW, plan, values_of(plan, "Malik", NOW), str(uuid.uuid4())).id
            queue_blast(actor, NOW, blast_id)
        with cost.round():
            prepare_here(blast_id, NOW)
        _bare(number, floor)
    report(f"queue a blast, {database}", cost, floor, "person")
    with unit_of_work():
        queued = count_prepared(blast_id)["queued"]
    seconds = f"{min(cost.cpu):.1f} CPU s, {min(cost.wall):.1f} s (target {TARGET_SECONDS})"
    print(f"{'':<44} {queued:,} of {crowd.PEOPLE:,} written in {seconds}, {_memory() - before:.0f} MB more", flush=True)
    return blast_id


def _bare(number: int, floor: Cost) -> None:
    with unit_of_work():
        db.session.execute(text(f"CREATE TABLE bare_{number} (phone VARCHAR(20), body TEXT)"))
    rows = list(repeat({"phone": "+13035550100", "body": BODIES["en"]}, crowd.PEOPLE))
    with floor.round(), unit_of_work():
        db.session.connection().execute(text(f"INSERT INTO bare_{number} VALUES (:phone, :body)"), rows)


def _write_more(organization_id: int, blast_id: int) -> None:
    """Fill up to a million texts, most of them of the one blast's organization and none of it."""
    with unit_of_work():
        threads = list(db.session.execute(select(Conversation.id, Conversation.phone)))
        have = count_prepared(blast_id)["queued"] * ROUNDS
    columns: dict[str, Any] = {
        "conversation_id": [row.id for row in threads],
        "phone": [row.phone for row in threads],
        "organization_id": organization_id,
        "direction": Direction.OUT,
        "status": MessageStatus.DELIVERED,
        "body": BODIES["en"],
        "at": NOW,
    }
    for _round in range((TEXTS - have) // len(threads)):
        with unit_of_work():
            insert_columns(Message, len(threads), columns)
    with unit_of_work():
        db.session.execute(text("ANALYZE"))


def _look(app: Flask, database: str, organization: Any, blast_id: int) -> None:
    client = app.test_client()
    with in_organization(organization.id), unit_of_work():
        user = Factory(NOW).user(organization, Role.LEAD, email="looks@example.org")
        db.session.flush()
    sign_in(client, user)
    shown = {
        "page": f"/texting/blasts/{blast_id}",
        "counters": f"/texting/blasts/{blast_id}/counts",
        "floor": "/healthz",
    }
    for name, place in shown.items():
        times = time_each(iter([lambda place=place: client.get(place)] * LOOKS))  # type: ignore[misc]
        print(
            f"{f'a blast, {name}, {database}':<44} {percentile(times, 0.5):8.1f} ms, "
            f"95th percentile {percentile(times, 0.95):.1f} (target {TARGET_MS})",
            flush=True,
        )


def _memory() -> float:
    """The most memory this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
