"""A board on the wall and by a link: numbers only, no name of anybody in the base."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization
from crm.boards import queries, words
from crm.boards.forms import ShareForm
from crm.boards.queries.funnel import STEPS
from crm.boards.queries.kept import changes_of_tables
from crm.boards.queries.shares import find_share, is_over, list_shares
from crm.boards.remembered import Remembered
from crm.boards.routes.blueprint import bp
from crm.boards.service import hash_of, revoke_share, share_board
from crm.campaigns.queries import get_campaign
from crm.core.access import allow, current_actor, now, public, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.addresses import whole_address
from crm.core.clock import local_date, shifted
from crm.core.i18n import bilingual, language, zone_name
from crm.core.scope import in_organization
from crm.core.spoken import gettext as _

FRESH_SECONDS, LONGEST_SECONDS = 2.0, 60.0
walls: Remembered[str] = Remembered(FRESH_SECONDS, LONGEST_SECONDS)
"""The walls as they were drawn last, by organization, campaign, language and whether they are shown by a link.

They are drawn anew when a table that they show has changed, and each minute, for time passes, too.
"""


@bp.get("/boards/<int:campaign_id>/wall")
@allow(*STAFF, Role.PARTNER)
def wall(campaign_id: int) -> Response:
    """The board for a room, from five metres; asks again every half minute."""
    return _wall(current_actor().organization_id, campaign_id, url_for("boards.wall", campaign_id=campaign_id))


def _wall(organization_id: int, campaign_id: int, address: str) -> Response:
    """The wall's page, or that it has not changed; one drawing serves all screens until something happens."""
    organization = get_organization(organization_id)
    moment = shifted(organization.clock_offset_seconds)
    zone = organization.time_zone

    def draw() -> str:
        board = queries.board(campaign_id, moment, zone)
        values = {"tally": words.tally_words(board), "address": address, "zone": zone}
        return render_template("boards/wall.html", board=board, **values)

    key = (current_app, organization_id, campaign_id, language(), address)
    return told_once(walls.get(key, lambda: tuple(sorted(changes_of_tables().items())), draw))


def told_once(page: str) -> Response:
    """A page that is asked for again and again: it is sent when it is another than the one that is there."""
    response = current_app.make_response(page)
    response.add_etag()
    response.cache_control.no_cache = True
    return response.make_conditional(request.environ)


@bp.get("/boards/<int:campaign_id>/share")
@allow(*LEADS)
def share(campaign_id: int) -> str:
    """The links of a board, and making one."""
    return _share_page(campaign_id, ShareForm(formdata=None))


def _end(share_id: int) -> str:
    return url_for("boards.end_share", share_id=share_id)


def _share_page(campaign_id: int, form: ShareForm, made: str = "") -> str:
    values: dict[str, Any] = {"shares": list_shares(campaign_id), "form": form, "made": made, "ends": _end}
    values |= {"name": get_campaign(campaign_id).name, "back": url_for("boards.show", campaign_id=campaign_id)}
    return render_template("boards/share.html", today=local_date(now(), zone_name()), **values)


@bp.post("/boards/<int:campaign_id>/share")
@allow(*LEADS)
@writes
def create_share(campaign_id: int) -> str | tuple[str, int]:
    """Make a link; it is shown on the page that answers and nowhere else."""
    form, today = ShareForm(), local_date(now(), zone_name())
    if not form.validate():
        return _share_page(campaign_id, form), 422
    label, until = form.label.data or "", form.expires_on.data
    _row, token = share_board(current_actor(), now(), campaign_id, label, today, until)
    return _share_page(campaign_id, ShareForm(formdata=None), whole_address("boards.shared", board_token=token))


@bp.post("/boards/shares/<int:share_id>")
@allow(*LEADS)
@writes
def end_share(share_id: int) -> Response:
    """End a link."""
    row = revoke_share(current_actor(), now(), share_id)
    flash(_("The link is ended: it opens nothing any more."), "good")
    return redirect(url_for("boards.share", campaign_id=row.campaign_id))


@bp.get("/b/<board_token>")
@public
def shared(board_token: str) -> str:
    """One board without an account: the numbers, no person and no link into the program."""
    organization_id, campaign_id = _opened(board_token)
    with in_organization(organization_id):
        organization = get_organization(organization_id)
        board = queries.board(campaign_id, shifted(organization.clock_offset_seconds), organization.time_zone)
        title = bilingual(board.campaign.public_summary, board.campaign.public_summary_es)
        return render_template(
            "boards/shared.html",
            board=board,
            organization_name=organization.name,
            summary=title,
            vote_words=words.vote_words(board),
            changed_words=words.changed_words(board),
            turnout_words=words.turnout_words(board),
            steps=STEPS,
            board_token=board_token,
        )


@bp.get("/b/<board_token>/wall")
@public
def shared_wall(board_token: str) -> Response:
    """The wall by a link."""
    organization_id, campaign_id = _opened(board_token)
    with in_organization(organization_id):
        return _wall(organization_id, campaign_id, url_for("boards.shared_wall", board_token=board_token))


def _opened(token: str) -> tuple[int, int]:
    """The organization and campaign that a link opens; 404 for one that is unknown, ended or over: they look alike."""
    share = find_share(hash_of(token))
    if share is None:
        abort(404)
    with in_organization(share.organization_id):
        organization = get_organization(share.organization_id)
        today = local_date(shifted(organization.clock_offset_seconds), organization.time_zone)
    if is_over(share, today):
        abort(404)
    return share.organization_id, share.campaign_id
