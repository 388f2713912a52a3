"""What the composer shows: the form as it was sent, or as it begins, with its plan checked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from crm.actions.queries import Action, actions_by_id, find_action, list_past, list_upcoming
from crm.contacts.queries import search
from crm.contacts.queries.lists import list_lists
from crm.contacts.queries.segments import list_segments
from crm.contacts.queries.tags import list_tags
from crm.core.access import current_actor, now
from crm.core.clock import zone
from crm.core.errors import DomainError, Refused
from crm.core.pages import is_htmx
from crm.sms.forms import ComposeForm, TypedField, touches, typed_fields, typed_values
from crm.sms.merge_fields import fields, used_fields
from crm.sms.models import BlastMode, Picture, TextDraft
from crm.sms.queries.audience import Audience
from crm.sms.queries.pictures import find_picture
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import Reach, Shown, reach_of, show_person
from crm.sms.queries.templates import TemplateText, list_templates
from crm.sms.queries.values import Values
from crm.sms.routes.finishing import finishes
from crm.sms.routes.follow_up_page import ANSWERS, NEVER_TYPED, in_words
from crm.sms.segments import mend
from crm.sms.service.pictures import keep_picture
from crm.sms.service.writing_blasts import can_be_approved, needs_approval

SHOWN_ACTIONS = 40
STEPS = ("en", "es")


@dataclass(slots=True)
class ComposePage:
    """The page: its form, the plan with what sending it would do (None while nobody is chosen), and the choices.

    `mine` says what came of sending one to oneself, at `mine_phone`, and `mine_problem` why that did not go.
    """

    form: ComposeForm
    said: list[str]
    touches: dict[str, dict[str, int | str]]
    sent: MultiDict[str, str] = field(default_factory=MultiDict)
    plan: BlastPlan | None = None
    values: Values = field(default_factory=dict)
    reach: Reach | None = None
    asked: list[TypedField] = field(default_factory=list)
    about: Action | None = None
    picture: Picture | None = None
    shown: Shown | None = None
    finishes: str = ""
    note: str = ""
    draft: TextDraft | None = None
    mine: str = ""
    mine_phone: str = ""
    mine_problem: str = ""
    problem: str = ""

    @property
    def asked_names(self) -> str:
        """The inputs that are shown, so that a live check redraws them only when they change."""
        return " ".join(one.input_name for one in self.asked)

    @property
    def waits_for_approval(self) -> bool:
        """Whether pressing send asks a second person."""
        actor = current_actor()
        return self.reach is not None and needs_approval(actor, self.reach.going) and can_be_approved(actor)

    @property
    def templates(self) -> list[TemplateText]:
        """The templates that are for many people."""
        return [one for one in list_templates() if one.needs_opt_out_words and one.key not in ANSWERS]

    @property
    def actions(self) -> list[Action]:
        """The actions ahead and lately, and the one that is chosen."""
        found = [*list_upcoming(now(), SHOWN_ACTIONS), *list_past(now(), SHOWN_ACTIONS)]
        chosen = actions_by_id([self.form.action.data, self.form.about.data])
        return [*found, *(one for one in chosen.values() if one not in found)]

    def choices(self, kind: str) -> list[tuple[int, str]]:
        """The segments, lists or tags there are."""
        found: Any = {"segment": list_segments, "list": list_lists, "tag": list_tags}[kind]()
        return [(one.id, one.name) for one in found]


def as_sent() -> ComposePage:
    """The page as the browser sent it, after what its button asked for (mend, use a template, next person)."""
    form = ComposeForm()
    _do(request.form.get("do", ""), form)
    is_valid = form.validate_on_submit()
    touched = touches(request.form.getlist("touch"), form.touch_at.data)
    page = page_of(form, request.form.getlist("said"), touched, request.form)
    try:
        if request.files.get("photo"):
            _keep_photo(page)
        form.send_at(zone(g.organization.time_zone))
    except Refused as error:
        page.problem = in_words(error)
    if not is_valid and not is_htmx():
        page.problem = page.problem or form.first_error
    return page


def page_of(
    form: ComposeForm, said: list[str], touched: dict[str, dict[str, int | str]], sent: MultiDict[str, str]
) -> ComposePage:
    """The page of a form: whom it reaches and what it costs, once somebody is chosen; `sent` is what came with it."""
    page = ComposePage(form, said, touched if form.when.data == "touch" else {}, sent)
    audience = form.audience(said)
    page.about = find_action(form.about.data or (form.action.data if form.kind.data == "action" else None))
    page.picture = find_picture(form.picture.data)
    if audience is not None:
        _check(page, audience)
    return page


def _check(page: ComposePage, audience: Audience) -> None:
    """Find whom the plan reaches and what it costs; who of an audience that is gone is nobody, said as a problem."""
    moment, form = now(), page.form
    page.plan = plan_of(page, audience)
    page.values = values_of(page.plan, current_actor().name, moment)
    try:
        page.reach = reach_of(page.plan, page.values, moment, form.submit_key.data or "")
    except DomainError as error:
        page.plan, page.problem = None, in_words(error)
        return
    page.asked = _asked(page)
    index = _find(page) if request.form.get("do") == "find" else form.person.data or 0
    form.person.data = index
    page.finishes = finishes([page.reach], page.plan.start(moment), page.plan.mode)
    page.shown = show_person(page.plan, page.values, page.reach.who, index, moment)


def plan_of(page: ComposePage, audience: Audience) -> BlastPlan:
    """What the page asks for, for these people."""
    form, about = page.form, page.about
    try:
        send_at = form.send_at(zone(g.organization.time_zone))
    except Refused:
        send_at = None
    return BlastPlan(
        audience=audience,
        bodies=form.bodies(),
        typed=typed_values(page.sent, _known_fields(form)),
        send_at=send_at,
        action_id=about.id if about else None,
        ask_action_id=about.id if about and about.starts_at > now() else None,
        template_id=form.template.data or None,
        picture_id=page.picture.id if page.picture else None,
        keeps_caps=bool(form.keeps_caps.data),
        mode=BlastMode(form.mode.data) if form.mode.data in set(BlastMode) else BlastMode.BROADCAST,
    )


def _asked(page: ComposePage) -> list[TypedField]:
    """The inputs for fields that a text uses and nothing but typing fills."""
    assert page.plan is not None  # noqa: S101  (only a page with a plan is asked)
    known = values_of(BlastPlan(page.plan.audience, {}, action_id=page.plan.action_id), current_actor().name, now())
    bodies = page.form.bodies()
    return [
        one
        for name in _known_fields(page.form)
        for one in typed_fields(name)
        if any(
            name in used_fields(bodies[language]) and not known[language].get(name)
            for language in ((one.language,) if one.language else tuple(known))
        )
    ]


def _known_fields(form: ComposeForm) -> list[str]:
    used = {name for body in form.bodies().values() for name in used_fields(body)}
    return [name for name in fields() if name in used and name not in NEVER_TYPED]


def _find(page: ComposePage) -> int:
    """The place of the person searched for among those who get it; the note says when she is not."""
    current, text = page.form.person.data or 0, page.form.find.data or ""
    if not text or page.reach is None:
        return current
    going = page.reach.who.going
    for hit in search(text, 20, current_actor().user_id):
        at = bisect_left(going, hit.id)
        if at < len(going) and going[at] == hit.id:
            return at
    page.note = str(_("Nobody of that name gets this text."))
    return current


def _keep_photo(page: ComposePage) -> None:
    photo = request.files["photo"]
    page.picture = keep_picture(current_actor(), now(), photo.filename or "", photo.read())
    page.form.picture.data = page.picture.id


def _do(what: str, form: ComposeForm) -> None:
    """What a button asks for: "mend:es", "use", "next", "before", "unpicture"."""
    verb, _colon, language = what.partition(":")
    if verb == "mend" and language in STEPS:
        form[language].data = mend(form[language].data or "")
    elif verb in ("next", "before"):
        form.person.data = (form.person.data or 0) + (1 if verb == "next" else -1)
    elif verb == "unpicture":
        form.picture.data = 0
    elif verb == "use":
        template = next((one for one in list_templates() if one.id == form.template.data), None)
        for code in STEPS if template else ():
            form[code].data = template.bodies.get(code, "") if template else ""
