"""How the figure of a fact and how sure it is are said."""

from __future__ import annotations

from crm.core.i18n import decimal, short_money
from crm.core.spoken import gettext as _


def figure_words(figure: str, unit: str) -> str:
    """ "$3.4 T", "229%", "20–45%", "2,557"; the figure as it is written where it is no number."""
    try:
        number = float(figure)
    except ValueError:
        return f"{figure.replace('-', '–')}%" if unit.startswith("percent") else figure
    if unit.startswith("USD"):
        return short_money(round(number * 100))
    if unit == "share":
        return f"{decimal(round(number * 100, 1))}%"
    said = decimal(number)
    return f"{said}%" if unit.startswith("percent") else said


def sureness_words(confidence: str) -> str:
    """How sure a fact is: "well sourced"."""
    words = {"high": _("well sourced"), "medium": _("one outlet, or rounded"), "low": _("weak source")}
    return words.get(confidence, confidence)
