"""Closing an action: who came of those who said yes, the texts that go to both, and the asks that are still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from crm.actions.queries import Action, find_kind, get_action
from crm.commitments.queries import PROMISING, list_open_asks, rsvp_contact_ids
from crm.signins.queries import webinar_tracks
from crm.sms.merge_fields import preview
from crm.sms.models import Track
from crm.sms.queries.follow_up import CheckedDraft, CheckedPlan, Draft, FollowUpPlan, check_plan, draft_from
from crm.sms.queries.templates import list_templates

TEMPLATES = {Track.CAME: "thanks_attended", Track.LEFT_EARLY: "thanks_attended", Track.DID_NOT_COME: "sorry_missed"}
MISSED = {
    "en": "We missed you at {event}, {first_name}. May we tell you about the next one? Reply YES. {org}. STOP to opt out",
    "es": "Nos hiciste falta en {event}, {first_name}. ¿Te avisamos de la siguiente? Responde SI. {org}. STOP para salir",
}
"""What is said to who did not come where there is no recording to offer."""
SAMPLE = {"en": "Alex", "es": "Alex"}


@dataclass(frozen=True, slots=True)
class Closing:
    """An action about to be closed: how many said yes and came, what texts would go, and whose asks are still open."""

    action: Action
    is_named: bool
    promised: int
    came: int
    came_of_promised: int
    missed: int
    checked: CheckedPlan
    open_asks: Mapping[int, int]

    @property
    def sendable(self) -> list[CheckedDraft]:
        """The drafts that reach somebody and need no mending."""
        return [one for one in self.checked.drafts if one.reach.going and not one.reach.problems]


def closing_of(action_id: int, sender_name: str, now: datetime, chosen: Collection[Track] = tuple(Track)) -> Closing:
    """What closing an action at this moment would do; NotFound when it is not here."""
    action = get_action(action_id)
    kind = find_kind(action.kind)
    tracks = webinar_tracks(action.id)
    came = {*tracks.came, *tracks.left_early}
    promised = set(rsvp_contact_ids(action.id, PROMISING))
    return Closing(
        action=action,
        is_named=kind is None or kind.needs_signin,
        promised=len(promised),
        came=len(came),
        came_of_promised=len(came & promised),
        missed=len(tracks.did_not_come),
        checked=check_plan(closing_plan(action, chosen), sender_name, now),
        open_asks=_open_asks(came | promised),
    )


def closing_plan(action: Action, chosen: Collection[Track]) -> FollowUpPlan:
    """Thanks to those who came, and a word to those who did not."""
    templates = {template.key: template for template in list_templates()}
    drafts = []
    for track in Track:
        draft = draft_from(track, templates.get(TEMPLATES[track]), track in chosen)
        is_missed = track is Track.DID_NOT_COME and not action.recording_url
        drafts.append(replace(draft, bodies=MISSED, template_id=None) if is_missed else draft)
    return FollowUpPlan(action.id, tuple(drafts))


def samples(one: CheckedDraft) -> dict[str, str]:
    """The text of a draft as somebody reads it, in each language that somebody of its people reads."""
    return {
        language: preview(one.draft.bodies[language], one.values[language] | {"first_name": SAMPLE[language]})
        for language in one.values
        if one.reach.readers(language)
    }


def only(plan: FollowUpPlan, tracks: Collection[Track]) -> FollowUpPlan:
    """A plan with only these tracks chosen."""
    drafts = tuple(replace(draft, is_chosen=draft.track in tracks) for draft in plan.drafts)
    return replace(plan, drafts=drafts)


def _open_asks(contact_ids: Collection[int]) -> dict[int, int]:
    """One open ask a person, the latest: commitment ids by contact id."""
    return {row.contact_id: row.id for row in list_open_asks(contact_ids)}


__all__ = ["Closing", "Draft", "closing_of", "closing_plan", "only", "samples"]
