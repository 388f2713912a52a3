"""Practice files: Zoom's reports of a practice organization's webinar, so that a newcomer has something to drop in."""

from __future__ import annotations

from flask import Blueprint, Response, g

from crm.actions.queries import get_action
from crm.core.access import allow
from crm.core.actor import STAFF
from crm.core.errors import N_, NotFound
from crm.demo import zoom

bp = Blueprint("demo", __name__, url_prefix="/demo")
REPORTS = {"registration": zoom.registration_report, "attendees": zoom.attendee_report}


@bp.get("/files/<int:action_id>/zoom_<report>.csv")
@allow(*STAFF)
def zoom_file(action_id: int, report: str) -> Response:
    """One of the two reports of a practice organization's webinar; there is none for a working one."""
    action = get_action(action_id)
    if not g.organization.is_practice or report not in REPORTS or action.kind != "webinar":
        raise NotFound(N_("There is no practice file for this."))
    webinar = zoom.Webinar(
        action.title, action.webinar_id or "", action.starts_at, action.minutes or 90, action.time_zone
    )
    return Response(
        REPORTS[report](webinar),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="zoom_{report}.csv"'},
    )
