"""Who of a file agreed to be texted: said once for the whole file, or row by row where a list carries the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crm.core.errors import N_, Refused
from crm.core.text import clean_line
from crm.imports.incoming import Incoming, Part
from crm.imports.reading import affirms
from crm.sms.service.consent import ConsentMethod, NewConsent


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the people of a file agreed: by a question of the form, or by words typed with where they stand; or not at all."""

    question: str = ""
    words: str = ""
    source: str = ""

    def check(self, questions: Iterable[str]) -> None:
        """Refused when the question is none of the file's, or words come without a source."""
        if self.question and self.question not in set(questions):
            raise Refused(N_("The file does not ask “%(question)s”."), question=self.question[:120])
        if self.words and not self.source:
            raise Refused(N_("Say where these words stand (the form, the sheet, the page): consent needs a source."))
        if self.source and not self.words:
            raise Refused(N_("Say the words these people agreed to: consent needs them."))
        if self.question and self.words:
            raise Refused(N_("Choose either a question of the form or words of your own."))


def agrees(row: Incoming, question: str) -> bool:
    """Whether a registrant's answer to the question is a yes."""
    return _counts(row) and affirms(row.answers.get(question, ""))


def _counts(row: Incoming) -> bool:
    return row.part is Part.REGISTERED or (row.part is Part.NONE and not row.left_out)


def consents_of(
    people: Iterable[tuple[Incoming, int, str]], agreement: Agreement, topic: str, now: datetime
) -> Iterator[NewConsent]:
    """The acts to write down: for (row, contact id, the number we know when the file has none)."""
    for row, contact_id, known_phone in people:
        phone = row.phones[0] if row.phones else known_phone
        if not phone:
            continue
        at = min(row.registered_at or row.consented_at or now, now)
        if agreement.question and agrees(row, agreement.question):
            source = f"Zoom registration form, {topic}" if topic else "Zoom registration form"
            yield NewConsent(contact_id, phone, agreement.question, source, ConsentMethod.WEB_FORM, at)
        elif agreement.words and _counts(row) and row.sms_consent != "opted_out":
            yield NewConsent(contact_id, phone, agreement.words, agreement.source, ConsentMethod.IMPORT_ATTESTED, at)
        if row.sms_consent == "opted_in" and clean_line(row.consent_words):
            source = row.consent_source or N_("an imported list")
            yield NewConsent(contact_id, phone, row.consent_words, source, ConsentMethod.IMPORT_ATTESTED, at)
