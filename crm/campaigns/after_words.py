"""How what became of a demand, and the days on which it is looked after, are said."""

from __future__ import annotations

from crm.campaigns.models import DemandResult, Watch, WatchState
from crm.core.spoken import gettext as _


def result_words(result: DemandResult) -> str:
    """What became of a demand, in a word."""
    return {
        DemandResult.OPEN: _("Still open"),
        DemandResult.WON: _("Won"),
        DemandResult.PARTLY: _("Won in part"),
        DemandResult.LOST: _("Lost"),
    }[result]


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
