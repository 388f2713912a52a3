"""The board of a coalition, and the people behind a number of our own part of it."""

from __future__ import annotations

from flask import render_template, request

from crm.boards import people as lists
from crm.boards.queries.overview import overview_of
from crm.boards.queries.together import COUNTED, coalition_board, counted_window
from crm.boards.routes.blueprint import bp
from crm.coalitions.queries import get_coalition
from crm.core.access import allow, now
from crm.core.actor import STAFF, Role
from crm.core.errors import N_, NotFound
from crm.core.i18n import local_day, zone_name
from crm.core.small_numbers import SMALL
from crm.core.spoken import gettext as _


@bp.get("/coalitions/<int:coalition_id>")
@allow(*STAFF, Role.PARTNER)
def coalition(coalition_id: int) -> str:
    """What all members reach together, in numbers."""
    board = coalition_board(get_coalition(coalition_id), now(), zone_name())
    chosen = request.args.get("phase", ""), request.args.get("state", "")
    return render_template(
        "boards/coalition.html",
        board=board,
        group=board.group,
        overview=overview_of(board.fights, board.taken, *chosen),
        small=SMALL,
    )


@bp.get("/coalitions/<int:coalition_id>/people")
@allow(*STAFF)
def coalition_people(coalition_id: int) -> str:
    """Our own people behind a number of the coalition's board; nobody else's."""
    group, name = get_coalition(coalition_id), request.args.get("measure", "")
    if name not in COUNTED:
        raise NotFound(N_("There is no such list."))
    note = _("Since %(day)s", day=local_day(group.starts_on))
    found = lists.behind_measure(name, group.us.campaign_ids, *counted_window(group, now(), zone_name()), note)
    return render_template("boards/coalition_people.html", group=group, found=found)
