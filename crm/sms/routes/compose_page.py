"""What the composer shows: the form as it was sent, or as it begins, with its plan checked."""

from __future__ import annotations

import uuid
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from flask_babel import gettext as _

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
from crm.sms.models import Picture
from crm.sms.plan_words import plan_sentence
from crm.sms.queries.audience import Audience, AudienceKind, Said
from crm.sms.queries.blasts import find_blast
from crm.sms.queries.pacing import plan as plan_pace
from crm.sms.queries.pictures import find_picture
from crm.sms.queries.plans import BlastPlan, values_of
from crm.sms.queries.reach import Reach, Shown, reach_of, show_person
from crm.sms.queries.senders import find_account_in_use
from crm.sms.queries.templates import TemplateText, list_templates
from crm.sms.queries.values import Values
from crm.sms.routes.follow_up_page import ANSWERS, NEVER_TYPED, in_words
from crm.sms.segments import mend
from crm.sms.service.pictures import keep_picture
from crm.sms.service.writing_blasts import can_be_approved, needs_approval

SHOWN_ACTIONS = 40
STEPS = ("en", "es")


@dataclass(slots=True)
class ComposePage:
    """The page: its form, the plan with what sending it would do (None while nobody is chosen), and the choices."""

    form: ComposeForm
    said: list[str]
    touches: dict[str, dict[str, int | str]]
    plan: BlastPlan | None = None
    values: Values = field(default_factory=dict)
    reach: Reach | None = None
    asked: list[TypedField] = field(default_factory=list)
    about: Action | None = None
    picture: Picture | None = None
    shown: Shown | None = None
    finishes: str = ""
    note: str = ""
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


def begin() -> ComposePage:
    """The page as it begins: for the people of the address (?tag=3), or with what an earlier blast said (?from=7)."""
    form = ComposeForm(formdata=None, submit_key=str(uuid.uuid4()), keeps_caps=True)
    said = [word for one in request.args.getlist("said") for word in one.split(",")]
    for kind in ("segment", "list", "tag", "action"):
        if request.args.get(kind, type=int):
            form.kind.data, form[kind].data = kind, request.args.get(kind, type=int)
    form.about.data = request.args.get("about", form.action.data or 0, type=int)
    earlier = find_blast(request.args.get("from", type=int))
    if earlier is not None:
        said = _as_before(form, earlier)
    if form.kind.data == AudienceKind.ACTION and not said:
        said = [Said.YES.value, Said.MAYBE.value]
    return _page(form, said, {})


def picked(people: list[int]) -> ComposePage:
    """The page for people ticked on a list."""
    form = ComposeForm(formdata=None, submit_key=str(uuid.uuid4()), keeps_caps=True, kind=AudienceKind.PEOPLE.value)
    form.people.data = ",".join(map(str, people))
    return _page(form, [], {})


def as_sent() -> ComposePage:
    """The page as the browser sent it, after what its button asked for (mend, use a template, next person)."""
    form = ComposeForm()
    _do(request.form.get("do", ""), form)
    is_valid = form.validate_on_submit()
    page = _page(form, request.form.getlist("said"), touches(request.form.getlist("touch"), form.touch_at.data))
    try:
        if request.files.get("photo"):
            _keep_photo(page)
        form.send_at(zone(g.organization.time_zone))
    except Refused as error:
        page.problem = in_words(error)
    if not is_valid and not is_htmx():
        page.problem = page.problem or form.first_error
    return page


def _page(form: ComposeForm, said: list[str], touched: dict[str, dict[str, int | str]]) -> ComposePage:
    page = ComposePage(form, said, touched if form.when.data == "touch" else {})
    audience = form.audience(said)
    page.about = find_action(form.about.data or (form.action.data if form.kind.data == "action" else None))
    page.picture = find_picture(form.picture.data)
    if audience is not None:
        _check(page, audience)
    return page


def _check(page: ComposePage, audience: Audience) -> None:
    """Find whom the plan reaches and what it costs; who of an audience that is gone is nobody, said as a problem."""
    moment, form = now(), page.form
    page.plan = _plan(page, audience)
    page.values = values_of(page.plan, current_actor().name, moment)
    try:
        page.reach = reach_of(page.plan, page.values, moment, form.submit_key.data or "")
    except DomainError as error:
        page.plan, page.problem = None, in_words(error)
        return
    page.asked = _asked(page)
    index = _find(page) if request.form.get("do") == "find" else form.person.data or 0
    form.person.data = index
    page.finishes = _finishes(page.plan.start(moment), page.reach)
    page.shown = show_person(page.plan, page.values, page.reach.who, index, moment)


def _finishes(start: Any, reach: Reach) -> str:
    """When the last text would leave, in a sentence; nothing while nobody gets one or there is no sender yet."""
    account = find_account_in_use()
    if not reach.going or account is None:
        return ""
    return plan_sentence(plan_pace(account, reach.who.places, reach.segments, start, now()))


def _plan(page: ComposePage, audience: Audience) -> BlastPlan:
    form, about = page.form, page.about
    try:
        send_at = form.send_at(zone(g.organization.time_zone))
    except Refused:
        send_at = None
    return BlastPlan(
        audience=audience,
        bodies=form.bodies(),
        typed=typed_values(request.form, _known_fields(form)),
        send_at=send_at,
        action_id=about.id if about else None,
        ask_action_id=about.id if about and about.starts_at > now() else None,
        template_id=form.template.data or None,
        picture_id=page.picture.id if page.picture else None,
        keeps_caps=bool(form.keeps_caps.data),
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


def _as_before(form: ComposeForm, earlier: Any) -> list[str]:
    """Fill the form with what an earlier blast said and whom it was for; how its people stood to its action."""
    kept = earlier.audience
    form.en.data, form.es.data = earlier.bodies.get("en", ""), earlier.bodies.get("es", "")
    form.about.data, form.picture.data = earlier.action_id or 0, earlier.picture_id or 0
    form.template.data, form.kind.data = earlier.template_id or 0, kept.get("kind", "")
    form.people.data = ",".join(map(str, kept.get("people", ())))
    if form.kind.data in ("segment", "list", "tag", "action"):
        form[form.kind.data].data = kept.get("id")
    return list(kept.get("said", ()))


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
