"""The lines of the list of people: the template of one is rendered once a language and then filled in for each person.

Fifty lines rendered one by one took longer than the page around them and all its reads together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from markupsafe import Markup

from crm.contacts.queries import PersonRow
from crm.contacts.words import language_name
from crm.core.fragments import kept
from crm.core.i18n import said as _
from crm.core.i18n import since
from crm.core.phones import format_national


def lines_of(people: Iterable[PersonRow]) -> Markup:
    """The lines of these people; everything of a person is escaped."""
    line, nameless, phoneless = str(kept("contacts/_line.html")), _("No name yet"), _("No phone")
    said: dict[datetime | None, str] = {None: _("No contact yet")}
    spoken: dict[str | None, str] = {None: "", "": ""}
    lines = []
    for person in people:
        number = escape(format_national(person.phone)) if person.phone else ""
        name, language, met_at = person.name, person.language, person.last_contact_at
        if language not in spoken:
            spoken[language] = escape(f" · {language_name(language)}")
        if met_at not in said:
            said[met_at] = _when(met_at)
        values = {
            "id": person.id,
            "name": escape(name) if name else number or nameless,
            "initials": escape(person.initials),
            "number": (number if name else "") if number else phoneless,
            "language": spoken[language],
            "owner": person.owner and escape(person.owner),
            "when": said[met_at],
        }
        lines.append(line % values)
    return Markup("".join(lines))  # noqa: S704 - our own template, and each value escaped


def _when(moment: datetime | None) -> str:
    return f'<span class="visually-hidden">{_("Last contact")} </span>{escape(since(moment))}' if moment else ""
