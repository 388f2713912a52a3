"""Whether and when a person on staff may answer a conversation: asked when she writes, and again when the text is sent.

An answer to a text needs no other consent than that text; every other reason to stay silent still counts. Who wrote to
us within the last hour is awake: she is answered at once. Everybody else is answered inside the hours for texting.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.sms.queries.gate import Verdict, Why, may_text
from crm.sms.queries.quiet_hours import next_allowed

ANSWER_AT_ONCE = timedelta(minutes=60)
"""SMS.md names no rule for answers in quiet hours: this one is the product's own."""

HELP_KEY = "help:"
"""How the submit key of an answer to HELP begins; it goes at once, like a person's answer."""
KEYWORD_KEY = "kw:"
"""How the submit key of an answer to a keyword begins; it goes at once too."""


def may_answer(phone: str, contact_id: int | None, last_inbound_at: datetime | None) -> Verdict:
    """The gate's verdict, but that a number which wrote to us may be answered without a consent on record."""
    verdict = may_text(phone, contact_id)
    if verdict.reason is Why.NO_CONSENT and last_inbound_at is not None:
        return Verdict(True)
    return verdict


def wrote_just_now(now: datetime, last_inbound_at: datetime | None) -> bool:
    """Whether the number wrote within the last hour, so that an answer does not wait for the hours for texting."""
    return last_inbound_at is not None and now - last_inbound_at <= ANSWER_AT_ONCE


def answer_time(
    now: datetime, phone: str, state: str = "", postal_code: str = "", last_inbound_at: datetime | None = None
) -> datetime | None:
    """When an answer written now is sent: `now` itself, or the next hour for texting; None when there is none."""
    if wrote_just_now(now, last_inbound_at):
        return now
    return next_allowed(now, phone, state, postal_code)
