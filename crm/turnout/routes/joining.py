"""A registrant's own link into a webinar, and to its recording: opening it does nothing, going in by its button does."""

from __future__ import annotations

from flask import g, render_template, request
from flask_babel import gettext as _

from crm.actions.queries import Action, get_action
from crm.contacts.queries import get_contact
from crm.core.access import now, public, writes
from crm.core.actor import system_actor
from crm.core.errors import N_, DomainError, NotFound
from crm.core.i18n import bilingual, local, sentence
from crm.turnout.links import read_token
from crm.turnout.queries.public import find_answer
from crm.turnout.routes.blueprint import bp
from crm.turnout.routes.public import enter
from crm.turnout.service.joining import OPENS_BEFORE, Joiner, join, may_join, watch
from crm.turnout.service.public import take_in_waiting

ACTOR = "The join link"


@bp.get("/j/<token>")
@public
def join_page(token: str) -> str:
    """The page before the webinar: when it opens, and the button in; link previewers may read it without effect."""
    action, joiner = _holder(token)
    return _page(action, joiner, token)


@bp.post("/j/<token>")
@public
@writes
def go_in(token: str) -> str | tuple[str, int]:
    """Mark the holder as present and lead her in."""
    action, joiner = _holder(token, settle=True)
    try:
        join(system_actor(action.organization_id, ACTOR), now(), action, joiner, request.form.getlist("beside"))
    except DomainError as error:
        return _page(action, joiner, token, sentence(error)), 422
    return render_template("turnout/on_the_way.html", action=action, target=action.online_url, title=_title(action))


@bp.get("/j/<token>/recording")
@public
def recording_page(token: str) -> str:
    """The page before the recording."""
    action, joiner = _holder(token)
    return render_template("turnout/recording.html", action=action, joiner=joiner, token=token, title=_title(action))


@bp.post("/j/<token>/recording")
@public
@writes
def see_recording(token: str) -> str | tuple[str, int]:
    """Mark that the holder watches it now, and lead her there."""
    action, joiner = _holder(token, settle=True)
    try:
        watch(system_actor(action.organization_id, ACTOR), now(), action, joiner)
    except DomainError as error:
        page = render_template(
            "turnout/recording.html",
            action=action,
            joiner=joiner,
            token=token,
            title=_title(action),
            problem=sentence(error),
        )
        return page, 422
    return render_template("turnout/on_the_way.html", action=action, target=action.recording_url, title=_title(action))


def _holder(token: str, settle: bool = False) -> tuple[Action, Joiner]:
    """The action of a link and who holds it: an answer's private link, or one that was given to a person."""
    link = read_token(token)
    if link is not None:
        enter(link.organization_id)
        person = get_contact(link.contact_id)
        return get_action(link.action_id), Joiner(person.id, person.called)
    row = find_answer(token)
    if row is None:
        raise NotFound(N_("There is nothing at this address. It may have moved or been removed."))
    enter(row.organization_id)
    if settle and row.contact_id is None:
        take_in_waiting(system_actor(row.organization_id, ACTOR), now())
    return get_action(row.action_id), Joiner(row.contact_id, row.first_name, row.phone)


def _page(action: Action, joiner: Joiner, token: str, problem: str = "") -> str:
    is_over = (action.ends_at or action.starts_at) < now() and not may_join(action, now())
    return render_template(
        "turnout/join.html",
        action=action,
        joiner=joiner,
        token=token,
        problem=problem,
        title=_title(action),
        is_open=may_join(action, now()),
        is_over=is_over,
        opens=local(action.starts_at - OPENS_BEFORE, "EEE MMM d, h:mm a", action.time_zone),
        host=g.organization.name,
        beside=_("First name"),
    )


def _title(action: Action) -> str:
    return bilingual(action.title, action.title_es)
