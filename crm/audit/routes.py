"""The audit's page: who did what and who looked at whom, for admins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from crm.audit.queries import Filter, Kind, list_entries
from crm.audit.subjects import everyone_who_acts, names_of, subjects
from crm.audit.words import detail_words, kind_words, subject_words, verb_words
from crm.core.access import allow
from crm.core.actor import Role
from crm.core.clock import zone
from crm.core.i18n import zone_name
from crm.core.slots import has_view

bp = Blueprint("audit", __name__)


@bp.get("/audit")
@allow(Role.ADMIN)
def index() -> str:
    """The log, newest first, narrowed by ?user=, ?contact=, ?kind=, ?since= and ?until= (days); ?before= goes on."""
    wanted = _wanted()
    page = list_entries(wanted, request.args.get("before", ""))
    kept = {name: value for name, value in request.args.items() if name != "before" and value}
    return render_template(
        "audit/index.html",
        page=page,
        wanted=wanted,
        person=names_of("contact", {wanted.contact_id}).get(wanted.contact_id or 0, ""),
        users=everyone_who_acts(),
        kinds=[(kind, kind_words(kind)) for kind in Kind],
        older=_address("audit.index", kept | {"before": page.older}) if page.older else "",
        since=request.args.get("since", ""),
        until=request.args.get("until", ""),
        verb_words=verb_words,
        subject_words=subject_words,
        detail_words=detail_words,
        link_of=_link_of,
    )


def _wanted() -> Filter:
    """What the address asks for; a value that makes no sense narrows nothing."""
    kind = request.args.get("kind", "")
    until = _day("until")
    return Filter(
        user_id=_id("user"),
        contact_id=_id("contact"),
        kind=Kind(kind) if kind in list(Kind) else None,
        since=_day("since"),
        until=until + timedelta(days=1) if until else None,
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _day(name: str) -> datetime | None:
    """The beginning of a day in the organization's zone, or None."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return datetime.combine(day, time(), zone(zone_name())) if 1900 < day.year < 9000 else None


def _link_of(subject_type: str, subject_id: int | None) -> str:
    subject = subjects.get(subject_type)
    if subject is None or subject_id is None or not subject.endpoint or not has_view(subject.endpoint):
        return ""
    return _address(subject.endpoint, {subject.argument: subject_id})


def _address(endpoint: str, values: dict[str, Any]) -> str:
    return url_for(endpoint, **values)
