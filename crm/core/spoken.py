"""gettext and ngettext of the request's language, typed: for modules that build sentences."""

from __future__ import annotations

import flask_babel


def gettext(message: str, **params: object) -> str:
    """The message in the language of the request, its %(name)s filled."""
    return str(flask_babel.gettext(message, **params))


def ngettext(singular: str, plural: str, num: int, **params: object) -> str:
    """The message for a number of things; %(num)s is filled by itself."""
    return str(flask_babel.ngettext(singular, plural, num, **params))
