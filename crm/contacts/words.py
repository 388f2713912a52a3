"""What is said of people on screens: languages and needs in words."""

from __future__ import annotations

from babel import Locale
from babel.core import UnknownLocaleError
from flask_babel import gettext as _

from crm.core.i18n import language
from crm.core.i18n_names import LANGUAGE_CODES

OFFERED_LANGUAGES = (*LANGUAGE_CODES, "vi", "am", "ar", "so", "fr", "ht", "zh", "ne", "ru")
"""The languages a form offers: those of the program first, then others that are spoken at our meetings."""
NEEDS = ("childcare", "ride", "interpretation", "wheelchair", "asl", "food")


def language_name(code: str | None) -> str:
    """A language in words, beginning with a capital: Spanish, Español; the code itself when it is not known."""
    if not code:
        return ""
    try:
        name = Locale.parse(code, sep="-").get_display_name(language()) or code
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
