"""The ladder in words: why a step is suggested, how a leader's span is, why to sit down with somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crm.core.i18n import bilingual
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext
from crm.leadership.ladder import Stage
from crm.leadership.models import Behaviour, Decision
from crm.leadership.queries import PersonToMeet, Reason


def stage_name(stage: Stage) -> str:
    """What a stage is called."""
    return bilingual(stage.name, stage.name_es)


def behaviour_words(behaviour: Behaviour, times: int) -> str:
    """What somebody did that suggests a step."""
    words: dict[Behaviour, str] = {
        Behaviour.RESPONDED: _("Answered or sat down with us"),
        Behaviour.ATTENDED: ngettext("Came to %(num)s action", "Came to %(num)s actions", times),
        Behaviour.JOINED: _("Joined as a member"),
        Behaviour.KEPT: ngettext("Kept %(num)s promise", "Kept %(num)s promises", times),
        Behaviour.BROUGHT: ngettext("Brought %(num)s person", "Brought %(num)s people", times),
        Behaviour.LEADS: ngettext("Leads %(num)s person", "Leads %(num)s people", times),
        Behaviour.IDLE: ngettext("Nothing for %(num)s month", "Nothing for %(num)s months", times),
    }
    return words[behaviour]


def rule_words(behaviour: Behaviour) -> str:
    """The label of a rule's number."""
    words: dict[Behaviour, str] = {
        Behaviour.RESPONDED: _("Answers or one-on-ones"),
        Behaviour.ATTENDED: _("Actions attended"),
        Behaviour.JOINED: _("Joined as a member (1 is yes)"),
        Behaviour.KEPT: _("Promises kept"),
        Behaviour.BROUGHT: _("People brought"),
        Behaviour.LEADS: _("People led"),
    }
    return words.get(behaviour, "")


def decision_words(decision: Decision) -> str:
    """What was decided, in a word."""
    words: dict[Decision, str] = {
        Decision.MOVED: _("Moved"),
        Decision.DECLINED: _("Declined"),
        Decision.UNDONE: _("Taken back"),
    }
    return words[decision]


def span_words(fits: int) -> str:
    """Whether a leader leads as many as she can lead well."""
    words: dict[int, str] = {-1: _("Room for more"), 0: _("Between 5 and 8"), 1: _("More than 8: find a second leader")}
    return words[fits]


def reason_in_words(person: PersonToMeet, now: datetime, stages: Sequence[Stage]) -> str:
    """Why to sit down with a person, said to the organizer."""
    if person.reason is Reason.STAGE_READY:
        return _("Ready for the next step: %(stage)s", stage=stage_name(stages[person.stage or 0]))
    days = (now - person.at).days
    words: dict[Reason, str] = {
        Reason.ANSWERED_YES: _("Answered yes to a text"),
        Reason.PROMISE_BROKEN: ngettext(
            "A promise was broken %(num)s day ago: ask what got in the way",
            "A promise was broken %(num)s days ago: ask what got in the way",
            days,
        ),
        Reason.CAME_NEVER_MET: ngettext(
            "Came to an action, never had a one-on-one",
            "Came to %(num)s actions, never had a one-on-one",
            person.times,
        ),
        Reason.NOT_MET_LATELY: _("You last sat down %(days)s days ago", days=days),
    }
    return words[person.reason]
