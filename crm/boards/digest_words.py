"""A week in plain words, in the language of who reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm.boards.queries.changes import Changes
from crm.boards.words import changes_listed
from crm.core.i18n import bilingual, count, local_day
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

Paragraph = tuple[str, list[str]]
"""A heading and its sentences."""


def paragraphs(figures: dict[str, Any]) -> list[Paragraph]:
    """What the numbers of a week say: first one's own, then each campaign she leads."""
    return [(_("Your week"), _own(figures["own"])), *((one["name"], _campaign(one)) for one in figures["campaigns"])]


def as_text(title: str, found: list[Paragraph]) -> str:
    """The same as lines to copy into a message."""
    return "\n\n".join([title, *("\n".join([heading, *sentences]) for heading, sentences in found)])


def _own(own: dict[str, int]) -> list[str]:
    met = ngettext("You had %(num)s one-on-one.", "You had %(num)s one-on-ones.", own["one_on_ones"])
    before = ngettext("The week before it was %(num)s.", "The week before it was %(num)s.", own["before"])
    came = ngettext(
        "%(num)s person you look after came to an action.",
        "%(num)s people you look after came to actions.",
        own["came"],
    )
    kept = ngettext(
        "%(num)s promise that you asked for was kept.", "%(num)s promises that you asked for were kept.", own["kept"]
    )
    done = ngettext("You finished %(num)s follow-up.", "You finished %(num)s follow-ups.", own["done"])
    due = ngettext("%(num)s follow-up is due this week.", "%(num)s follow-ups are due this week.", own["due"])
    return [
        f"{met} {before}",
        *(said for number, said in ((own["came"], came), (own["kept"], kept), (own["done"], done)) if number),
        due if own["due"] else _("Nothing is due this week."),
    ]


def _campaign(one: dict[str, Any]) -> list[str]:
    found = [_days(one["days_to_vote"]), _week(one["week"], one["before"])]
    found += [_behind(goal) for goal in one["behind"][:3]]
    found += [_late(stage) for stage in one["late"][:3]]
    if one["to_call"]:
        found.append(
            ngettext(
                "Call %(num)s person who came to the last webinar and has had no one-on-one since.",
                "Call %(num)s people who came to the last webinar and have had no one-on-one since.",
                one["to_call"],
            )
        )
    found += [_coming(action) for action in one["coming"][:5]]
    return [said for said in found if said]


def _behind(goal: dict[str, Any]) -> str:
    measure = goal["label"]
    return _(
        "Behind: %(goal)s, %(reached)s of %(target)s, %(short)s short of pace.",
        goal=_(measure).lower(),
        reached=count(goal["reached"]),
        target=count(goal["target"]),
        short=count(goal["short"]),
    )


def _late(stage: dict[str, Any]) -> str:
    label = bilingual(stage["label"], stage["label_es"])
    return ngettext("“%(stage)s” is %(num)s day late.", "“%(stage)s” is %(num)s days late.", stage["days"], stage=label)


def _coming(action: dict[str, str]) -> str:
    day, title = local_day(date.fromisoformat(action["on"])), bilingual(action["title"], action["title_es"])
    return _("Coming: %(title)s, %(day)s.", title=title, day=day)


def _days(days: int | None) -> str:
    if days is None:
        return _("No day for the vote is set yet.")
    if days < 0:
        return _("The vote is over.")
    return ngettext("%(num)s day to the vote.", "%(num)s days to the vote.", days)


def _week(week: dict[str, int], before: dict[str, int]) -> str:
    said = ", ".join(part for part, _what in changes_listed(Changes(**week)))
    if not said:
        return _("Nothing happened in the week.")
    met = ngettext("%(num)s one-on-one", "%(num)s one-on-ones", before["one_on_ones"])
    return _("In the week: %(changes)s. The week before: %(before)s.", changes=said, before=met)
