"""Two languages: which one a request speaks, and how moments, days and figures are said in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import TIMEDELTA_UNITS, format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, gettext  # noqa: TID251 - the one place for it
from flask_login import current_user
from markupsafe import Markup

from crm.core import money
from crm.core.clock import zone
from crm.core.errors import N_, DomainError
from crm.core.i18n_names import LANGUAGE_CODES

LANGUAGES = dict(zip(LANGUAGE_CODES, ("English", "Español"), strict=True))
_FIGURES = {"en": "en", "es": "es_US"}
"""Whose figures and hours each language writes: Spanish as in the United States has 1,234 and 6:58 p.m."""

FITS, NEARLY_WHOLE = 0.85, 0.95
"""From which part of a unit on a span is said in it, as Babel does; a rounded one is never between the two."""


def select_language() -> str:
    """The user's own choice, else the one made before signing in, else what the browser asks for; English in a job."""
    if not has_request_context():
        return "en"
    chosen = getattr(current_user, "language", None) if current_user else None
    chosen = chosen or session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def language() -> str:
    """The language of this request: en or es; asked once, since every text of a page hangs on it."""
    if not g:
        return "en"
    if "spoken" not in g:
        locale = get_locale()
        g.spoken = locale.language if locale else "en"
    return str(g.spoken)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside, the request speaks this language, whatever its reader chose."""
    before = language()
    with force_locale(code):
        g.spoken = code
        try:
            yield
        finally:
            g.spoken = before


def said(message: str, **values: Any) -> Markup:
    """A text of a template in the language of this request, with escaped values: what gettext() says, looked up once."""
    return _said(language(), message) if not values else _translated(language(), message) % values


@lru_cache(maxsize=8192)
def _said(spoken: str, message: str) -> Markup:
    return _translated(spoken, message) % {}


@lru_cache(maxsize=8192)
def _translated(_spoken: str, message: str) -> Markup:
    """The text in the language of the request, which is the one it is kept by; the texts of templates are all ours."""
    return Markup(gettext(message))  # noqa: S704


def other_language() -> str:
    """The language one tap away."""
    return "en" if language() == "es" else "es"


def bilingual(english: str, spanish: str) -> str:
    """Of a text kept in both languages, the one for this request; the other when it is empty."""
    return (spanish or english) if language() == "es" else (english or spanish)


def sentence(error: DomainError) -> str:
    """The sentence of an error in the language of the request; a language that it names is said in it too."""
    translated: str = gettext(error.message)
    values = {name: gettext(value) if name == "language" else value for name, value in error.params.items()}
    return translated % values if values else translated


def zone_name() -> str:
    """The zone screens are shown in: the organization's."""
    organization = g.get("organization")
    return organization.time_zone if organization else "UTC"


def local(moment: datetime, pattern: str = "EEE MMM d, h:mm a", in_zone: str | None = None) -> str:
    """A moment in the organization's (or the given) zone: Thu, Nov 19, 6:58 PM."""
    return format_datetime(moment, _ordered(pattern), tzinfo=zone(in_zone or zone_name()), locale=_locale())


def local_day(day: date | datetime, pattern: str = "EEE MMM d") -> str:
    """A calendar day in words: Thu Nov 19, jue 19 nov; with "EEE MMM d y", Thu Nov 19 2026."""
    if isinstance(day, datetime):
        day = day.astimezone(zone(zone_name())).date()
    return format_date(day, _ordered(pattern), locale=_locale())


def ago(moment: datetime) -> str:
    """How long before the request's time: 6 minutes; less than one is "just now"."""
    if g.now - moment < timedelta(minutes=1):
        now: str = gettext("just now")
        return now
    return _span(int((g.now - moment).total_seconds()), _locale(), is_directed=False)


def since(moment: datetime) -> str:
    """When it was, seen from the request's time: 6 minutes ago; less than one is "just now"."""
    if g.now - moment < timedelta(minutes=1):
        return ago(moment)
    return _span(int((moment - g.now).total_seconds()), _locale(), is_directed=True)


def _span(seconds: int, locale: str, is_directed: bool) -> str:
    """A span of time in its largest fitting unit: 6 minutes, 3 weeks ago."""
    size = next((size for _unit, size in TIMEDELTA_UNITS if abs(seconds) >= FITS * size and size >= 60), 60)
    rounded = max(1, round(abs(seconds) / size)) * size
    return _said_span(rounded if seconds > 0 else -rounded, locale, is_directed)


@lru_cache(maxsize=4096)
def _said_span(seconds: int, locale: str, is_directed: bool) -> str:
    """A whole number of units in words; lists say the same few over and over, and each costs Babel what a read costs."""
    delta = timedelta(seconds=seconds)
    return format_timedelta(
        delta, locale=locale, granularity="minute", threshold=NEARLY_WHOLE, add_direction=is_directed
    )


def count(number: int | None) -> str:
    """A whole number with separators; an em dash when it is not known."""
    return "—" if number is None else _counted(number, _locale())


@lru_cache(maxsize=8192)
def decimal(number: float) -> str:
    """A number with its decimals as the language writes it."""
    return format_decimal(number, locale=_locale())


def _counted(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


def short_money(amount_cents: int | None) -> str:
    """A figure for a board: $16.3 M, and $1.2 B, which Spanish calls $1.2 mil M."""
    said = money.short(amount_cents)
    return said.replace(" B", " mil M") if language() == "es" else said


def both(message: str) -> Markup:
    """A text in every language, one beside the other, for pages that do not know who reads them."""
    said = Markup()
    for code in LANGUAGES:
        with speaking(code):
            said += Markup('<span lang="{}">{}</span>').format(code, gettext(message))
    return said


def _locale() -> str:
    return _FIGURES[language()]


def _ordered(pattern: str) -> str:
    """A date's pattern with the day before the month, as Spanish says it: jue 19 nov 2026."""
    return pattern.replace("MMM d, y", "d MMM y").replace("MMM d", "d MMM") if language() == "es" else pattern


def install(app: Flask) -> None:
    """Choose the language of each request and give templates the words for time and number."""
    Babel(app, locale_selector=select_language)
    filters: dict[str, Any] = {"local": local, "day": local_day, "ago": ago, "since": since, "count": count}
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        _=said,
        gettext=said,
        N_=N_,
        both=both,
        bilingual=bilingual,
        language=language,
        other_language=other_language,
        LANGUAGES=LANGUAGES,
    )
