"""What the one-on-one screen offers a person, in the words of the request's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from wtforms import SelectChoice

from crm.actions.queries import get_action
from crm.commitments.service import Answer, CommitmentKind, TaskKind
from crm.core.errors import N_, Refused
from crm.core.i18n import bilingual, language, local_day
from crm.one_on_ones.forms import OneOnOneForm
from crm.one_on_ones.models import Channel, Evidence, OneOnOneKind
from crm.one_on_ones.options import (
    ISSUES,
    NONE,
    OWN,
    AskOption,
    StepOption,
    ask_options,
    moment_of,
    step_options,
)
from crm.one_on_ones.queries import Action, Campaign, list_open_campaigns, list_upcoming_actions
from crm.one_on_ones.service import NewAsk, NewOneOnOne, NextStep

ATTEND = "ask-attend-"
FEW_ISSUES = 7
GRACE = timedelta(hours=2)
"""An action that began while the form lay open is still an ask of it."""


def short_day(day: date | datetime) -> str:
    """A day without its weekday: Dec 3, 3 dic."""
    return local_day(day, "d MMM" if language() == "es" else "MMM d")


def action_name(action: Action) -> str:
    """The short name of an action, else its title, in the language of the request."""
    return bilingual(action.short_title, action.short_title_es) or bilingual(action.title, action.title_es)


@dataclass(frozen=True, slots=True)
class Nobody:
    """Whom a form is about that a phone keeps for whoever comes: it holds nobody's name."""

    id: int = 0
    called: str = ""
    full_name: str = ""
    initials: str = ""
    preferred_language: str = ""
    last_attended_at: datetime | None = None
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """The asks, next steps, issues and campaigns that one form offers; `called` is the person's name in a sentence."""

    called: str
    today: date
    campaigns: list[Campaign]
    asks: list[tuple[AskOption, str]]
    steps: list[tuple[StepOption, str]]
    issues: list[tuple[str, str]]

    def prepare(self, form: OneOnOneForm) -> OneOnOneForm:
        """Give the form's open fields what can be chosen, and an untouched form its next step."""
        form.campaign_id.choices = [SelectChoice(str(campaign.id), campaign.name) for campaign in self.campaigns]
        form.issues.choices = [SelectChoice(key, label) for key, label in self.issues]
        form.next_choice.choices = [SelectChoice(step.key, _(step.label)) for step, _title in self.steps]
        form.next_choice.choices += [SelectChoice(OWN, _("Something else")), SelectChoice(NONE, _("None"))]
        if not form.is_submitted():
            first, title = self.steps[0]
            form.next_choice.data, form.next_title.data, form.next_due.data = first.key, title, first.due_on
            form.campaign_id.data = str(self.campaigns[0].id) if self.campaigns else None
            form.met_on.data = self.today
        return form


def open_screen(called: str, now: datetime, today: date, campaign_id: int | None = None) -> Screen:
    """What is offered for a person now; the given campaign, else the one with the nearest vote, comes first."""
    campaigns = sorted(list_open_campaigns(), key=lambda campaign: campaign.id != campaign_id)
    actions = list_upcoming_actions(now - GRACE, campaigns[0].id if campaigns else None)
    asks = [(ask, _ask_label(ask)) for ask in ask_options(actions)]
    steps = [
        (step, _(step.title, name=called, **{key: action_name(value) for key, value in step.params.items()}))
        for step in step_options(today, [action for action in actions if action.starts_at > now])
    ]
    return Screen(called, today, campaigns, asks, steps, _issues(campaigns[0].issues if campaigns else []))


def _ask_label(ask: AskOption) -> str:
    names = {"action": action_name(ask.action)} if ask.action else {}
    days = {"day": short_day(ask.due_on)} if ask.due_on else {}
    label: str = _(ask.label, **names, **days)
    return label


def _issues(own: list[str]) -> list[tuple[str, str]]:
    known = dict(ISSUES)
    keys = list(dict.fromkeys([*own, *known]))[: max(len(own), FEW_ISSUES)]
    return [(key, _(known[key]) if key in known else key) for key in keys]


def to_one_on_one(
    contact_id: int, form: OneOnOneForm, sent: Mapping[str, str], screen: Screen, now: datetime
) -> NewOneOnOne:
    """The one-on-one that a valid form describes; Refused for a next step without words or with a day gone by."""
    return NewOneOnOne(
        contact_id=contact_id,
        met_at=moment_of(form.met_on.data, now, screen.today),
        channel=Channel(form.channel.data),
        kind=OneOnOneKind(form.kind.data),
        campaign_id=int(form.campaign_id.data) if form.campaign_id.data else None,
        minutes=form.minutes.data,
        second_adult=form.second_adult.data or "",
        value=int(form.stand.data) if form.stand.data else None,
        evidence=Evidence(form.evidence.data),
        issues=form.issues.data or [],
        story=form.story.data or "",
        is_story_confirmed=form.is_story_confirmed.data,
        asks=[*_asks(sent, screen), *_own_ask(form)],
        next_step=_next_step(form, screen),
        client_ref=form.client_ref.data or None,
    )


def _asks(sent: Mapping[str, str], screen: Screen) -> list[NewAsk]:
    answers = {answer.value: answer for answer in (Answer.YES, Answer.MAYBE, Answer.NO)}
    return [
        NewAsk(
            kind=ask.kind,
            answer=answers[sent[f"ask-{ask.key}"]],
            action_id=ask.action.id if ask.action else None,
            quantity=ask.quantity,
            due_on=ask.due_on,
        )
        for ask, _label in screen.asks
        if sent.get(f"ask-{ask.key}") in answers
    ] + _asks_of_an_older_form(sent, screen, answers)


def _asks_of_an_older_form(sent: Mapping[str, str], screen: Screen, answers: Mapping[str, Answer]) -> list[NewAsk]:
    """Asks to come to actions that are offered no more: a form kept on a phone may be days old."""
    offered = {f"ask-{ask.key}" for ask, _label in screen.asks}
    keys = {name: name.removeprefix(ATTEND) for name in sent if name.startswith(ATTEND) and name not in offered}
    return [
        NewAsk(CommitmentKind.ATTEND, answers[sent[name]], action_id=get_action(int(number)).id)
        for name, number in keys.items()
        if number.isdecimal() and len(number) < 10 and sent[name] in answers
    ]


def _own_ask(form: OneOnOneForm) -> list[NewAsk]:
    if not form.own_ask.data:
        return []
    return [NewAsk(CommitmentKind.OTHER, Answer(form.own_answer.data or "yes"), detail=form.own_ask.data)]


def _next_step(form: OneOnOneForm, screen: Screen) -> NextStep | None:
    """The chosen step; words or a day that no chip holds were typed by hand and win over the chip."""
    choice = form.next_choice.data or screen.steps[0][0].key
    if choice == NONE:
        return None
    chip = next(((step, title) for step, title in screen.steps if step.key == choice), None)
    title, due_on = form.next_title.data or "", form.next_due.data
    kind = TaskKind.OTHER
    if chip is not None:
        kind = chip[0].kind
        title = chip[1] if title in {"", *(offered for _step, offered in screen.steps)} else title
        due_on = chip[0].due_on if due_on in {None, *(step.due_on for step, _title in screen.steps)} else due_on
    due_on = due_on or screen.today + timedelta(days=7)
    if not title:
        raise Refused(N_("Say in a word what the next step is, or choose none."))
    if due_on < screen.today:
        raise Refused(N_("The next step needs a day from today on."))
    return NextStep(title, due_on, kind)
