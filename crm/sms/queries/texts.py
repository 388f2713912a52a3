"""The text of a blast as each of its people reads it, with its size: what is hers alone is her name, and her own link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.sms.merge_fields import preview
from crm.sms.queries.personal import as_hers
from crm.sms.queries.readers import Reader
from crm.sms.queries.values import Values
from crm.sms.segments import Segments, measure

MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class Texts:
    """The bodies of a text by language with what fills their fields; people of one name share one text."""

    bodies: Mapping[str, str]
    values: Values
    _made: dict[tuple[str, str], tuple[str, Segments]] = field(default_factory=dict)

    def for_person(self, reader: Reader) -> tuple[str, Segments]:
        """What one person is sent, with her own link where the text has one, and its size."""
        text, size = self.of(reader.language, reader.called)
        return as_hers(text, self.values[reader.language], reader.contact_id), size

    def of(self, language: str, called: str) -> tuple[str, Segments]:
        """What somebody of that name reads, and its size; a field that nothing fills stays in its braces."""
        key = (language, called)
        made = self._made.get(key)
        if made is None:
            text = preview(self.bodies.get(language, ""), {**self.values[language], "first_name": called})
            made = (text, measure(text))
            if len(self._made) >= MOST_REMEMBERED:
                self._made.clear()
            self._made[key] = made
        return made
