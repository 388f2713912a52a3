"""My week in words: the last one, those before, and the text to send on."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request

from crm.accounts.queries import get_user
from crm.boards.digest_words import as_text, paragraphs
from crm.boards.queries.digests import figures_of, list_digests
from crm.boards.routes.blueprint import bp
from crm.core.access import allow, current_actor, now
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.i18n import local_day, zone_name
from crm.core.spoken import gettext as _


@bp.get("/digest")
@allow(*STAFF)
def digest() -> str:
    """This week so far, or a week that was told (?week=the Monday it began on)."""
    user_id = current_actor().user_id or 0
    kept = list_digests(user_id)
    chosen = request.args.get("week", type=date.fromisoformat)
    found = next((one for one in kept if one.week_starts_on == chosen), None)
    today = local_date(now(), zone_name())
    monday = found.week_starts_on if found else today - timedelta(days=today.weekday())
    figures = found.figures if found else figures_of(get_user(user_id), monday, now(), zone_name())
    title = _("Week of %(day)s", day=local_day(monday)) if found else _("This week so far")
    said = paragraphs(figures)
    return render_template(
        "boards/digest.html",
        title=title,
        said=said,
        text=as_text(title, said),
        weeks=kept,
        found=found,
        figures=figures,
    )
