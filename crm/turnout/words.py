"""Turnout said in words."""

from __future__ import annotations

from datetime import date

from crm.core.i18n import count, local_day
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext
from crm.turnout.queries import Forecast


def sentence(forecast: Forecast, today: date) -> str:
    """96 yes, expect 71 (62 to 80) of 150; need 38 more yeses by Thursday."""
    parts = [expected(forecast)]
    if forecast.is_short:
        parts.append(needed(forecast, today))
    return "; ".join(parts) + "."


def expected(forecast: Forecast) -> str:
    """96 yes, expect 71 (62 to 80) of 150."""
    values = {"yes": count(forecast.yes), "expected": count(forecast.expected)}
    values |= {"low": count(forecast.low), "high": count(forecast.high)}
    if forecast.goal:
        return _(
            "%(yes)s yes, expect %(expected)s (%(low)s to %(high)s) of %(goal)s", goal=count(forecast.goal), **values
        )
    return _("%(yes)s yes, expect %(expected)s (%(low)s to %(high)s)", **values)


def needed(forecast: Forecast, today: date) -> str:
    """need 38 more yeses by Thursday."""
    return ngettext(
        "need %(num)s more yes by %(day)s", "need %(num)s more yeses by %(day)s", forecast.more_yeses_needed,
        day=day_word(forecast.by, today),
    )  # fmt: skip


def day_word(day: date, today: date) -> str:
    """today, tomorrow, a weekday within the week, else the day."""
    ahead = (day - today).days
    if ahead <= 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    return local_day(day, "EEEE") if ahead < 7 else local_day(day, "EEE MMM d")
