"""The follow-up of an action as it stands: its tracks, the texts for each, and what sending them would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from crm.actions.queries import Action, find_action, get_action
from crm.sms.models import Track
from crm.sms.queries.asks import first_ask, list_asks
from crm.sms.queries.audience import Audience, AudienceKind, Said, audience_ids
from crm.sms.queries.fatigue import caps_of_organization
from crm.sms.queries.judging import rules_for
from crm.sms.queries.plans import BlastPlan
from crm.sms.queries.reach import Reach, sizes_of, who_among
from crm.sms.queries.templates import TemplateText, list_templates
from crm.sms.queries.values import Values, shared_values, with_ask, with_typed

FIRST_CHOICES = {
    Track.CAME: "thanks_attended",
    Track.LEFT_EARLY: "recording_link",
    Track.DID_NOT_COME: "sorry_missed",
}
WITH_ASK = "next_ask"
"""Who came is asked for the next step, where the campaign has one."""
WITHOUT_RECORDING = "thanks_attended"
"""Who left early gets the recording, and is thanked while there is none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be sent to one track, in both languages, and the action that a yes to it means coming to, if any."""

    track: Track
    bodies: Mapping[str, str]
    template_id: int | None = None
    is_chosen: bool = True
    ask_action_id: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """The drafts of a follow-up, what was typed into their fields by language, and when it is to go (None: now)."""

    action_id: int
    drafts: tuple[Draft, ...]
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    send_at: datetime | None = None

    def start(self, now: datetime) -> datetime:
        """When the first text may leave."""
        return max(self.send_at or now, now)

    def blast_plan(self, draft: Draft) -> BlastPlan:
        """One draft of it as a text to the people of its track."""
        audience = Audience(AudienceKind.ACTION, self.action_id, (Said(draft.track.value),))
        return BlastPlan(
            audience,
            draft.bodies,
            typed=self.typed,
            send_at=self.send_at,
            action_id=self.action_id,
            ask_action_id=draft.ask_action_id,
            template_id=draft.template_id,
        )


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft as a text to many, with what fills its fields (what was typed included), and what sending it would do."""

    draft: Draft
    plan: BlastPlan
    values: Values
    reach: Reach


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """Every draft of a plan, checked; a number that several tracks share is texted once, for the first chosen of them."""

    drafts: list[CheckedDraft]
    asks: list[Action]

    @property
    def chosen(self) -> list[CheckedDraft]:
        """The drafts that would be sent."""
        return [one for one in self.drafts if one.draft.is_chosen]

    @property
    def texts(self) -> int:
        """How many texts would be sent."""
        return sum(one.reach.going for one in self.chosen)

    @property
    def segments(self) -> int:
        """How many segments they are."""
        return sum(one.reach.segments for one in self.chosen)


def check_plan(plan: FollowUpPlan, sender_name: str, now: datetime) -> CheckedPlan:
    """What sending the plan at this moment would do."""
    asks, shared = list_asks(plan.action_id, now), shared_values(plan.action_id, sender_name, now)
    caps, about = caps_of_organization(), find_action(plan.action_id)
    taken, checked = set[str](), []
    for draft in plan.drafts:
        seen = taken if draft.is_chosen else set(taken)
        values, one = with_typed(draft_values(shared, draft, asks), plan.typed), plan.blast_plan(draft)
        rules = rules_for(plan.start(now), caps, about, find_action(draft.ask_action_id))
        who = who_among(audience_ids(one.audience, now), rules, seen)
        checked.append(CheckedDraft(draft, one, values, Reach(who, sizes_of(one, values, who))))
    return CheckedPlan(checked, asks)


def draft_values(shared: Values, draft: Draft, asks: list[Action]) -> Values:
    """What fills a draft's fields by itself: the shared values, and those of the action that it asks for."""
    return with_ask(shared, next((one for one in asks if one.id == draft.ask_action_id), None))


def first_drafts(action_id: int, already_sent: set[Track], now: datetime) -> tuple[Draft, ...]:
    """The drafts to begin with, from the organization's templates; tracks that were texted already are not chosen.

    Who came is asked for the campaign's next step where there is one; a yes of the others is an answer and no RSVP.
    """
    templates = {template.key: template for template in list_templates()}
    has_recording = bool(get_action(action_id).recording_url)
    ask = first_ask(action_id, list_asks(action_id, now))
    drafts = []
    for track in Track:
        asked = ask if track is Track.CAME else None
        key = WITH_ASK if asked else _first_choice(track, has_recording)
        draft = draft_from(track, templates.get(key), track not in already_sent)
        drafts.append(replace(draft, ask_action_id=asked.id if asked else None))
    return tuple(drafts)


def draft_from(track: Track, template: TemplateText | None, is_chosen: bool) -> Draft:
    """A draft with a template's words; empty ones when there is no template."""
    bodies = {language: template.bodies.get(language, "") if template else "" for language in ("en", "es")}
    return Draft(track, bodies, template.id if template else None, is_chosen)


def _first_choice(track: Track, has_recording: bool) -> str:
    return WITHOUT_RECORDING if track is Track.LEFT_EARLY and not has_recording else FIRST_CHOICES[track]
