"""When a blast would be through, said in one sentence: "The last text leaves at 6:40 PM; 312 go tomorrow."."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext, ngettext

from crm.core.i18n import count, local, local_day
from crm.sms.queries.paces import SLOWEST
from crm.sms.queries.pacing import Plan

A_TEXTERS_MINUTE = 15
"""Texts that one texter sends a minute by one key each (PRODUCT.md, day B)."""


def plan_sentence(plan: Plan) -> str:
    """The plan in the language of the request, times in the organization's zone."""
    if plan.finishes_at is None:
        return str(gettext("It would take more than four weeks. Choose a sender with more room, or fewer people."))
    sentence = _sentence(plan, plan.finishes_at).replace("..", ".")  # Spanish writes a.m. with its own full stop
    if plan.has_pace:
        return sentence
    slowest = gettext(
        "Reckoned for the slowest kind of number, %(minute)s segments a minute and %(day)s a day. "
        "Say on the page of senders what kind it is.",
        minute=count(SLOWEST.a_minute or 0),
        day=count(SLOWEST.a_day or 0),
    )
    return f"{sentence} {slowest}"


def texters_sentence(texts: int) -> str:
    """How much work a text is that texters send, each by a key."""
    minutes = -(-texts // A_TEXTERS_MINUTE)
    return str(
        ngettext(
            "Texters send it, each text by one key: about %(num)d minute for one of them.",
            "Texters send it, each text by one key: about %(num)d minutes for one of them.",
            minutes,
        )
    )


def _sentence(plan: Plan, finishes_at: datetime) -> str:
    time, is_tomorrow = local(finishes_at, "h:mm a"), plan.starts_on == plan.today and plan.later == plan.tomorrow
    if not plan.later and plan.starts_on == plan.today:
        return str(gettext("The last text leaves at %(time)s.", time=time))
    if not plan.later:
        return str(gettext("The last text leaves on %(day)s at %(time)s.", day=local_day(finishes_at), time=time))
    if is_tomorrow:
        return str(
            ngettext(
                "The last text leaves tomorrow at %(time)s; %(count)s goes tomorrow.",
                "The last text leaves tomorrow at %(time)s; %(count)s go tomorrow.",
                plan.tomorrow,
                count=count(plan.tomorrow),
                time=time,
            )
        )
    return str(
        gettext(
            "The last text leaves on %(day)s at %(time)s; %(count)s go after the first day.",
            day=local_day(finishes_at),
            time=time,
            count=count(plan.later),
        )
    )
