"""How the whip count and the power map are said: leans, what is short, which way somebody moves."""

from __future__ import annotations

from crm.campaigns.forms.deciders import CONFIDENCES, LEANS
from crm.campaigns.models import Confidence, Lean, Vote
from crm.campaigns.queries.power_map import TRAIL_DAYS, Standing
from crm.campaigns.queries.whip import Seat, WhipCount
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext


def lean_words(lean: Lean) -> str:
    """ "Leaning yes"."""
    return str(next(choice.label for choice in LEANS if choice.value == lean.value))


def confidence_words(confidence: Confidence) -> str:
    """ "Heard first hand"."""
    return str(next(choice.label for choice in CONFIDENCES if choice.value == confidence.value))


def vote_words(vote: Vote) -> str:
    """How somebody voted, in a word."""
    words = {Vote.YES: _("Yes"), Vote.NO: _("No"), Vote.ABSTAINED: _("Abstained"), Vote.ABSENT: _("Absent")}
    return words[vote]


def count_words(count: WhipCount) -> str:
    """ "3 sure, 1 leaning, 4 needed"."""
    if not count.seats:
        return _("Nobody with a vote is written down yet.")
    said = _("%(sure)s sure, %(leaning)s leaning", sure=count.sure, leaning=count.leaning)
    return _("%(said)s, %(needed)s needed", said=said, needed=count.needed) if count.needed else said


def way_words(count: WhipCount, seats: list[Seat]) -> str:
    """What it takes from here: whom to hold, whom to win; "" while nothing can be said."""
    if not count.needed or not count.seats:
        return ""
    if count.sure >= count.needed:
        return _("It carries with those who are sure. Hold them.")
    leaning = [one.maker.name for one in seats if one.target.has_vote and one.lean is Lean.LEAN_YES]
    open_ones = [one.maker.name for one in seats if one.target.has_vote and one.lean is Lean.UNDECIDED]
    if count.short == 0:
        return ngettext(
            "It carries if %(names)s holds.", "It carries if %(names)s hold.", len(leaning), names=_listed(leaning)
        )
    if count.short > len(open_ones):
        return _("Undecided votes alone are not enough: somebody who leans to no has to move.")
    win = ngettext("win %(num)s of %(names)s", "win %(num)s of %(names)s", count.short, names=_listed(open_ones))
    if count.short == len(open_ones) == 1:
        win = _("win %(name)s", name=open_ones[0])
    return (
        _("Hold %(names)s and %(win)s.", names=_listed(leaning), win=win)
        if leaning
        else _("To carry it, %(win)s.", win=win)
    )


def _listed(names: list[str]) -> str:
    """Names in a row: "A, B and C"; of many the first three."""
    if len(names) > 3:
        return _("%(names)s and %(number)s more", names=", ".join(names[:3]), number=len(names) - 3)
    return (
        _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
    )


def moved_words(standing: Standing) -> str:
    """Which way somebody went in the last month."""
    steps = standing.steps
    if not steps:
        return _("No move in %(days)s days", days=TRAIL_DAYS)
    if steps > 0:
        return ngettext(
            "Toward us, %(num)s step in %(days)s days",
            "Toward us, %(num)s steps in %(days)s days",
            steps,
            days=TRAIL_DAYS,
        )
    return ngettext(
        "Away from us, %(num)s step in %(days)s days",
        "Away from us, %(num)s steps in %(days)s days",
        -steps,
        days=TRAIL_DAYS,
    )
