"""A coalition's board on the wall and by a link: sums only, as somebody sees them who is in none of its organizations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization
from crm.boards.forms import ShareForm
from crm.boards.queries.shares import find_coalition_share, is_over, list_coalition_shares
from crm.boards.queries.together import coalition_board, seen_by_anybody, versions_of
from crm.boards.routes.blueprint import bp
from crm.boards.routes.shared import told_once, walls
from crm.boards.service import hash_of, revoke_coalition_share, share_coalition
from crm.coalitions.queries import Together, get_coalition
from crm.core.access import allow, current_actor, now, public, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.addresses import whole_address
from crm.core.clock import local_date, shifted
from crm.core.errors import NotFound
from crm.core.i18n import language, zone_name
from crm.core.scope import in_organization
from crm.core.small_numbers import SMALL
from crm.core.spoken import gettext as _


@bp.get("/coalitions/<int:coalition_id>/wall")
@allow(*STAFF, Role.PARTNER)
def coalition_wall(coalition_id: int) -> Response:
    """The coalition's board for a room; asks again every half minute."""
    address = url_for("boards.coalition_wall", coalition_id=coalition_id)
    return _wall(get_coalition(coalition_id), now(), zone_name(), address)


def _wall(group: Together, moment: datetime, zone: str, address: str) -> Response:
    """The wall's page, or that it has not changed; one drawing serves all screens until something happens."""
    anybodys = seen_by_anybody(group)

    def draw() -> str:
        board = coalition_board(anybodys, moment, zone)
        ahead = [one.days_to_vote for one in board.fights if one.days_to_vote is not None and one.days_to_vote >= 0]
        days = min(ahead, default=None)
        return render_template("boards/coalition_wall.html", board=board, group=anybodys, address=address, days=days)

    key = (current_app, "coalition", group.id, language(), address)
    return told_once(walls.get(key, lambda: (anybodys.partners, versions_of(anybodys)), draw))


@bp.get("/coalitions/<int:coalition_id>/share")
@allow(*LEADS)
def coalition_share(coalition_id: int) -> str:
    """The links of a coalition's board, and making one."""
    return _share_page(get_coalition(coalition_id), ShareForm(formdata=None))


def _end(share_id: int) -> str:
    return url_for("boards.end_coalition_share", coalition_share_id=share_id)


def _share_page(group: Together, form: ShareForm, made: str = "") -> str:
    values: dict[str, Any] = {"shares": list_coalition_shares(group.id), "form": form, "made": made, "name": group.name}
    values |= {"back": url_for("boards.coalition", coalition_id=group.id), "ends": _end}
    today = local_date(now(), zone_name())
    return render_template("boards/share.html", today=today, is_together=True, small=SMALL, **values)


@bp.post("/coalitions/<int:coalition_id>/share")
@allow(*LEADS)
@writes
def create_coalition_share(coalition_id: int) -> str | tuple[str, int]:
    """Make a link; it is shown on the page that answers and nowhere else."""
    group, form = get_coalition(coalition_id), ShareForm()
    if not form.validate():
        return _share_page(group, form), 422
    label, until, today = form.label.data or "", form.expires_on.data, local_date(now(), zone_name())
    _row, token = share_coalition(current_actor(), now(), group, label, today, until)
    made = whole_address("boards.shared_coalition", coalition_token=token)
    return _share_page(group, ShareForm(formdata=None), made)


@bp.post("/coalitions/shares/<int:coalition_share_id>")
@allow(*LEADS)
@writes
def end_coalition_share(coalition_share_id: int) -> Response:
    """End a link."""
    row = revoke_coalition_share(current_actor(), now(), coalition_share_id)
    flash(_("The link is ended: it opens nothing any more."), "good")
    return redirect(url_for("boards.coalition_share", coalition_id=row.coalition_id))


@bp.get("/c/<coalition_token>")
@public
def shared_coalition(coalition_token: str) -> str:
    """A coalition's sums without an account: no organization's own numbers, no person and no link into the program."""
    organization_id, coalition_id, moment, zone = _opened(coalition_token)
    with in_organization(organization_id):
        group = seen_by_anybody(_found(coalition_id))
        board = coalition_board(group, moment, zone)
        values = {"board": board, "group": group, "small": SMALL, "coalition_token": coalition_token}
        return render_template("boards/shared_coalition.html", **values)


@bp.get("/c/<coalition_token>/wall")
@public
def shared_coalition_wall(coalition_token: str) -> Response:
    """The wall by a link."""
    organization_id, coalition_id, moment, zone = _opened(coalition_token)
    with in_organization(organization_id):
        address = url_for("boards.shared_coalition_wall", coalition_token=coalition_token)
        return _wall(_found(coalition_id), moment, zone, address)


def _opened(token: str) -> tuple[int, int, datetime, str]:
    """The host, coalition, moment and zone that a link opens; 404 for one that is unknown, ended or over."""
    share = find_coalition_share(hash_of(token))
    if share is None:
        abort(404)
    with in_organization(share.organization_id):
        organization = get_organization(share.organization_id)
    moment = shifted(organization.clock_offset_seconds)
    if is_over(share, local_date(moment, organization.time_zone)):
        abort(404)
    return share.organization_id, share.coalition_id, moment, organization.time_zone


def _found(coalition_id: int) -> Together:
    """The coalition, where its host is still in it; 404 otherwise, as for an ended link."""
    try:
        return get_coalition(coalition_id)
    except NotFound:
        abort(404)
