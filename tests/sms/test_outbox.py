"""Texts are written down once, measured, in the one conversation of their number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, inspect, select

from crm.accounts.models import Organization
from crm.core.actor import system_actor
from crm.core.database import db
from crm.core.errors import Refused
from crm.sms.models import Blast, BlastStatus, Conversation, ConversationState, Message, MessageStatus
from crm.sms.queries.due import take_due
from crm.sms.service.consent import default_program
from crm.sms.service.outbox import NewText, drop_waiting, queue_message, queue_messages
from tests.support.factories import Factory
from tests.support.texting import fresh, member, write_to

PHONE = "+13035550101"


def _blast(make: Factory, **values: object) -> Blast:
    defaults = {"name": "A", "program_id": default_program().id, "bodies": {}, "status": BlastStatus.SENDING}
    return make.add(Blast(**(defaults | {"submit_key": make.phone()} | values)))


def test_the_same_submit_key_is_the_same_text(organization: Organization, make: Factory, now: datetime) -> None:
    person, phone = member(make, organization)
    first = write_to(organization, now, person, phone, submit_key="k1")
    again = write_to(organization, now, person, phone, submit_key="k1", body="pressed twice")
    assert again.id == first.id
    assert len(db.session.scalars(select(Message.id)).all()) == 1
    assert first.status is MessageStatus.QUEUED and (first.encoding, first.segments) == ("GSM-7", 1)


def test_many_are_one_each_and_share_the_conversation_of_a_number(
    organization: Organization, make: Factory, now: datetime
) -> None:
    blast, actor = _blast(make), system_actor(organization.id)
    texts = [NewText(f"+1303555{n:04d}", None, f"Sí, número {n}", "es", blast_id=blast.id) for n in range(1200)]
    assert len(queue_messages(actor, now, texts)) == 1200
    more = [NewText("+13035559999", None, "Hi", blast_id=blast.id), NewText("+13035550001", None, "Hi")]
    assert len(queue_messages(actor, now, [*texts, *more])) == 2
    assert len(db.session.scalars(select(Message.id)).all()) == 1202
    assert len(db.session.scalars(select(Conversation.id)).all()) == 1201
    assert set(db.session.scalars(select(Message.encoding))) == {"UCS-2", "GSM-7"}


def test_what_cannot_be_sent_is_refused(organization: Organization, now: datetime) -> None:
    actor = system_actor(organization.id)
    for body in (" ", "x" * 1601):
        with pytest.raises(Refused):
            queue_message(actor, now, phone=PHONE, contact_id=None, body=body, language="en")


def test_a_persons_own_text_answers_the_conversation(organization: Organization, make: Factory, now: datetime) -> None:
    user = make.user(organization)
    thread = make.add(Conversation(phone=PHONE, state=ConversationState.NEEDS_REPLY, waiting_since=now))
    write_to(organization, now, None, PHONE, sent_by_user_id=user.id)
    thread = fresh(thread)
    assert (thread.state, thread.waiting_since) == (ConversationState.WAITING, None)


def test_what_waits_for_a_number_can_be_dropped(organization: Organization, make: Factory, now: datetime) -> None:
    person, phone = member(make, organization)
    waiting = write_to(organization, now, person, phone, send_after=now + timedelta(days=1))
    confirmation = write_to(organization, now, person, phone, is_stop_confirmation=True)
    assert drop_waiting(phone, "opted out", now) == 1
    waiting = fresh(waiting)
    confirmation = fresh(confirmation)
    assert (waiting.status, waiting.reason) == (MessageStatus.SKIPPED, "opted out")
    assert confirmation.status is MessageStatus.QUEUED


def test_due_texts_are_found_by_their_index(organization: Organization, make: Factory, now: datetime) -> None:
    """A claim comes by the whole index past other organizations, paused blasts and what was sent long ago.

    PostgreSQL chooses by the size of the table, so that its plan for an empty one says nothing: there the index must be.
    """
    columns = ["status", "organization_id", "blast_id", "send_after", "id"]
    found = {one["name"]: one["column_names"] for one in inspect(db.session.connection()).get_indexes("messages")}
    assert found["ix_messages_queue"] == columns
    if db.session.get_bind().dialect.name == "sqlite":
        _blast(make)
        for plan in _plans(lambda: take_due(now, 50)):
            assert "ix_messages_queue (status=? AND organization_id=? AND blast_id=? AND send_after<?)" in plan
            assert "TEMP B-TREE" not in plan  # in the order of the index: no look at all that wait for the first few


def _plans(ask: Callable[[], object]) -> list[str]:
    """How SQLite would answer each question about messages that is asked."""
    calls: list[Any] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        calls.append((statement, values))

    engine = db.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    asked = [call for call in calls if "FROM messages" in call[0]]
    assert len(asked) == 2
    cursor = db.session.connection().connection.cursor()
    return [str(cursor.execute("EXPLAIN QUERY PLAN " + statement, values).fetchall()) for statement, values in asked]
