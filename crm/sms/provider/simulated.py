"""Simulated phones as a carrier of texts: the whole outside world of a practice organization is one table."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from crm.core.database import db, unit_of_work
from crm.core.errors import N_, Refused
from crm.core.scope import in_organization
from crm.sms.models import SimulatedText
from crm.sms.provider.error_codes import OPTED_OUT
from crm.sms.provider.keywords import HELP_WORDS, STOP_WORDS, keyword
from crm.sms.provider.port import Accepted, CheckUp, Declined, IncomingText, Media, OutgoingText, SendResult, SentText

ARMED = "armed"
"""The status of a row that is no text: it says what goes wrong with the next text to its phone."""
PLANNED = "planned"
"""The status of what somebody of a rehearsal's crowd will type when its moment comes."""
LOST = "lost"
"""The status of a text of which nothing is heard again."""


class Fault(StrEnum):
    """What may go wrong with a text to a simulated phone: an error code of the carriers, or no word at all."""

    LANDLINE = "30006"
    OUT_OF_REACH = "30003"
    SILENCE = "silence"

    @property
    def error_code(self) -> int | None:
        """The carriers' code, or None where nothing is heard."""
        return None if self is Fault.SILENCE else int(self.value)


def new_sid(prefix: str = "SM") -> str:
    """A name such as the provider gives: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


class SimulatedProvider:
    """Puts texts on the simulated phones of one organization; `clock` tells that organization's time."""

    calls_at_once = 1

    def __init__(self, organization_id: int, clock: Callable[[], datetime]) -> None:
        self._organization_id = organization_id
        self._clock = clock

    def send(self, text: OutgoingText) -> SendResult:
        """Put the text on its phone; declined, as Twilio would, when that phone's last keyword was a stop."""
        with in_organization(self._organization_id), unit_of_work():
            if is_blocked(text.to):
                return Declined(OPTED_OUT)
            row = SimulatedText(
                phone=text.to,
                is_from_phone=False,
                body=text.body,
                sid=new_sid(),
                status_callback=text.status_callback,
                status="queued",
                at=self._clock(),
            )
            db.session.add(row)
            db.session.flush()
            return Accepted(row.sid, row.status, text.from_phone)

    def find_sent(self, text: OutgoingText, since: datetime) -> list[SentText]:
        """Texts on that phone with that body and our attempt id, oldest first."""
        query = (
            select(SimulatedText)
            .where(
                SimulatedText.phone == text.to,
                SimulatedText.is_from_phone.is_(False),
                SimulatedText.body == text.body,
                SimulatedText.status_callback == text.status_callback,
            )
            .order_by(SimulatedText.id)
        )
        with in_organization(self._organization_id), unit_of_work():
            return [SentText(row.sid, row.status) for row in db.session.scalars(query)]

    def check(self) -> CheckUp:
        """Simulated phones are always there."""
        return CheckUp()

    def list_incoming(self, our_number: str, since: datetime, at_most: int) -> list[IncomingText]:
        """Nothing: what is typed on a simulated phone stays there until it is taken in."""
        return []

    def fetch_media(self, url: str, most_bytes: int) -> Media:
        """Simulated phones send no files."""
        raise Refused(N_("This file is not kept by your provider, so it is not opened."))


def is_blocked(phone: str) -> bool:
    """Whether the provider refuses texts to that phone: its last stop or start keyword was a stop."""
    query = (
        select(SimulatedText.body)
        .where(SimulatedText.phone == phone, SimulatedText.is_from_phone.is_(True))
        .order_by(SimulatedText.id.desc())
        .limit(200)
    )
    words = (keyword(body) for body in db.session.scalars(query))
    last = next((word for word in words if word and word not in HELP_WORDS), "")
    return last in STOP_WORDS
