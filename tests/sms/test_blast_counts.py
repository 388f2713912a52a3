"""Whatever moves a text of a blast, the counts stay what a count of the texts would give."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from crm.accounts.models import Organization
from crm.core.actor import system_actor
from crm.core.database import db
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.queries.blasts import counts
from crm.sms.service.consent import default_program
from crm.sms.service.outbox import NewText, drop_waiting, queue_messages
from crm.sms.service.tallies import fold_counts
from tests.support.factories import Factory

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["orm", "many", "drop", "delete", "fold"]),
        st.integers(0, 7),
        st.sampled_from(list(MessageStatus)),
        st.sampled_from([None, 30007]),
    ),
    max_size=8,
)


def _recounted(blast_id: int) -> list[tuple[object, ...]]:
    code = func.coalesce(Message.error_code, 0)
    key = (Message.status, Message.language, code, Message.reason)
    query = select(*key, func.count(), func.sum(Message.segments)).where(Message.blast_id == blast_id).group_by(*key)
    return sorted(tuple(row) for row in db.session.execute(query))


def _kept(blast_id: int) -> list[tuple[object, ...]]:
    return sorted(
        (one.status, one.language, one.error_code, one.reason, one.messages, one.segments) for one in counts(blast_id)
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(moves=MOVES)
def test_the_counts_are_those_of_a_recount(
    moves: list[tuple[str, int, MessageStatus, int | None]], organization: Organization, make: Factory, now: datetime
) -> None:
    program = default_program().id
    blasts = [
        make.add(Blast(name="A", program_id=program, bodies={}, status=BlastStatus.SENDING, submit_key=make.phone()))
        for _ in range(2)
    ]
    phones = [f"+130355502{n:02d}" for n in range(8)]
    texts = [
        NewText(phone, None, "Sí, á" * (20 if n % 2 else 1), "es" if n % 3 else "en", blast_id=blast.id)
        for blast in blasts
        for n, phone in enumerate(phones)
    ]
    queue_messages(system_actor(organization.id), now, [*texts, NewText(phones[0], None, "no blast")])
    for way, n, status, code in moves:
        _move(way, phones[n], status, code, now)
    for blast in blasts:
        assert _kept(blast.id) == _recounted(blast.id)


def _move(way: str, phone: str, status: MessageStatus, code: int | None, now: datetime) -> None:
    of_phone = Message.phone == phone
    if way == "orm":
        for row in db.session.scalars(select(Message).where(of_phone)):
            row.status, row.error_code, row.reason = status, code, "why" if code else ""
        db.session.flush()
    elif way == "many":
        db.session.execute(update(Message).where(Message.phone >= phone).values(status=status, error_code=code))
    elif way == "drop":
        drop_waiting(phone, "opted out", now)
    elif way == "delete":
        db.session.execute(delete(Message).where(of_phone))
    else:
        fold_counts()
    db.session.expire_all()
