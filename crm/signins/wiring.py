"""What presence brings to the pages of actions: the figures of each, and the people behind them; and to segments."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template, request

from crm.actions.queries import Action
from crm.commitments.queries import rsvp_counts_of
from crm.commitments.service import Answer
from crm.contacts.queries import cards_of
from crm.contacts.queries.permissions import minors_not_to_picture
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.core.access import now
from crm.core.offline import device_keepers, receivers
from crm.core.registry import worker_steps
from crm.core.resealing import sealed_columns
from crm.core.slots import fill
from crm.signins import consent_line
from crm.signins.devices import find_door_device
from crm.signins.jobs import forget_slips, settle_slips
from crm.signins.merging import REPOINTER
from crm.signins.models import DoorLink
from crm.signins.queries import came_counts, list_dialled_in, select_here, sign_ins_of, webinar_tracks
from crm.signins.queries.doors import SEALED_IN
from crm.signins.segment_filters import FILTERS
from crm.signins.service.doors import DEVICE, has_door
from crm.signins.service.intake import SIGN_IN, UNDO, take_sign_ins, take_undos

MOST_SHOWN = 500
PROMISES = (Answer.YES, Answer.CONFIRMED)


def turnout_of(actions: list[Action]) -> dict[int, dict[str, int]]:
    """How many said yes and how many came, for each of some actions that has either: two reads in all."""
    ids = [action.id for action in actions]
    answers, came = rsvp_counts_of(ids), came_counts(ids)
    figures = {i: {"yes": sum(answers[i].get(a, 0) for a in PROMISES), "came": came.get(i, 0)} for i in ids}
    return {action_id: figure for action_id, figure in figures.items() if figure["yes"] or figure["came"]}


def _panel(action: Action) -> str:
    """The presence panel of an action: its tracks, and the people of the one that `show` names in the address."""
    tracks = webinar_tracks(action.id)
    if action.starts_at > now() and not (tracks.came or tracks.left_early):
        return ""  # nobody is absent from what has not begun
    people = {"came": tracks.came, "left_early": tracks.left_early, "did_not_come": tracks.did_not_come}
    people["watched_later"] = tracks.watched_later
    show = request.args.get("show", "")
    shown = people.get(show, [])
    answers = rsvp_counts_of([action.id])[action.id]
    context: dict[str, Any] = {
        "action": action,
        "tracks": {name: len(ids) for name, ids in people.items()},
        "show": show if show in people else "",
        "total": len(shown),
        "cards": cards_of(shown[:MOST_SHOWN]),
        "presences": sign_ins_of(action.id) if shown else {},
        "dialled_in": list_dialled_in(action.id),
        "answers": answers,
        "Answer": Answer,
        "yes": sum(answers.get(answer, 0) for answer in PROMISES),
    }
    context["known"] = cards_of(row.contact_id for row in context["dialled_in"] if row.contact_id)
    return render_template("signins/action_panel.html", **context)


def _pictures(action: Action) -> str:
    """Who is here and must not be in a picture: minors whose guardian has not said yes."""
    minors = minors_not_to_picture(select_here(action.id))
    return render_template("signins/_pictures.html", minors=minors) if minors else ""


def _door_button(action: Action) -> str:
    """The way to the door, where an action has one."""
    return render_template("signins/_door_button.html", action=action) if has_door(action) else ""


def install(app: Flask) -> None:
    """Take in what devices saved, settle it, fill the action page's panel, and let segments ask who came."""
    sealed_columns.register(SEALED_IN, DoorLink.token_sealed)
    repointers.register("signins", REPOINTER)
    device_keepers.register(DEVICE, find_door_device)
    receivers.register(SIGN_IN, take_sign_ins)
    receivers.register(UNDO, take_undos)
    worker_steps.register("signins.settle", settle_slips)
    worker_steps.register("signins.forget", forget_slips)
    bring(FILTERS)
    fill("action_buttons", "signins", _door_button)
    fill("action_panels", "signins", _panel)
    fill("action_panels", "pictures", _pictures)
    consent_line.install()
    app.jinja_env.globals.update(turnout_of=turnout_of, has_door=has_door)
