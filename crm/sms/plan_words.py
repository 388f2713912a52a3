"""When a blast would be through, said in one sentence: "The last text leaves at 6:40 PM; 312 go tomorrow."."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from crm.core.i18n import count, local, local_day
from crm.sms.queries.pacing import Plan


def plan_sentence(plan: Plan) -> str:
    """The plan in the language of the request, times in the organization's zone."""
    if plan.finishes_at is None:
        return str(gettext("It would take more than four weeks. Choose a sender with more room, or fewer people."))
    if not plan.later:
        sentence = gettext("The last text leaves at %(time)s.", time=local(plan.finishes_at, "h:mm a"))
    elif plan.later == plan.tomorrow:
        sentence = ngettext(
            "The last text leaves tomorrow at %(time)s; %(count)s goes tomorrow.",
            "The last text leaves tomorrow at %(time)s; %(count)s go tomorrow.",
            plan.tomorrow,
            count=count(plan.tomorrow),
            time=local(plan.finishes_at, "h:mm a"),
        )
    else:
        sentence = gettext(
            "The last text leaves on %(day)s at %(time)s; %(count)s go after the first day.",
            day=local_day(plan.finishes_at),
            time=local(plan.finishes_at, "h:mm a"),
            count=count(plan.later),
        )
    if plan.has_pace:
        return str(sentence)
    return f"{sentence} " + str(gettext("Say on the page of senders what kind of number it is, and this is exact."))
