"""What the follow-up page shows: the form as it was sent, or as it begins, with its plan checked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import g, request
from flask_babel import gettext as _

from crm.actions.queries import Action, get_action
from crm.core.access import current_actor, now
from crm.core.clock import zone
from crm.core.errors import DomainError, Refused
from crm.core.pages import is_htmx
from crm.sms.forms import FollowUpForm, TrackForm, TypedField, typed_fields, typed_values
from crm.sms.merge_fields import fields, used_fields
from crm.sms.models import Blast, Track
from crm.sms.queries.blasts import blasts_by_track
from crm.sms.queries.follow_up import (
    CheckedDraft,
    CheckedPlan,
    Draft,
    FollowUpPlan,
    check_plan,
    draft_from,
    draft_values,
    first_drafts,
)
from crm.sms.queries.reach import Shown, show_person
from crm.sms.queries.templates import TemplateText, list_templates
from crm.sms.queries.values import Values, shared_values
from crm.sms.routes.finishing import finishes
from crm.sms.segments import mend
from crm.sms.service.writing_blasts import can_be_approved, needs_approval

ANSWERS = frozenset({"optin_confirm", "help_reply", "guardian_consent"})
"""Templates that answer one person and are no text to many; with them go those that need no opt-out words."""
NEVER_TYPED = frozenset({"first_name", "sender", "org", "join_link"})


@dataclass(slots=True)
class FollowUpPage:
    """The page: its action, the form of each track, the checked plan, and what is still to be typed."""

    action: Any
    form: FollowUpForm
    tracks: dict[Track, TrackForm]
    templates: list[TemplateText]
    checked: CheckedPlan
    plan: FollowUpPlan
    asked: list[TypedField]
    sent: dict[Track, Blast]
    problem: str = ""

    @property
    def asked_names(self) -> str:
        """The inputs that are shown, so that a live check redraws them only when they change."""
        return " ".join(one.input_name for one in self.asked)

    @property
    def finishes(self) -> str:
        """When the last text of the chosen tracks would leave, in a sentence."""
        return finishes((one.reach for one in self.checked.chosen), self.plan.start(now()))

    @property
    def waits_for_approval(self) -> bool:
        """Whether pressing send asks a second person: the tracks are counted together."""
        actor = current_actor()
        return needs_approval(actor, self.checked.texts) and can_be_approved(actor)

    def draft(self, track: Track) -> CheckedDraft:
        """The checked draft of a track."""
        return next(one for one in self.checked.drafts if one.draft.track is track)

    def shown(self, track: Track) -> Shown | None:
        """The person whose phone the preview draws."""
        one = self.draft(track)
        return show_person(one.plan, one.values, one.reach.who, self.tracks[track].person.data or 0, now())


def in_words(error: DomainError) -> str:
    """A problem as a sentence, with the name of the text's language in the reader's own."""
    params = {name: _(value) if name == "language" else value for name, value in error.params.items()}
    return str(_(error.message, **params))


def begin(action_id: int) -> FollowUpPage:
    """The page as it begins: the organization's templates in every track."""
    sent = blasts_by_track(action_id)
    plan = FollowUpPlan(action_id, first_drafts(action_id, set(sent), now()))
    form = FollowUpForm(formdata=None, submit_key=str(uuid.uuid4()))
    tracks = {draft.track: _track_form(draft.track, draft) for draft in plan.drafts}
    return _page(plan, form, tracks, sent)


def as_sent(action_id: int) -> FollowUpPage:
    """The page as the browser sent it, after what its button asked for (mend, use a template, next person)."""
    form = FollowUpForm()
    tracks = {track: TrackForm(prefix=f"{track.value}-") for track in Track}
    _do(request.form.get("do", ""), tracks)
    bodies = [field.data or "" for one in tracks.values() for field in (one.en, one.es)]
    problem, send_at = "", None
    try:
        send_at = form.send_at(zone(g.organization.time_zone))
    except Refused as error:
        problem = in_words(error)
    if not form.validate_on_submit() and not is_htmx():
        problem = problem or form.first_error
    plan = FollowUpPlan(
        action_id,
        tuple(one.draft(track) for track, one in tracks.items()),
        typed_values(request.form, _known_fields(bodies)),
        send_at,
    )
    page = _page(plan, form, tracks, blasts_by_track(action_id))
    page.problem = problem
    return page


def _page(
    plan: FollowUpPlan, form: FollowUpForm, tracks: dict[Track, TrackForm], sent: dict[Track, Blast]
) -> FollowUpPage:
    moment, name = now(), current_actor().name
    checked = check_plan(plan, name, moment)
    return FollowUpPage(
        action=get_action(plan.action_id),
        form=form,
        tracks=tracks,
        templates=[one for one in list_templates() if one.needs_opt_out_words and one.key not in ANSWERS],
        checked=checked,
        plan=plan,
        asked=_asked(plan, checked.asks, name, moment),
        sent=sent,
    )


def _asked(plan: FollowUpPlan, asks: list[Action], sender_name: str, moment: datetime) -> list[TypedField]:
    """The inputs for fields that a chosen draft uses and nothing but typing fills."""
    shared = shared_values(plan.action_id, sender_name, moment)
    drafts = [(draft, draft_values(shared, draft, asks)) for draft in plan.drafts if draft.is_chosen]
    bodies = [body for draft, _values in drafts for body in draft.bodies.values()]
    asked = []
    for one in (one for name in _known_fields(bodies) for one in typed_fields(name)):
        languages = (one.language,) if one.language else tuple(shared)
        if any(_is_open(one.field, language, *pair) for language in languages for pair in drafts):
            asked.append(one)
    return asked


def _is_open(field: str, language: str, draft: Draft, values: Values) -> bool:
    return field in used_fields(draft.bodies[language]) and not values[language].get(field)


def _known_fields(bodies: list[str]) -> list[str]:
    used = {name for body in bodies for name in used_fields(body)}
    return [name for name in fields() if name in used and name not in NEVER_TYPED]


def _track_form(track: Track, draft: Any) -> TrackForm:
    return TrackForm(
        formdata=None,
        prefix=f"{track.value}-",
        chosen=draft.is_chosen,
        template=draft.template_id or 0,
        ask=draft.ask_action_id or 0,
        en=draft.bodies["en"],
        es=draft.bodies["es"],
    )


def _do(what: str, tracks: dict[Track, TrackForm]) -> None:
    """What a button of a track asks for: "mend:came:es", "use:came", "next:came"."""
    verb, _colon, rest = what.partition(":")
    name, _colon, language = rest.partition(":")
    if name not in {track.value for track in Track}:
        return
    track = Track(name)
    form = tracks[track]
    if verb == "mend" and language in ("en", "es"):
        body = form[language]
        body.data = mend(body.data or "")
    elif verb == "next":
        form.person.data = (form.person.data or 0) + 1
    elif verb == "use":
        template = next((one for one in list_templates() if one.id == form.template.data), None)
        draft = replace(draft_from(track, template, bool(form.chosen.data)))
        form.en.data, form.es.data = draft.bodies["en"], draft.bodies["es"]
