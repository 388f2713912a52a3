"""The list of actions, and one action's page."""

from __future__ import annotations

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import pgettext

from crm.actions.queries import (
    Action,
    ActionStatus,
    find_kind,
    get_action,
    kinds_in_words,
    list_past,
    list_shifts,
    list_upcoming,
)
from crm.actions.routes.blueprint import bp
from crm.campaigns.queries import list_campaigns
from crm.core.access import allow, now
from crm.core.actor import STAFF
from crm.core.i18n import bilingual


def kind_name(key: str) -> str:
    """The kind of an action in the language of the request; the key itself when the list does not hold it."""
    if "kind_names" not in g:
        g.kind_names = {kind.key: bilingual(kind.label, kind.label_es) for kind in kinds_in_words()}
    return str(g.kind_names.get(key, key))


def status_name(status: ActionStatus) -> str:
    """The state of an action in words."""
    names: dict[ActionStatus, str] = {
        ActionStatus.TENTATIVE: _("Tentative"),
        ActionStatus.CONFIRMED: pgettext("action", "Confirmed"),
        ActionStatus.CANCELLED: pgettext("action", "Cancelled"),
        ActionStatus.DONE: pgettext("action", "Done"),
    }
    return names[status]


@bp.get("")
@allow(*STAFF)
def index() -> str:
    """Upcoming and past actions, of all kinds and campaigns or of one."""
    kind, campaign_id = request.args.get("kind", ""), request.args.get("campaign", type=int)
    upcoming = _of(list_upcoming(now(), 200), kind, campaign_id)
    past = _of(list_past(now(), 200), kind, campaign_id)
    return render_template(
        "actions/index.html",
        upcoming=upcoming,
        past=past[:50],
        kind_name=kind_name,
        kinds=[(one.key, bilingual(one.label, one.label_es)) for one in kinds_in_words()],
        campaigns=list_campaigns(),
        kind=kind,
        campaign_id=campaign_id,
    )


@bp.get("/<int:action_id>")
@allow(*STAFF)
def show(action_id: int) -> str:
    """One action: when and where, who comes or came, and the files about it."""
    action = get_action(action_id)
    kind = find_kind(action.kind)
    return render_template(
        "actions/show.html",
        action=action,
        kind=kind,
        kind_name=kind_name,
        status_name=status_name,
        Status=ActionStatus,
        shifts=list_shifts(action.id),
    )


def _of(actions: list[Action], kind: str, campaign_id: int | None) -> list[Action]:
    return [
        one for one in actions if kind in ("", one.kind) and (campaign_id is None or campaign_id == one.campaign_id)
    ]
