"""What turnout shows on lower rooms' pages: the forecast on the action's, tonight's gap on Today."""

from __future__ import annotations

from typing import Any

from flask import render_template

from crm.actions.queries import Action, ActionStatus, find_kind, list_shifts, list_upcoming
from crm.commitments.queries import count_needs, count_shifts
from crm.contacts.words import need_name
from crm.core.access import now
from crm.core.clock import local_date
from crm.core.slots import fill
from crm.turnout.queries import forecast, forecasts
from crm.turnout.queries.captains import list_captains
from crm.turnout.queries.joint import joint_totals
from crm.turnout.queries.people import count_lists
from crm.turnout.queries.public import list_for_review
from crm.turnout.words import expected, needed, sentence

NEXT = 3
"""How many of the coming actions Today tells the gap of."""


def turnout_card(action: Action) -> str:
    """Who comes: the forecast in words, each list, needs, shifts and captains; nothing for kinds nobody answers to."""
    kind = find_kind(action.kind)
    if kind is not None and not kind.needs_rsvp:
        return ""
    moment = now()
    is_ahead = action.closed_at is None and (action.ends_at or action.starts_at) > moment
    outlook = forecast(action.id, moment) if is_ahead and action.status is not ActionStatus.CANCELLED else None
    context: dict[str, Any] = {
        "action": action,
        "outlook": outlook,
        "sentence": sentence(outlook, local_date(moment, action.time_zone)) if outlook else "",
        "counts": count_lists(action),
        "needs": {need_name(need): number for need, number in count_needs(action.id).items()},
        "shifts": list_shifts(action.id),
        "taken": count_shifts(action.id),
        "captains": list_captains(action.id),
        "together": joint_totals(action),
        "review": len(list_for_review(action.id)),
    }
    return render_template("turnout/_card.html", **context)


def todays_gap(**_: Any) -> str:
    """The next actions that people answer to, each with its expected turnout and what is missing."""
    moment = now()
    kinds = ((one, find_kind(one.kind)) for one in list_upcoming(moment))
    actions = [action for action, kind in kinds if kind is None or kind.needs_rsvp][:NEXT]
    if not actions:
        return ""
    outlooks = forecasts(actions, moment)
    rows = [
        (one, expected(outlooks[one.id]), needed(outlooks[one.id], local_date(moment, one.time_zone)))
        if outlooks[one.id].is_short
        else (one, expected(outlooks[one.id]), "")
        for one in actions
    ]
    return render_template("turnout/_today.html", rows=rows)


def public_button(action: Action) -> str:
    """On an action's page: its public page and the poster for it."""
    return render_template("turnout/_buttons.html", action=action) if action.is_public else ""


def install() -> None:
    """Fill the slots."""
    fill("action_top", "turnout", turnout_card)
    fill("action_buttons", "turnout", public_button)
    fill("today_cards", "turnout", todays_gap)
