"""The note for the next shift: made from the figures in both languages, changed by who leaves, shown to who comes next."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.database import db
from crm.sms.models import (
    Blast,
    BlastAnswer,
    BlastStatus,
    Conversation,
    ConversationState,
    HandOffNote,
    Message,
    MessageStatus,
    OptOutReason,
)
from crm.sms.service.consent import default_program, hold, opt_out
from crm.sms.service.outbox import NewText, queue_messages
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled

HOUR = timedelta(hours=1)


def _blast(organization: Organization, make: Factory, now: datetime) -> Blast:
    """Nine texts: four arrived, one failed, four go tomorrow; three answered, two of them wait, one is held."""
    malik = make.user(organization, name="Malik Texts", role=Role.COORDINATOR)
    blast: Blast = make.add(
        Blast(
            name="Hearing",
            bodies={"en": "Come"},
            program_id=default_program().id,
            status=BlastStatus.SENDING,
            submit_key="k",
            prepared_at=now,
        )
    )
    phones = [f"+1303555012{number}" for number in range(9)]
    ids = queue_messages(
        make.actor(organization), now, [NewText(phone, None, "Come", blast_id=blast.id) for phone in phones]
    )
    rows = list(db.session.scalars(select(Message).where(Message.id.in_(ids)).order_by(Message.phone)))
    for number, row in enumerate(rows):
        row.send_after, row.sent_at = (now + 24 * HOUR, None) if number > 4 else (now, now)
        row.status = MessageStatus.QUEUED if number > 4 else MessageStatus.DELIVERED
    rows[4].status, rows[4].reason = MessageStatus.FAILED, "landline"
    for number in range(3):
        thread = db.session.get(Conversation, rows[number].conversation_id)
        assert thread is not None
        thread.state, thread.waiting_since = ConversationState.NEEDS_REPLY, now - (number + 1) * HOUR
        thread.assigned_to_id = malik.id if number else None
        make.add(
            BlastAnswer(blast_id=blast.id, message_id=rows[number].id, has_written=True, is_yes=number == 1, at=now)
        )
    db.session.flush()
    hold(now, phones[3], "stop? lol", rows[3].id)
    db.session.commit()
    return blast


def test_the_note_of_a_blast_says_what_stands_and_is_kept_with_who_left_it(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    blast = _blast(organization, make, now)
    denise = make.user(organization, name="Denise Leads", role=Role.LEAD)
    sign_in(client, denise)
    address = f"/texting/hand-off?blast={blast.id}"
    written = filled(client.get(address).text)
    assert "Of 9 texts: 5 left, 4 arrived, 1 failed." in written["en"]
    assert "Answers: 3; a yes: 1; no more texts: 0." in written["en"]
    assert "3 people wait for an answer, the first since" in written["en"]
    assert "Malik Texts answers 2 of them." in written["en"] and "Nobody has 1 of them yet." in written["en"]
    assert "1 number is held" in written["en"] and "4 texts leave after today" in written["en"]
    assert filled(client.get(address, headers={"Accept-Language": "es"}).text) == written
    assert written["es"].count("\n") == written["en"].count("\n") and "9" in written["es"]

    empty = client.post(address, data={"en": " ", "es": ""})
    assert empty.status_code == 422 and "Write what the next shift should know." in empty.text
    client.post(address, data=written | {"en": "Call Ana first.\n" + written["en"], "es": ""})
    assert list(db.session.scalars(select(HandOffNote.created_by_id))) == [denise.id]
    sign_in(client, make.user(organization, name="Next", role=Role.COORDINATOR))
    page = client.get(f"/texting/blasts/{blast.id}").text
    assert "Call Ana first." in page and "Left by Denise Leads" in page


def test_going_off_duty_asks_for_a_note_that_the_next_one_reads_in_the_inbox(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    _blast(organization, make, now)
    opt_out(now, "+13035550123", OptOutReason.STOP_REPLY, "stop")
    coordinator = make.user(organization, name="Imani Ends", role=Role.COORDINATOR)
    sign_in(client, coordinator)
    gone = client.post("/texting/team", data={"user_id": coordinator.id, "languages": "en"})
    assert gone.status_code == 303 and gone.location == "/texting/hand-off"
    note = filled(client.get("/texting/hand-off").text)
    assert "3 people wait" in note["en"] and "Not through yet: Hearing." in note["en"] and "held" not in note["en"]
    client.post("/texting/hand-off", data=note)
    sign_in(client, make.user(organization, role=Role.LEAD))
    assert re.search(r"Left by Imani Ends.*Not through yet: Hearing\.", client.get("/texting").text, re.DOTALL)
    sign_in(client, make.user(organization, role=Role.TEXTER))
    assert "Left by" not in client.get("/texting").text
    assert client.get("/texting/hand-off").status_code == 403
