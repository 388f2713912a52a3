"""The board of all campaigns in words: the parts of the way, how far the vote is, the votes had and needed."""

from __future__ import annotations

from collections.abc import Sequence

from crm.boards.queries.fights import Fight, Phase
from crm.campaigns.queries import WhipCount
from crm.core.errors import N_
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

PHASES: dict[Phase, str] = {
    Phase.VOTE: N_("Hearings and vote"),
    Phase.POWER: N_("Coalition and power map"),
    Phase.BASE: N_("Base-building and demand"),
    Phase.WATCHING: N_("Voted, now watching"),
    Phase.OVER: N_("Lost or closed"),
}
WEEKS_FROM = 70
"""From so many days on the way to a vote is said in weeks."""


def phase_words(phase: Phase) -> str:
    """A part of the way to the vote."""
    return _(PHASES[phase])


def far_words(one: Fight) -> str:
    """How far the vote is: "23 days", "14 weeks", "voted Nov 2"."""
    days = one.days_to_vote
    if days is None:
        return _("no day yet")
    if days == 0:
        return _("today")
    if days < 0:
        day = one.campaign.decision_on
        return _("voted %(day)s", day=local_day(day)) if day else ""
    if days < WEEKS_FROM:
        return ngettext("%(num)s day", "%(num)s days", days)
    return ngettext("%(num)s week", "%(num)s weeks", days // 7)


def votes_cell(count: WhipCount) -> str:
    """The votes had of those needed, those that lean to yes among them: "4 of 4"."""
    if not count.seats:
        return _("no count yet")
    had = count.sure + count.leaning
    return _("%(had)s of %(needed)s", had=had, needed=count.needed) if count.needed else str(had)


def votes_of(fights: Sequence[Fight]) -> str:
    """What one organization's own counts come to: "3 sure, 1 leaning"; a dash where it has counted nobody."""
    counts = [one.count for one in fights if one.count.seats]
    if not counts:
        return "—"
    sure, leaning = sum(one.sure for one in counts), sum(one.leaning for one in counts)
    return _("%(sure)s, and %(leaning)s leaning", sure=sure, leaning=leaning) if leaning else str(sure)
