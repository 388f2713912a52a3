"""What is said of people on screens: languages, needs and custom fields in words."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from flask_babel import gettext as _

from crm.contacts.duplicates.wording import DETAIL
from crm.contacts.field_values import as_words
from crm.contacts.models import CustomField, FieldKind
from crm.core.errors import N_
from crm.core.i18n import bilingual, count, language, local_day
from crm.core.i18n_names import LANGUAGE_CODES

OFFERED_LANGUAGES = (*LANGUAGE_CODES, "vi", "am", "ar", "so", "fr", "ht", "zh", "ne", "ru")
"""The languages a form offers: those of the program first, then others that are spoken at our meetings."""
NEEDS = ("childcare", "ride", "interpretation", "wheelchair", "asl", "food")


def language_name(code: str | None) -> str:
    """A language in words, beginning with a capital: Spanish, Español; the code itself when it is not known."""
    return _name_in(code, language()) if code else ""


def in_a_sentence(languages: str) -> str:
    """Names of languages as they stand within a sentence: Spanish writes them small, English as at its beginning."""
    return languages.lower() if language() == "es" else languages


@lru_cache(maxsize=512)
def _name_in(code: str, spoken: str) -> str:
    try:
        name = Locale.parse(code, sep="-").get_display_name(spoken) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]


def need_name(need: str) -> str:
    """A need in words; what was written otherwise stays as it is."""
    kind, _separator, detail = need.partition(":")
    names = {
        "childcare": _("Childcare"),
        "ride": _("A ride"),
        "interpretation": _("Interpretation"),
        "wheelchair": _("Wheelchair access"),
        "asl": _("Sign language"),
        "food": _("Food"),
    }
    if kind not in names:
        return need
    return f"{names[kind]} ({language_name(detail) if kind == 'interpretation' else detail})" if detail else names[kind]


FIELD_KINDS = {
    FieldKind.TEXT: N_("Text"),
    FieldKind.NUMBER: N_("Number"),
    FieldKind.DATE: N_("Day"),
    FieldKind.CHOICE: N_("One choice"),
    FieldKind.MANY_CHOICES: N_("Several choices"),
    FieldKind.YES_NO: N_("Yes or no"),
}
"""The kinds of custom field in words."""


def field_kind_name(kind: FieldKind) -> str:
    """A kind of custom field in words."""
    name: str = _(FIELD_KINDS[kind])
    return name


def field_label(field: CustomField) -> str:
    """What a field asks, in the language of the reader where it is known."""
    return bilingual(field.label, field.label_es)


def field_value(field: CustomField, value: object) -> str:
    """A value in words: yes and no, days and numbers as they are written; what does not fit stays as it was."""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, int):
        return count(value)
    if field.kind is FieldKind.DATE and _is_day(value):
        return local_day(date.fromisoformat(str(value)), "MMM d, y")
    return ", ".join(as_words(value))


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def say_reason(reason: str) -> str:
    """Why two records may be one person, translated; names behind a colon stay as they are."""
    sentence, colon, names = reason.partition(DETAIL)
    return f"{_(sentence)}{colon}{names}"
