"""The demo's follow-up texts after the earlier webinar, with what came back: answers, a question, and a stop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from crm.actions.models import Action
from crm.contacts.service import note_contacted
from crm.core.database import db
from crm.core.upsert import insert_returning_ids
from crm.demo.names import KNOWN
from crm.demo.service.crew import Crew
from crm.demo.service.gatherings import CAME, LEFT_EARLY, REGISTERED
from crm.demo.service.people import agreed
from crm.sms.models import (
    Blast,
    BlastAnswer,
    BlastStatus,
    Conversation,
    ConversationState,
    Direction,
    Message,
    MessageStatus,
    OptOutReason,
    SimulatedText,
    Track,
)
from crm.sms.service import consent

BODIES = {
    Track.CAME: {
        "en": "Hi {name}, thank you for coming to our school webinar. Can you speak at the board? "
        "Reply YES or NO. STOP to opt out",
        "es": "Hola {name}, gracias por venir a nuestro taller escolar. ¿Puedes hablar ante la junta? "
        "Responde SI o NO. STOP para salir",
    },
    Track.DID_NOT_COME: {
        "en": "Hi {name}, we missed you at our school webinar. Want the recording? Reply YES or NO. STOP to opt out",
        "es": "Hola {name}, te extrañamos en el taller escolar. ¿Quieres verlo? Responde SI o NO. STOP para salir",
    },
}
ANSWERS = {
    0: "Sí, ahí estaré",
    2: "Yes",
    4: "SI",
    6: "Claro, cuenten conmigo",
    9: "Yes! What time?",
    10: "No puedo ese día",
    12: "¿Habrá interpretación?",
    14: "Sí",
    21: "Yes please",
    22: "Si por favor",
    25: "STOP",
    29: "yes",
}
"""What some wrote back, by their place in the list of people."""
INTENTS = {
    "STOP": "stop",
    "Yes! What time?": "question",
    "¿Habrá interpretación?": "question",
    "No puedo ese día": "no_rsvp",
}
OUR_PHONE = "+13035550100"


def send_follow_up(crew: Crew, action: Action, asked: Action, ids: list[int]) -> None:
    """Put two blasts after a webinar, the texts that were delivered and the answers, as they would have come about.

    Who came was asked to the action `asked`.
    """
    if action.ends_at is None:
        return
    sent_at = action.ends_at + timedelta(minutes=25)
    blasts = {track: _blast(crew, action, asked, track, sent_at) for track in BODIES}
    numbers = _numbers()
    conversations = _conversations(crew, ids, numbers, sent_at)
    _outgoing(crew, action, ids, numbers, conversations, blasts, sent_at)
    _incoming(crew, action, ids, conversations, sent_at)
    note_contacted([ids[n] for n in numbers], sent_at)


def _numbers() -> list[int]:
    """Who is texted, each number once: registered, agreed, not one who left early."""
    seen: set[str] = set()
    chosen = []
    for number in REGISTERED:
        one = KNOWN[number]
        if agreed(number, one) and number not in LEFT_EARLY and one.phone not in seen:
            seen.add(one.phone)
            chosen.append(number)
    return chosen


def _blast(crew: Crew, action: Action, asked: Action, track: Track, sent_at: datetime) -> int:
    row = Blast(
        name=action.short_title or action.title,
        action_id=action.id,
        ask_action_id=asked.id if track is Track.CAME else None,
        campaign_id=action.campaign_id,
        program_id=consent.default_program().id,
        track=track,
        bodies=BODIES[track],
        status=BlastStatus.DONE,
        send_at=sent_at,
        submit_key=f"demo-{track.value}",
        sent_by_user_id=crew.users["malik"].id,
        approved_by_user_id=crew.users["denise"].id,
        created_at=sent_at,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _conversations(crew: Crew, ids: list[int], numbers: list[int], sent_at: datetime) -> dict[int, int]:
    """One thread a number; the questions still wait for somebody."""
    rows = []
    for number in numbers:
        one, answer = KNOWN[number], ANSWERS.get(number, "")
        answered_at = answer_time(sent_at, number) if answer else None
        rows.append(
            {
                "organization_id": crew.organization.id,
                "phone": one.phone,
                "contact_id": ids[number],
                "language": one.language,
                "state": _state(answer),
                "action_id": None,
                "last_inbound_at": answered_at,
                "waiting_since": answered_at if "?" in answer else None,
                "last_message_at": answered_at or sent_at,
                "last_body": answer,
                "last_intent": intent(answer),
            }
        )
    return dict(zip(numbers, insert_returning_ids(Conversation, rows), strict=True))


def _state(answer: str) -> ConversationState:
    if answer == "STOP":
        return ConversationState.OPTED_OUT
    return ConversationState.NEEDS_REPLY if "?" in answer else ConversationState.WAITING


def intent(answer: str) -> str:
    """What an answer of the demo says, as the reader of replies would label it."""
    return INTENTS.get(answer, "yes_rsvp") if answer else ""


def answer_time(sent_at: datetime, number: int) -> datetime:
    """When somebody wrote back: some at once, some the next morning."""
    return sent_at + timedelta(minutes=3 + number * 31 % 700)


def _text(crew: Crew, at: datetime, **values: Any) -> dict[str, Any]:
    return {
        "organization_id": crew.organization.id,
        "at": at,
        "created_at": at,
        "our_phone": OUR_PHONE,
        "status_at": at,
    } | values


def _outgoing(
    crew: Crew,
    action: Action,
    ids: list[int],
    numbers: list[int],
    conversations: dict[int, int],
    blasts: dict[Track, int],
    sent_at: datetime,
) -> None:
    rows = []
    for number in numbers:
        one, track = KNOWN[number], Track.CAME if number in CAME else Track.DID_NOT_COME
        rows.append(
            _text(
                crew,
                sent_at + timedelta(seconds=number),
                conversation_id=conversations[number],
                contact_id=ids[number],
                blast_id=blasts[track],
                action_id=action.id,
                direction=Direction.OUT,
                phone=one.phone,
                body=BODIES[track][one.language].format(name=one.chosen or one.first),
                language=one.language,
                status=MessageStatus.DELIVERED,
                sent_at=sent_at,
                delivered_at=sent_at + timedelta(minutes=1),
                provider_sid=_sid(crew, number, "out"),
                sent_by_user_id=crew.users["malik"].id,
            )
        )
    db.session.execute(insert(Message), rows)
    _on_phones(crew, rows, is_from_phone=False)


def _incoming(crew: Crew, action: Action, ids: list[int], conversations: dict[int, int], sent_at: datetime) -> None:
    rows = [
        _text(
            crew,
            answer_time(sent_at, number),
            conversation_id=conversations[number],
            contact_id=ids[number],
            action_id=action.id,
            direction=Direction.IN,
            phone=KNOWN[number].phone,
            body=body,
            language=KNOWN[number].language,
            status=MessageStatus.RECEIVED,
            provider_sid=_sid(crew, number, "in"),
            intent=intent(body),
        )
        for number, body in ANSWERS.items()
        if number in conversations
    ]
    db.session.execute(insert(Message), rows)
    _on_phones(crew, rows, is_from_phone=True)
    _note_answers([row for row in rows if row["body"] != "STOP"])
    for row in rows:
        if row["body"] == "STOP":
            consent.opt_out(row["at"], row["phone"], OptOutReason.STOP_REPLY, "STOP")


def _note_answers(rows: list[dict[str, Any]]) -> None:
    """What they wrote answers the text to many in their thread."""
    told = select(Message).where(Message.blast_id.is_not(None), Message.sent_at.is_not(None))
    asked = {one.conversation_id: one for one in db.session.scalars(told)}
    for row in rows:
        text = asked[row["conversation_id"]]
        db.session.add(
            BlastAnswer(
                blast_id=text.blast_id,
                message_id=text.id,
                contact_id=text.contact_id,
                language=text.language,
                has_written=True,
                is_yes=row["intent"] == "yes_rsvp",
                at=row["at"],
            )
        )
    db.session.flush()


def _sid(crew: Crew, number: int, way: str) -> str:
    return f"SMdemo{way}{crew.organization.id}n{number}"


def _on_phones(crew: Crew, rows: list[dict[str, Any]], is_from_phone: bool) -> None:
    """The same texts as they stand on the simulated phones."""
    texts = [
        {
            "organization_id": crew.organization.id,
            "phone": row["phone"],
            "is_from_phone": is_from_phone,
            "body": row["body"],
            "sid": row["provider_sid"],
            "status": "received" if is_from_phone else "delivered",
            "at": row["at"],
        }
        for row in rows
    ]
    db.session.execute(insert(SimulatedText), texts)
