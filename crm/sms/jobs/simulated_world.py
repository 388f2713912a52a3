"""The outside world of practice organizations: simulated phones receive, answer, and send the same signed webhooks as Twilio."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.database import db, unit_of_work
from crm.core.scope import get_owned, in_organization
from crm.sms.jobs.taking_in import receive
from crm.sms.jobs.world import Clock, organizations_with, world
from crm.sms.models import SimulatedText, WebhookKind
from crm.sms.provider.choose import Sender
from crm.sms.provider.keywords import HELP_WORDS, START_WORDS, STOP_WORDS, keyword
from crm.sms.provider.signatures import sign
from crm.sms.provider.simulated import LOST, PLANNED, new_sid
from crm.sms.service.phones import TYPED, take_fault
from crm.sms.service.rehearsing import crowd_error, plan_answer, type_planned
from crm.sms.service.senders import find_sender

BATCH = 200

NEXT = {"queued": "sent", "sent": "delivered"}
"""How a text moves on by itself at a simulated phone."""
_REPLIES = (
    (STOP_WORDS, "The carrier has blocked further texts from this number. Reply START to allow them again."),
    (START_WORDS, "The carrier allows texts from this number again. Reply STOP to block them."),
    (HELP_WORDS, "Reply STOP to block texts from this number. Msg & data rates may apply."),
)


def simulated_world(real_now: datetime) -> int:
    """Move texts of simulated phones one step on and tell us by webhook; how many moved."""
    moving = SimulatedText.status.in_((TYPED, PLANNED, *NEXT))
    return sum(
        move_phones(organization_id, Clock(real_now)) for organization_id in organizations_with(SimulatedText, moving)
    )


def move_phones(organization_id: int, clock: Clock) -> int:
    """Move the texts of one practice organization's phones one step on; how many moved. Nothing for a working one."""
    with in_organization(organization_id):
        with unit_of_work():
            organization = get_organization(organization_id)
            if not organization.is_practice:
                return 0
            sender = find_sender(is_practice=True)
            type_planned(clock.shifted(organization.clock_offset_seconds))
            query = select(SimulatedText).where(SimulatedText.status.in_((TYPED, *NEXT)))
            texts = list(db.session.scalars(query.order_by(SimulatedText.id).limit(BATCH)))
        if sender is None:
            return 0
        for text in texts:
            if text.is_from_phone:
                _deliver(text, sender, clock, organization.clock_offset_seconds)
            else:
                _report(text, sender, clock, organization.clock_offset_seconds)
        return len(texts)


def _deliver(text: SimulatedText, sender: Sender, clock: Clock, offset_seconds: int) -> None:
    """A text typed on a phone reaches us; the carrier answers its keywords by itself."""
    fields = _fields(text, sender) | {"From": [text.phone], "To": [sender.from_phone], "Body": [text.body]}
    fields |= {"NumMedia": ["0"], "NumSegments": ["1"], "SmsStatus": ["received"]}
    _post(WebhookKind.INBOUND, f"{world().public_url}/webhooks/twilio/inbound", fields, sender, clock)
    with unit_of_work():
        get_owned(SimulatedText, text.id).status = "received"
        answer = _carrier_answer(text)
        if answer:
            at = clock.shifted(offset_seconds)
            row = SimulatedText(
                phone=text.phone, is_from_phone=False, body=answer, sid=new_sid(), status="delivered", at=at
            )
            db.session.add(row)


def _report(text: SimulatedText, sender: Sender, clock: Clock, offset_seconds: int) -> None:
    """A text of ours moves on at its phone, or goes wrong as was armed, and its receipt comes to us."""
    with unit_of_work():
        status, error_code = _next(text)
    if text.status_callback and status != LOST:
        fields = _fields(text, sender) | {"From": [sender.from_phone], "To": [text.phone]}
        fields |= {"MessageStatus": [status], "SmsStatus": [status]}
        fields |= {"ErrorCode": [str(error_code)]} if error_code else {}
        _post(WebhookKind.STATUS, text.status_callback.partition("#")[0], fields, sender, clock)
    with unit_of_work():
        row = get_owned(SimulatedText, text.id)
        row.status, row.error_code = status, error_code
        if status == "delivered":
            plan_answer(row, clock.shifted(offset_seconds))


def _next(text: SimulatedText) -> tuple[str, int | None]:
    """Where a text of ours goes from where it is: on, or wrong as was armed or as the crowd's phones do."""
    if text.status != "queued":
        return NEXT[text.status], None
    fault = take_fault(text.phone)
    if fault is not None:
        return (LOST, None) if fault.error_code is None else ("undelivered", fault.error_code)
    error_code = crowd_error(text)
    return ("undelivered", error_code) if error_code is not None else (NEXT[text.status], None)


def _fields(text: SimulatedText, sender: Sender) -> dict[str, list[str]]:
    return {
        "MessageSid": [text.sid],
        "SmsSid": [text.sid],
        "AccountSid": [sender.account_sid],
        "ApiVersion": ["2010-04-01"],
    }


def _post(kind: WebhookKind, url: str, fields: dict[str, list[str]], sender: Sender, clock: Clock) -> None:
    """Sign as Twilio does and hand over to what Twilio's own calls go through."""
    attempt = parse_qs(urlsplit(url).query).get("attempt", [None])[0]
    if not receive(kind, [url], fields, sign(url, fields, sender.token), attempt, clock.real()):
        raise RuntimeError("a simulated webhook was refused")


def _carrier_answer(text: SimulatedText) -> str:
    """What the carrier says to a keyword; to a START word (YES is one) only where it had blocked us before."""
    word = keyword(text.body)
    if word in START_WORDS and not _is_blocked(text):
        return ""
    return next((answer for words, answer in _REPLIES if word in words), "")


def _is_blocked(text: SimulatedText) -> bool:
    before = SimulatedText.phone == text.phone, SimulatedText.is_from_phone, SimulatedText.id < text.id
    typed = db.session.scalars(select(SimulatedText.body).where(*before).order_by(SimulatedText.id.desc()))
    return next((word in STOP_WORDS for word in map(keyword, typed) if word in START_WORDS | STOP_WORDS), False)
