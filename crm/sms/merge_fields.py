"""Merge fields: what stands in braces in a text, what fills it in each language, and what is wrong with a text.

Pure text, no database. The fields and the longest value each is planned for come from the reference list of the field.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time

from crm.core.errors import N_, Refused
from crm.sms.segments import CostlyCharacter, Segments, costly_characters, measure

_REFERENCE = Path(__file__).resolve().parent / "reference" / "sms_merge_fields.csv"
_BRACES = re.compile(r"\{([^{}]*)\}")
_LOOSE_BRACE = re.compile(r"[{}]")
_STOP_WORD = re.compile(r"\bSTOP\b")
_NAME_AT_START = re.compile(r"^\{first_name\}[,:!]?\s*")
_NAME_INSIDE = re.compile(r",?\s*\{first_name\}")
_SHORTENERS = re.compile(
    r"(?<![\w.-])(bit\.ly|bitly\.com|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|t\.ly|tiny\.cc"
    r"|rb\.gy|shorturl\.at|v\.gd|lnkd\.in|s\.id|bl\.ink|short\.io|adf\.ly)(?:/|\b(?![\w.-]))"
)
SHORTENED = N_("Carriers stop texts with links of %(link)s. Put the whole link there.")
LANGUAGE_NAMES = {"en": N_("English"), "es": N_("Spanish")}
HOW_TO_STOP = {"en": "STOP to opt out", "es": "STOP para salir"}
MOST_CHARACTERS = 1600
"""The provider takes no longer text (SMS.md section 1, error 21617)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One merge field: the longest value a template's length assumes, and an example in both languages."""

    name: str
    max_chars: int
    sample: Mapping[str, str]


@cache
def fields() -> dict[str, Field]:
    """Every merge field by name, in the order of the reference list."""
    with _REFERENCE.open(encoding="utf-8", newline="") as lines:
        return {
            row["field"]: Field(row["field"], int(row["max_chars"]), {"en": row["sample_en"], "es": row["sample_es"]})
            for row in csv.DictReader(lines)
        }


def composed(text: str) -> str:
    """The text as it is kept and counted: composed letters (a loose tilde is UCS-2, ñ is not), plain line ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def used_fields(body: str) -> list[str]:
    """What stands in braces, in order, each once; unknown names as well."""
    return list(dict.fromkeys(_BRACES.findall(body)))


def missing_fields(body: str, values: Mapping[str, str]) -> list[str]:
    """Known fields of a text that nothing fills. A person without a name is none: her name is left out of the sentence."""
    return [name for name in used_fields(body) if name in fields() and name != "first_name" and not values.get(name)]


def render(body: str, values: Mapping[str, str]) -> str:
    """The text as one person reads it; Refused while a field is unknown or has no value."""
    found = next(iter([*_unknown(body, "en"), *_missing(body, values, "en")]), None)
    if found is not None:
        raise found
    return preview(body, values)


def preview(body: str, values: Mapping[str, str]) -> str:
    """The text with every value there is; a field without one stays in its braces."""
    text = body if values.get("first_name") else _without_name(body)
    return composed(_BRACES.sub(lambda match: values.get(match[1]) or match[0], text))


def costly_in(body: str) -> list[CostlyCharacter]:
    """What forces a text into UCS-2, the braces of its fields aside."""
    return costly_characters(composed(body).replace("{", "").replace("}", ""))


def sample_length(body: str, language: str) -> Segments:
    """How long a text is with the longest example of each field in place."""
    return measure(preview(body, {name: field.sample[language] for name, field in fields().items()}))


def problems(
    body: str, values: Mapping[str, str], language: str, organization_names: Iterable[str], needs_stop: bool = True
) -> list[Refused]:
    """What must be mended before the text of this language may be sent, each as a sentence; empty when it may."""
    body = composed(body)
    if not body:
        return [Refused(N_("The %(language)s text is empty."), language=LANGUAGE_NAMES[language])]
    found = [*_unknown(body, language), *_missing(body, values, language)]
    words = {"language": LANGUAGE_NAMES[language]}
    if needs_stop and not _STOP_WORD.search(body):
        found.append(Refused(N_("The %(language)s text does not say how to stop: add “STOP to opt out”."), **words))
    text = preview(body, values).casefold()
    if not any(name and name.casefold() in text for name in organization_names):
        found.append(Refused(N_("The %(language)s text does not say who writes: add {org}."), **words))
    if (shortener := short_link(text)) is not None:
        found.append(Refused(SHORTENED, link=shortener))
    if len(text) > MOST_CHARACTERS:
        found.append(Refused(N_("The %(language)s text is longer than 1600 characters."), **words))
    return found


def short_link(text: str) -> str | None:
    """The public link shortener in a text, or None: carriers filter texts that carry one (SMS.md section 2, CTIA)."""
    found = _SHORTENERS.search(text.casefold())
    return found.group(1) if found else None


def with_name(body: str, organization_names: tuple[str, ...]) -> str:
    """The text beginning with who writes, where it does not say so anywhere."""
    is_named = "org" in used_fields(body) or any(
        name.casefold() in body.casefold() for name in organization_names if name
    )
    return composed(body if is_named else f"{{org}}: {body}")


def with_stop(body: str, language: str) -> str:
    """The text ending with how to stop, where it does not say so anywhere."""
    return composed(body if _STOP_WORD.search(body) else f"{body} {HOW_TO_STOP[language]}")


def cut(text: str, length: int) -> str:
    """The text in at most `length` characters, ended after a whole word where there is one."""
    if len(text) <= length:
        return text
    return (text[: length + 1].rpartition(" ")[0] or text[:length]).rstrip(" ,;:-")


def say_ask(ask: str) -> str:
    """An ask as it stands inside "Will you …?": with a small first letter, and no full stop."""
    ask = ask.strip().rstrip(".?!")
    return ask[:1].lower() + ask[1:]


def say_date(day: date, language: str) -> str:
    """A day in a text: "Tue Nov 24"; in Spanish "24/11", since "sábado" would cost a segment."""
    return f"{day.day}/{day.month}" if language == "es" else str(format_date(day, "EEE MMM d", locale="en"))


def say_time(moment: time) -> str:
    """A time of day in a text, in both languages: "6:30 PM"."""
    return str(format_time(moment, "h:mm a", locale="en"))


def say_phone(e164: str) -> str:
    """A number to call as a text writes it: 312-555-0100."""
    return f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}" if e164.startswith("+1") and len(e164) == 12 else e164


def _without_name(body: str) -> str:
    """The sentence without the name: "Hi {first_name}, ready" becomes "Hi, ready"; at the start the next word is raised."""
    start = _NAME_AT_START.sub("", body)
    if start != body:
        body = start[:1].upper() + start[1:]
    return _NAME_INSIDE.sub("", body)


def _unknown(body: str, language: str) -> list[Refused]:
    names = [name for name in used_fields(body) if name not in fields()]
    sentence = N_("The %(language)s text has {%(field)s}, which is no merge field.")
    found = [Refused(sentence, language=LANGUAGE_NAMES[language], field=name) for name in names]
    if _LOOSE_BRACE.search(_BRACES.sub("", body)):
        found.append(Refused(N_("The %(language)s text has a single brace."), language=LANGUAGE_NAMES[language]))
    return found


def _missing(body: str, values: Mapping[str, str], language: str) -> list[Refused]:
    sentence = N_("Nothing fills {%(field)s} in the %(language)s text: write it below.")
    names = missing_fields(body, values)
    return [Refused(sentence, language=LANGUAGE_NAMES[language], field=name) for name in names]
