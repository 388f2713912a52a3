"""A board in words: its first sentence, pace, what each list holds."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from crm.boards.queries.board import Board
from crm.boards.queries.changes import Changes
from crm.campaigns.after_words import last_vote_words
from crm.campaigns.models import Campaign, CampaignStatus, FigureStage
from crm.campaigns.queries import Pace, Stage
from crm.core.i18n import bilingual, count, local_day
from crm.core.slots import has_view
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext
from crm.turnout import words as turnout

WHOLE_DAY = "MMM d y"
"""A day with its year: a fiscal year is far away."""


@dataclass(frozen=True, slots=True)
class Act:
    """What to do now: a label and where it leads ("" for somebody who may not go there)."""

    label: str
    url: str


def decision_body(campaign: Campaign) -> str:
    """Who votes, in the language of the page."""
    return bilingual(campaign.decision_body, campaign.decision_body_es) or _("The deciding body")


def stage_label(stage: Stage) -> str:
    """A stage in the language of the page."""
    return bilingual(stage.label, stage.label_es)


def vote_words(board: Board) -> str:
    """How far the vote is, and the votes it takes."""
    body, days = decision_body(board.campaign), board.days_to_vote
    if days is None:
        unset = _("No day for the vote is set yet.")
        return f"{unset} {tally_words(board)}".strip()
    if days < 0 or board.last_vote is not None:
        past = _("%(body)s voted on %(day)s.", body=body, day=_day(board))
        return " ".join(said for said in (past, outcome_words(board), *year_words(board)) if said)
    if days == 0:
        today = _("%(body)s votes today.", body=body)
        return f"{today} {tally_words(board)}".strip()
    said = ngettext("%(num)s day to the %(body)s vote.", "%(num)s days to the %(body)s vote.", days, body=body)
    return f"{said} {tally_words(board)}".strip()


def year_words(board: Board) -> list[str]:
    """After the vote: whether the adopted budget is in the ledger, and whether the fiscal year began or is done."""
    return [said for said in (_adopted_words(board), _year_words(board)) if said]


def _adopted_words(board: Board) -> str:
    if board.last_vote is None or not board.ledger.lines:
        return ""
    if any(FigureStage.ADOPTED in line.figures for line in board.ledger.lines):
        return _("The adopted budget is in the ledger.")
    return _("The adopted budget is not in the ledger yet.")


def _year_words(board: Board) -> str:
    year = board.budget_year
    if year is None:
        return ""
    if board.today < year.starts_on:
        return _("The fiscal year it is about begins on %(day)s.", day=local_day(year.starts_on, WHOLE_DAY))
    if board.today <= year.ends_on:
        return _("The fiscal year it is about began on %(day)s.", day=local_day(year.starts_on, WHOLE_DAY))
    return _(
        "The fiscal year it was about is done, it ended on %(day)s: see that the money is in the next budget, too.",
        day=local_day(year.ends_on, WHOLE_DAY),
    )


def outcome_words(board: Board) -> str:
    """How the vote went, or that nobody wrote it down; and what a campaign that is over leaves to do."""
    found = board.last_vote
    said = last_vote_words(found) if found else _("How they voted is not recorded yet.")
    after = {
        CampaignStatus.WON: _("The campaign is won: now see that the money moves."),
        CampaignStatus.PARTLY_WON: _("The campaign is won in part: now see that the money moves."),
        CampaignStatus.MONITORING: _("Now see that the money moves."),
        CampaignStatus.LOST: _("The campaign is lost this year: write down what was learned."),
        CampaignStatus.CLOSED: _("The campaign is over."),
    }.get(board.campaign.status, "")
    return f"{said} {after}".strip()


def tally_words(board: Board) -> str:
    """The votes had and needed: "4 of 7 votes, 4 needed: 1 is only leaning."; "" while nothing is known of them."""
    found, needed = board.count, board.count.needed
    if not found.seats:
        return _("It takes %(needed)s votes.", needed=needed) if needed else ""
    had = found.sure + found.leaning
    values = {"had": had, "seats": found.seats, "needed": needed}
    if not needed:
        return _("%(had)s of %(seats)s votes.", **values)
    if not found.leaning:
        return _("%(had)s of %(seats)s votes, %(needed)s needed.", **values)
    return ngettext(
        "%(had)s of %(seats)s votes, %(needed)s needed: %(num)s is only leaning.",
        "%(had)s of %(seats)s votes, %(needed)s needed: %(num)s are only leaning.",
        found.leaning,
        **values,
    )


def turnout_words(board: Board) -> str:
    """Who is expected at the next action: "Hearing: 96 yes, expect 71 (62 to 80) of 150; need 38 more yeses by Thursday."."""
    found = board.coming
    if found is None:
        return ""
    title = bilingual(found.action.title, found.action.title_es)
    return f"{title}: {turnout.sentence(found.forecast, board.today)}"


def changed_words(board: Board) -> str:
    """What happened since this time yesterday: "Since yesterday: 3 one-on-ones, 5 yeses."; "" for nothing."""
    said = ", ".join(part for part, _what in changes_listed(board.changes))
    return _("Since yesterday: %(changes)s.", changes=said) if said else ""


def changes_listed(found: Changes) -> list[tuple[str, str]]:
    """What changed in words, each with its name in the list of people ("" for what is not about people)."""
    parts = [
        (found.one_on_ones, "one_on_ones", ngettext("%(num)s one-on-one", "%(num)s one-on-ones", found.one_on_ones)),
        (found.yeses, "yeses", ngettext("%(num)s yes", "%(num)s yeses", found.yeses)),
        (found.kept, "kept", ngettext("%(num)s promise kept", "%(num)s promises kept", found.kept)),
        (found.came, "came", ngettext("%(num)s person came", "%(num)s people came", found.came)),
        (found.leans, "leans", ngettext("%(num)s vote moved", "%(num)s votes moved", found.leans)),
        (found.figures, "figures", ngettext("%(num)s figure entered", "%(num)s figures entered", found.figures)),
    ]
    return [(said, what) for number, what, said in parts if number]


def _day(board: Board) -> str:
    return local_day(board.campaign.decision_on) if board.campaign.decision_on else ""


def risk_words(board: Board) -> str:
    """What is at risk: the goal furthest behind and the stage that is late the longest; else that all is on pace."""
    found = [_behind_words(board), _late_words(board)]
    if any(found):
        return " ".join(one for one in found if one)
    return _("Every goal is on pace.") if board.goals else _("No goal is set yet.")


def _behind_words(board: Board) -> str:
    behind = board.furthest_behind
    if behind is None:
        return ""
    return _(
        "Furthest behind: %(goal)s, %(reached)s of %(target)s, %(short)s short of pace.",
        goal=_(behind.measure.label).lower(),
        reached=count(behind.pace.reached),
        target=count(behind.pace.target),
        short=count(-behind.pace.difference),
    )


def _late_words(board: Board) -> str:
    late = board.late_stage
    if late is None:
        return ""
    return ngettext(
        "“%(stage)s” is %(num)s day late.", "“%(stage)s” is %(num)s days late.", late.days_late, stage=stage_label(late)
    )


def next_act(board: Board) -> Act:
    """Whom to call, or what to do, now."""
    funnel, campaign_id = board.funnel, board.campaign.id
    waiting = funnel.counts["to_meet"] if funnel else 0
    if funnel and waiting:
        title = bilingual(funnel.webinar.title, funnel.webinar.title_es)
        label = ngettext(
            "Call the %(num)s person who came to “%(title)s” and has had no one-on-one since",
            "Call the %(num)s people who came to “%(title)s” and have had no one-on-one since",
            waiting,
            title=title,
        )
        return Act(
            label, url_for("boards.people", campaign_id=campaign_id, measure="to_meet", action=funnel.webinar.id)
        )
    if board.days_to_vote is not None and board.days_to_vote < 0 and board.last_vote is None:
        return Act(_("Record how they voted"), url_for("campaigns.show_deciders", campaign_id=campaign_id))
    if not board.ledger.lines:
        return Act(_("Add the first demand"), url_for("campaigns.show", campaign_id=campaign_id, _anchor="add-demand"))
    if not board.stages:
        return Act(_("Lay out the stages"), url_for("campaigns.show", campaign_id=campaign_id, _anchor="stages"))
    if not board.goals:
        return Act(_("Set the first goal"), url_for("campaigns.show", campaign_id=campaign_id, _anchor="goals"))
    if has_view("one_on_ones.new"):
        return Act(_("Log a one-on-one"), url_for("one_on_ones.new"))
    return Act(_("See the stages"), url_for("campaigns.show", campaign_id=campaign_id, _anchor="stages"))


def pace_words(pace: Pace) -> str:
    """Against the straight line: "5 ahead", "3 short of pace"."""
    if pace.is_reached:
        return _("Reached")
    if pace.difference > 0:
        return _("%(number)s ahead", number=count(pace.difference))
    if pace.difference < 0:
        return _("%(number)s short of pace", number=count(-pace.difference))
    return _("On pace")


def projection(pace: Pace, day: str) -> str:
    """Where this rate leads by the last day."""
    if pace.by_the_end is None:
        return _("Begins today")
    return _("At this rate %(number)s by %(day)s", number=count(pace.by_the_end), day=day)
