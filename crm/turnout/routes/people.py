"""Who comes to an action: everybody by answer, who is unconfirmed, whom nobody asked; and what an organizer does about it."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response

from crm.accounts.queries import names_of_users
from crm.actions.queries import Action, get_action, list_shifts
from crm.commitments.queries import find_rsvp
from crm.commitments.service import (
    Answer,
    NewTask,
    TaskKind,
    answer_rsvp,
    confirm_rsvp,
    create_task,
    give_seat,
    note_asked,
)
from crm.contacts.queries import get_contact, names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, NotFound
from crm.turnout.queries import forecast
from crm.turnout.queries.captains import list_captains
from crm.turnout.queries.people import LISTS, count_lists, history_of, list_captains_guests, list_guests
from crm.turnout.queries.public import list_for_review
from crm.turnout.queries.unclear import unclear_joins
from crm.turnout.routes.blueprint import bp
from crm.turnout.routes.choices import people_choices
from crm.turnout.words import sentence

BY_HAND = {"yes": Answer.YES, "maybe": Answer.MAYBE, "no": Answer.NO, "cancelled": Answer.CANCELLED}
HOW = ("call", "text", "in_person")


def answer_name(answer: Answer) -> str:
    """An answer to an action in words."""
    names: dict[Answer, str] = {
        Answer.INVITED: pgettext("answer", "Invited"),
        Answer.YES: pgettext("answer", "Yes"),
        Answer.MAYBE: pgettext("answer", "Maybe"),
        Answer.NO: pgettext("answer", "No"),
        Answer.LATER: pgettext("answer", "Later"),
        Answer.WAITLIST: pgettext("answer", "Waitlist"),
        Answer.CONFIRMED: pgettext("answer", "Confirmed"),
        Answer.CANCELLED: pgettext("answer", "Cancelled"),
    }
    return names[answer]


def list_name(name: str) -> str:
    """A list of people of an action in words."""
    names: dict[str, str] = {
        "yes": _("Said yes"),
        "unconfirmed": _("Unconfirmed"),
        "unasked": _("Nobody asked yet"),
        "maybe": _("Maybe"),
        "waitlist": _("Waitlist"),
        "invited": _("Invited"),
        "no": _("No or cancelled"),
    }
    return names[name]


def how_said(source: str) -> str:
    """How an answer came to be written down, in words; what nobody named stays as it was."""
    names: dict[str, str] = {
        "public page": _("on the public page"),
        "link": _("by the private link"),
        "call": _("on the phone"),
        "text": _("by text"),
        "in_person": _("in person"),
        "import": _("in a file"),
        "waitlist": _("from the waitlist"),
        "organizer": _("to an organizer"),
        "one_on_one": _("in a one-on-one"),
        "undo": _("taken back"),
    }
    return names.get(source, source)


@bp.get("/actions/<int:action_id>/turnout")
@allow(*STAFF)
def people(action_id: int) -> str:
    """The people of an action, one list at a time; captains beside it."""
    action = get_action(action_id)
    show = request.args.get("show", "yes")
    captain_id = request.args.get("captain", type=int)
    captains = list_captains(action.id)
    is_captains = any(one.id == captain_id for one in captains)
    show = show if show in LISTS else "yes"
    guests = list_captains_guests(action, captain_id or 0) if is_captains else list_guests(action, show)
    outlook = forecast(action.id, now())
    history = history_of(guests)
    return render_template(
        "turnout/people.html",
        action=action,
        show="" if is_captains else show,
        captain_id=captain_id if is_captains else None,
        counts=count_lists(action),
        guests=guests,
        history=history,
        users=names_of_users({event.by_user_id for events in history.values() for event in events}),
        how_said=how_said,
        captains=captains,
        captain_names={one.id: one.name for one in captains},
        shifts={one.id: one for one in list_shifts(action.id)},
        outlook=outlook,
        sentence=sentence(outlook, local_date(now(), action.time_zone)),
        review=list_for_review(action.id),
        joined=unclear_joins(action),
        choices=people_choices(),
        Answer=Answer,
        answer_name=answer_name,
        list_name=list_name,
    )


@bp.post("/actions/<int:action_id>/turnout/<int:contact_id>")
@allow(*STAFF)
@writes
def say(action_id: int, contact_id: int) -> Response:
    """Write down what a person said: an answer, that she confirms, or that she was asked."""
    action, person, actor = get_action(action_id), get_contact(contact_id), current_actor()
    what, how = request.form.get("say", ""), request.form.get("how", "call")
    how = how if how in HOW else "call"
    if what == "asked":
        note_asked(actor, now(), action.id, person.id, how)
    elif what == "confirmed":
        rsvp = find_rsvp(action.id, person.id) or answer_rsvp(
            actor, now(), action.id, person.id, Answer.YES, source=how
        )
        confirm_rsvp(actor, now(), rsvp.id, how)
    elif what in BY_HAND:
        answer_rsvp(actor, now(), action.id, person.id, BY_HAND[what], source=how)
    else:
        raise NotFound(N_("There is no such answer."))
    return _back(action)


@bp.post("/actions/<int:action_id>/turnout/seat")
@allow(*STAFF)
@writes
def seat(action_id: int) -> Response:
    """Give the next free seat to who has waited longest, and promise to tell her."""
    action, actor = get_action(action_id), current_actor()
    row = give_seat(actor, now(), action.id)
    name = names_of([row.contact_id])[row.contact_id]
    title = _("Tell %(name)s that she has a seat: %(action)s", name=name, action=action.title)
    today = local_date(now(), g.organization.time_zone)
    create_task(actor, now(), NewTask(row.contact_id, actor.user_id, TaskKind.TEXT, title, today, "waitlist"))
    flash(_("%(name)s has the seat. Telling her is among your next steps.", name=name), "good")
    return redirect(url_for("turnout.people", action_id=action.id, show="waitlist"))


def _back(action: Action) -> Response:
    """To the list the organizer came from."""
    captain_id, show = request.form.get("captain", type=int), request.form.get("show", "yes")
    if captain_id:
        return redirect(url_for("turnout.people", action_id=action.id, captain=captain_id))
    return redirect(url_for("turnout.people", action_id=action.id, show=show if show in LISTS else "yes"))
