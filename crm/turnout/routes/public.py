"""Pages for everybody, without an account: an action and the answer to it, the private link to change it, its calendar file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response as FileResponse
from flask import g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, ActionStatus, find_by_code, find_kind, get_action, list_shifts
from crm.commitments.queries import count_shifts
from crm.contacts.words import NEEDS, language_name, need_name
from crm.core.access import now, public, writes
from crm.core.clock import shifted
from crm.core.errors import N_, DomainError, NotFound
from crm.core.i18n import bilingual, language, local, sentence
from crm.core.scope import set_organization
from crm.signins.consent_words import consent_words
from crm.turnout.calendar import CalendarWords, calendar_file
from crm.turnout.forms import AnswerForm, FirstAnswerForm
from crm.turnout.models import PublicAnswer
from crm.turnout.queries.joint import joint_totals
from crm.turnout.queries.public import find_answer
from crm.turnout.routes.blueprint import bp
from crm.turnout.service.public import TooMany, change_answer, is_full, is_open, write_down

TOO_MANY = 429


def enter(organization_id: int) -> None:
    """Put the request of somebody without an account into the organization whose page it is, and into its time."""
    set_organization(organization_id)
    g.organization = get_organization(organization_id)
    g.now = shifted(g.organization.clock_offset_seconds)


def public_action(code: str) -> Action:
    """The action of a public page; NotFound when there is none, or it is for insiders."""
    action = find_by_code(code)
    if action is None or not action.is_public:
        raise NotFound(N_("There is nothing at this address. It may have moved or been removed."))
    enter(action.organization_id)
    return get_action(action.id)


@bp.get("/r/<code>")
@public
def answer(code: str) -> str:
    """The page of an action, on posters and in texts: what, when, where, and the answer."""
    action = public_action(code)
    return _page(action, _form(FirstAnswerForm, action))


@bp.post("/r/<code>")
@public
@writes
def send_answer(code: str) -> Response | tuple[str, int]:
    """Keep an answer, and show the private link by which it can be changed: the same for everybody."""
    action = public_action(code)
    form = _form(FirstAnswerForm, action)
    if not form.validate_on_submit():
        return _page(action, form, form.first_error), 422
    try:
        row = write_down(now(), action, form.read(language(), _words()))
    except DomainError as error:
        return _page(action, form, sentence(error)), TOO_MANY if isinstance(error, TooMany) else 422
    return redirect(url_for("turnout.mine", secret=row.secret, _anchor="thanks"))


@bp.get("/a/<secret>")
@public
def mine(secret: str) -> str:
    """One's own answer, by the private link."""
    row = _answer_of(secret)
    action = get_action(row.action_id)
    form = _form(AnswerForm, action)
    form.answer.data = "yes" if row.answer == "waitlist" else row.answer
    form.needs.data, form.shift.data = row.needs.split(","), row.shift_id
    return _mine(action, form, row)


@bp.post("/a/<secret>")
@public
@writes
def change_mine(secret: str) -> Response | tuple[str, int]:
    """Answer otherwise."""
    row = _answer_of(secret)
    action = get_action(row.action_id)
    form = _form(AnswerForm, action)
    if not form.validate_on_submit():
        return _mine(action, form, row, form.first_error), 422
    try:
        change_answer(now(), row, form.read(language(), _words()))
    except DomainError as error:
        return _mine(action, form, row, sentence(error)), 422
    return redirect(url_for("turnout.mine", secret=secret, _anchor="thanks"))


@bp.get("/r/<code>/action.ics")
@public
def calendar(code: str) -> FileResponse:
    """The action as a calendar file."""
    action = public_action(code)
    page = url_for("turnout.answer", code=action.code, _external=True)
    about = bilingual(action.description, action.description_es)
    words = CalendarWords(bilingual(action.title, action.title_es), action.place, f"{about}\n{page}".strip(), page)
    headers = {"Content-Disposition": f"attachment; filename={action.code.lower()}.ics"}
    return FileResponse(calendar_file(action, words, now()), mimetype="text/calendar", headers=headers)


def _answer_of(secret: str) -> PublicAnswer:
    row = find_answer(secret)
    if row is None:
        raise NotFound(N_("There is nothing at this address. It may have moved or been removed."))
    enter(row.organization_id)
    return row


def _form(kind: type[AnswerForm], action: Action) -> Any:
    form = kind()
    form.needs.choices = [SelectChoice(need, need_name(need)) for need in NEEDS]
    taken = count_shifts(action.id)
    form.shift.choices = [
        SelectChoice(shift.id, bilingual(shift.role, shift.role_es))
        for shift in list_shifts(action.id)
        if shift.capacity is None or taken.get(shift.id, 0) < shift.capacity
    ]
    return form


def _words() -> str:
    return consent_words(language(), g.organization.name)


def _page(action: Action, form: FirstAnswerForm, problem: str = "") -> str:
    return render_template("turnout/answer.html", form=form, problem=problem, **_about(action, now()))


def _mine(action: Action, form: AnswerForm, row: PublicAnswer, problem: str = "") -> str:
    return render_template("turnout/mine.html", form=form, problem=problem, row=row, **_about(action, now()))


def _about(action: Action, moment: datetime) -> dict[str, Any]:
    """What a public page says of an action."""
    kind = find_kind(action.kind)
    return {
        "action": action,
        "kind": bilingual(kind.label, kind.label_es) if kind else "",
        "is_open": is_open(action, moment),
        "is_over": (action.ends_at or action.starts_at) <= moment or action.closed_at is not None,
        "is_cancelled": action.status is ActionStatus.CANCELLED,
        "is_full": is_full(action),
        "takes_answers": kind is None or kind.needs_rsvp,
        "words": _words(),
        "hosts": [one.name for one in joint_totals(action) if not one.is_us],
        "day": local(action.starts_at, "EEEE, MMMM d" if language() == "en" else "EEEE d 'de' MMMM", action.time_zone),
        "hour": local(action.starts_at, "h:mm a", action.time_zone),
        "until": local(action.ends_at, "h:mm a", action.time_zone) if action.ends_at else "",
        "offers": [need_name(offer) for offer in action.offers],
        "languages": [language_name(code) for code in action.languages],
        "said": {"yes": _("Yes"), "maybe": _("Maybe"), "no": _("No")},
    }
