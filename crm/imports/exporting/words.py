"""The columns of files out in words, for the README of a take-out and the form that chooses columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from crm.core.errors import N_

COLUMNS: dict[str, str] = {
    "external_id": N_("number in the other system the person came from"),
    "first_name": N_("first name"),
    "middle_name": N_("middle name"),
    "last_name": N_("family name"),
    "suffix": N_("suffix, such as Jr."),
    "emails": N_("e-mail addresses, the main one first"),
    "phones": N_("phone numbers, the main one first; in JSON with whether each can take texts"),
    "street": N_("street and number"),
    "city": N_("city"),
    "state": N_("state"),
    "postal_code": N_("ZIP code"),
    "language": N_("language she is written in"),
    "tags": N_("tags"),
    "sms_consent": N_("consent to texts: opted_in, opted_out, unknown; the stricter of number and person"),
    "consent_source": N_("where the words of consent stood"),
    "consent_words": N_("the words she agreed to"),
    "email_consent": N_("consent to e-mail: opted_in, opted_out, unknown"),
    "chosen_name": N_("the name she goes by"),
    "pronouns": N_("pronouns"),
    "is_minor": N_("under 18"),
    "member_status": N_("how she stands to the organization"),
    "needs": N_("what she needs to take part"),
    "organizer": N_("who stays in touch with her"),
    "source": N_("where we know it from"),
    "first_seen_at": N_("since when we know her"),
    "last_contact_at": N_("when somebody last talked with her"),
    "last_attended_at": N_("when she last came to an action"),
    "custom": N_("further fields, as JSON"),
    "reinvest_id": N_("our own number of the person; contact_id and person_id elsewhere mean it"),
    "registered": N_("registered and did not cancel"),
    "came": N_("was there"),
    "minutes": N_("minutes; empty where they are not known"),
    "person": N_("the name of the person"),
    "cents": N_("the figure in cents"),
    "fte_hundredths": N_("jobs in hundredths of one (FTE)"),
    "stage": N_("where in the budget's life the figure stands"),
    "side": N_("side of the ledger: divest, invest, other_source, unallocated"),
    "answer": N_("the answer"),
    "outcome": N_("how it ended"),
    "words": N_("the words"),
    "body": N_("the text"),
    "story": N_("what was told, only where you may read it"),
    "has_story": N_("whether there is a sealed story"),
    "value": N_("1 leads with us to 5 against us"),
    "people": N_("how many people"),
    "ocd_id": N_("place, as an Open Civic Data id"),
    "webinar_id": N_("the webinar's own number at Zoom"),
    "verb": N_("what was done"),
    "details": N_("more about it, as JSON"),
}
"""What columns mean; those that say it themselves (kind, title) are not here."""
_ENDINGS = {
    "_id": N_("a number in the file of that name"),
    "_at": N_("a moment"),
    "_on": N_("a day"),
    "_es": N_("the same in Spanish"),
}


def column_words(columns: Iterable[str], say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Each column with what it means, "" where its name says it."""
    for column in columns:
        yield column, say(COLUMNS[column]) if column in COLUMNS else _by_ending(column, say)


def _by_ending(column: str, say: Callable[[str], str]) -> str:
    return next((say(words) for ending, words in _ENDINGS.items() if column.endswith(ending)), "")


def short_words(said: str) -> str:
    """The beginning of what a column means, for a label: what follows a comma, colon or semicolon is left out."""
    return re.split("[,;:]", said, maxsplit=1)[0]
