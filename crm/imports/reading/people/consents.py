"""Who of a list agreed to texts or e-mails: by a column of statuses, by a question answered yes, by flags, or by what
the whole file is."""

import datetime as dt
from typing import NamedTuple

from crm.core.errors import N_
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.people.plan import Plan
from crm.imports.reading.people.values import affirms, is_flagged, read_consent
from crm.imports.reading.times import parse_moment

OPTED_IN, OPTED_OUT = "opted_in", "opted_out"


class Consent(NamedTuple):
    """What one row says about texts (with source and words) and about e-mails, and when that was said."""

    sms: str = ""
    source: str = ""
    words: str = ""
    email: str = ""
    email_source: str = ""
    at: dt.datetime | None = None


NOTHING = Consent()


class ConsentReader:
    """Reads the consents of rows; source is how the file is called where consent came from.

    everybody gives what all in the file said to texts and to e-mails, where their rows say nothing. Against an opt-out of
    everybody, which only the file's name tells, a row speaks by a status or a flag of its own; an answer is older than it.
    """

    def __init__(self, plan: Plan, notices: Notices, source: str, everybody: tuple[str, str]) -> None:
        """Settle which columns speak of consent at all: most lists have none or one."""
        sms, email = everybody
        self._plan = plan
        self._notices = notices
        self._source = source
        self._everybody = Consent(sms=sms, email=email, email_source=source if email else "")
        self._is_silent = not plan.has(
            "sms_consent", "email_consent", "consent_source", "consent_words", "consent_at", "no_texts", "no_emails",
            "no_calls", "no_contact", "unsubscribed_at", "sms_question", "email_at",
        )  # fmt: skip
        self._is_simple = not plan.fields & {
            "email_consent", "consent_at", "no_texts", "no_emails", "no_calls", "no_contact", "unsubscribed_at",
            "sms_question", "email_at",
        } and self._everybody == NOTHING  # fmt: skip

    def read(self, line: int, cells: list[str]) -> Consent:
        """Read the consents of one row."""
        if self._is_silent:
            return self._everybody
        place = self._plan.place
        sms = stated = self._status(line, cells[place["sms_consent"]])
        source, words = cells[place["consent_source"]], cells[place["consent_words"]]
        if self._is_simple:
            return Consent(sms, source, words)
        email = stated_email = self._status(line, cells[place["email_consent"]], of_email=True)
        if not sms or (sms == OPTED_IN and not words):
            sms, source, words = self._answer(cells) or (sms, source, words)
        sms = OPTED_OUT if self._is_stopped(cells, "no_texts", "no_calls", "no_contact") else sms
        email = OPTED_OUT if self._is_stopped(cells, "no_emails", "no_contact") else email
        if cells[place["unsubscribed_at"]]:
            sms, email = self._unsubscribed(sms, email)
        if not stated and not self._is_cleared(cells, "no_texts"):
            sms = _stricter(sms, self._everybody.sms)
        if not stated_email and not self._is_cleared(cells, "no_emails"):
            email = _stricter(email, self._everybody.email)
        return Consent(sms, source, words, email, self._source if email else "", self._when(cells, sms, email))

    def _status(self, line: int, text: str, *, of_email: bool = False) -> str:
        consent = read_consent(text)
        if consent is None:
            message = (
                N_("%(value)s is no known status of e-mail; the person comes in without consent to e-mails.")
                if of_email
                else N_("%(value)s is neither opted_in nor opted_out; the person comes in without consent to texts.")
            )
            self._notices.append(Notice(message, {"value": text[:80]}, line))
        return consent or ""

    def _answer(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Give consent, source and words of the first question answered yes: its own text is what was agreed to."""
        for place, question in self._plan.questions:
            if affirms(cells[place]):
                return OPTED_IN, self._source or N_("an imported list"), question
        return None

    def _is_stopped(self, cells: list[str], *flags: str) -> bool:
        return any(is_flagged(cells[place]) for flag in flags for place in self._plan.flags[flag])

    def _is_cleared(self, cells: list[str], flag: str) -> bool:
        """Say whether a flag such as "do not text" says in so many words that it is not set."""
        return any(cells[place] and not is_flagged(cells[place]) for place in self._plan.flags[flag])

    def _unsubscribed(self, sms: str, email: str) -> tuple[str, str]:
        """A day of leaving closes e-mails; in a list that has phones alone it closes texts."""
        if self._plan.emails:
            return (OPTED_OUT if self._everybody.sms else sms), OPTED_OUT
        return OPTED_OUT, email

    def _when(self, cells: list[str], sms: str, email: str) -> dt.datetime | None:
        place = self._plan.place
        wanted = (
            ("consent_at", bool(sms or email)),
            ("answered_at", bool(sms)),
            ("unsubscribed_at", OPTED_OUT in (sms, email)),
            ("email_at", email == OPTED_IN),
        )
        for name, is_wanted in wanted:
            text = cells[place[name]]
            if text and is_wanted:
                return parse_moment(text)
        return None


def _stricter(said: str, everybody: str) -> str:
    return everybody if everybody == OPTED_OUT else said or everybody
