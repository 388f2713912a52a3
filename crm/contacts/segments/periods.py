"""The input for a span of time: ever, the last days, before them, or from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, true

from crm.contacts.segments.inputs import MISSING, Form, Label
from crm.core.clock import zone
from crm.core.errors import N_, Refused
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

MOST_DAYS = 3650


class Span(StrEnum):
    """The kinds of period."""

    EVER = "ever"
    LAST = "last"
    EARLIER = "earlier"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days as a value: {"span", "days", "from", "to"}; days are the organization's."""

    name: str
    label: Label
    default: Span = Span.LAST
    days: int = 60
    spans: tuple[Span, ...] = (Span.LAST, Span.EARLIER, Span.BETWEEN, Span.EVER)
    kind: str = "period"

    def blank(self) -> dict[str, Any]:
        """The usual span."""
        return {"span": self.default.value, "days": self.days, "from": "", "to": ""}

    def read(self, form: Form, prefix: str) -> dict[str, Any]:
        """What was chosen and typed."""
        values = {part: next(iter(form.get(f"{prefix}{self.name}-{part}", [])), "").strip() for part in self.blank()}
        days = values["days"]
        return values | {"days": int(days) if days.isdecimal() and days.isascii() and len(days) < 10 else days}

    def check(self, value: Any) -> None:
        """Refused unless the span that is chosen has what it needs."""
        if not isinstance(value, dict) or value.get("span") not in [span.value for span in self.spans]:
            raise Refused(MISSING)
        days = value.get("days")
        if value["span"] in (Span.LAST, Span.EARLIER) and (type(days) is not int or not 1 <= days <= MOST_DAYS):
            raise Refused(N_("Write a number of days from 1 to %(most)s."), most=MOST_DAYS)
        if value["span"] == Span.BETWEEN:
            first, last = _day(value.get("from")), _day(value.get("to"))
            if first is None and last is None:
                raise Refused(N_("Choose the first day, the last day or both."))
            if first and last and first > last:
                raise Refused(N_("The first day comes after the last."))


def within(
    column: ColumnElement[Any] | Any, value: dict[str, Any], now: datetime, zone_name: str
) -> ColumnElement[bool]:
    """That a moment lies in the span; what lies in the future does only where days are named."""
    since, until = bounds(value, now, zone_name)
    terms = [column >= since] if since else []
    return and_(true(), *terms, *([column < until] if until else []))


def bounds(value: dict[str, Any], now: datetime, zone_name: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of a span and the first after it, None where it is open."""
    span = Span(value["span"])
    if span is Span.BETWEEN:
        first, last = _day(value.get("from")), _day(value.get("to"))
        return _start(first, zone_name), _start(last + timedelta(days=1) if last else None, zone_name)
    if span is Span.EVER:
        return None, now + timedelta(microseconds=1)
    edge = now - timedelta(days=value["days"])
    return (edge, now + timedelta(microseconds=1)) if span is Span.LAST else (None, edge)


def said(value: dict[str, Any]) -> str:
    """The span in words that follow a verb, with a space before them; "" for ever."""
    span, days = value["span"], value["days"]
    if span == Span.LAST:
        return " " + ngettext("in the last day", "in the last %(num)s days", days)
    if span == Span.EARLIER:
        return " " + ngettext("more than a day ago", "more than %(num)s days ago", days)
    if span != Span.BETWEEN:
        return ""
    first, last = _day(value.get("from")), _day(value.get("to"))
    if first and last:
        return " " + _("from %(first)s to %(last)s", first=_said_day(first), last=_said_day(last))
    if first:
        return " " + _("since %(first)s", first=_said_day(first))
    return " " + _("until %(last)s", last=_said_day(last)) if last else ""


def _said_day(day: date) -> str:
    return local_day(day, "MMM d, y")


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def _start(day: date | None, zone_name: str) -> datetime | None:
    return datetime.combine(day, time.min, zone(zone_name)) if day else None
