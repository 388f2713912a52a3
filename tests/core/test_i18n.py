"""Moments, days and figures as the readers of each language write them in the United States."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_timedelta
from flask import Flask, g
from flask_babel import force_locale

from crm.core.errors import Refused
from crm.core.i18n import both, count, language, local, local_day, said, sentence, short_money, since, speaking

EVENING = datetime(2026, 11, 20, 1, 58, tzinfo=UTC)
DAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("code", "moment", "day", "dated"),
    [
        ("en", "Thu Nov 19, 6:58 PM", "Thu Nov 19", "Thu Nov 19, 2026"),
        ("es", "jue 19 nov, 6:58 p.m.", "jue 19 nov", "jue 19 nov 2026"),
    ],
)
def test_a_day_stands_in_its_language_s_order(app: Flask, code: str, moment: str, day: str, dated: str) -> None:
    with app.test_request_context("/"), force_locale(code):
        assert local(EVENING, in_zone="America/Denver").replace("\u202f", " ") == moment
        assert local_day(DAY) == day
        assert local_day(DAY, "EEE MMM d, y") == dated
        assert local_day(DAY, "MMM d") == day.split(" ", 1)[1]


@pytest.mark.parametrize(("code", "billions"), [("en", "$16.6 B"), ("es", "$16.6 mil M")])
def test_figures_have_the_separators_of_the_united_states(app: Flask, code: str, billions: str) -> None:
    with app.test_request_context("/"), force_locale(code):
        assert count(12345) == "12,345"
        assert short_money(1_660_000_000_000) == billions
        assert short_money(16_300_000_00) == "$16.3 M"
        assert short_money(None) == "—"


def test_a_language_that_a_refusal_names_is_translated_too(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("es"):
        said = sentence(Refused("The %(language)s text is empty.", language="Spanish"))
    assert said == "Español: el texto está vacío."


@pytest.mark.parametrize(
    ("code", "minutes", "said"),
    [("en", 0, "just now"), ("en", 6, "6 minutes ago"), ("es", 0, "hace un momento"), ("es", 6, "hace 6 minutos")],
)
def test_how_long_ago_is_said_whole(app: Flask, code: str, minutes: int, said: str) -> None:
    with app.test_request_context("/"), force_locale(code):
        g.now = EVENING
        assert since(EVENING - timedelta(minutes=minutes)) == said


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_span_is_said_as_babel_says_it(app: Flask, code: str) -> None:
    """Rounded to whole units first, so that a list that says the same few spans over and over asks Babel once for each."""
    spans = {60 * 2**power + off for power in range(22) for off in (-31, -1, 0, 1, 29, 31) if 60 * 2**power + off >= 60}
    with app.test_request_context("/"), force_locale(code):
        g.now = EVENING
        for seconds in sorted(spans | {int(days * 8640) for days in range(1, 4000)}):
            delta = timedelta(seconds=-seconds)
            said = format_timedelta(
                delta, locale={"en": "en", "es": "es_US"}[code], granularity="minute", add_direction=True
            )
            assert since(EVENING + delta) == said


def test_a_request_speaks_another_language_for_a_while(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert (language(), said("People")) == ("en", "People")
        with speaking("es"):
            assert (language(), said("People"), count(12345)) == ("es", "Personas", "12,345")
        assert "Personas" in both("People")
        assert (language(), said("People")) == ("en", "People")
