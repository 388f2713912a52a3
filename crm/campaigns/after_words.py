"""How what became of a demand, and the days on which it is looked after, are said."""

from __future__ import annotations

from crm.campaigns.models import DecisionOutcome, DemandResult, Watch, WatchState
from crm.campaigns.queries.after import VoteTold
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext


def result_words(result: DemandResult) -> str:
    """What became of a demand, in a word."""
    return {
        DemandResult.OPEN: _("Still open"),
        DemandResult.WON: _("Won"),
        DemandResult.PARTLY: _("Won in part"),
        DemandResult.LOST: _("Lost"),
    }[result]


def last_vote_words(told: VoteTold) -> str:
    """How a vote went: "4 to 3: it carried. 2 demands won, 1 won in part."."""
    ending = {DecisionOutcome.CARRIED: _("it carried"), DecisionOutcome.LOST: _("it did not carry")}
    outcome = ending[told.outcome] if told.outcome else _("votes are still open")
    said = _("%(yes)s to %(no)s: %(outcome)s.", yes=told.yes, no=told.no, outcome=outcome)
    parts = [
        ngettext("%(num)s demand won", "%(num)s demands won", told.demands.get(DemandResult.WON, 0)),
        ngettext("%(num)s won in part", "%(num)s won in part", told.demands.get(DemandResult.PARTLY, 0)),
        ngettext("%(num)s demand lost", "%(num)s demands lost", told.demands.get(DemandResult.LOST, 0)),
    ]
    numbers = [told.demands.get(one, 0) for one in (DemandResult.WON, DemandResult.PARTLY, DemandResult.LOST)]
    listed = ", ".join(part for part, number in zip(parts, numbers, strict=True) if number)
    return f"{said} {listed}." if listed else said


def watch_words(watch: Watch) -> str:
    """What is looked at on a day of the watch."""
    words = {
        "document": _("Does the adopted budget say so? Check it in the document."),
        "spending": _("Is the money moving? Ask for the first quarter's spending."),
        "people": _("Who has the jobs and the services now?"),
        "next_budget": _("Is it in the next budget, too?"),
    }
    return words.get(watch.key, watch.key)


def watch_state_words(state: WatchState) -> str:
    """What was found."""
    return {WatchState.OPEN: _("Open"), WatchState.KEPT: _("It is so"), WatchState.BROKEN: _("It is not")}[state]
