"""What can be asked of people by what they were asked and promised, and by the tasks that are open about them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_, select

from crm.actions.segment_inputs import ACTIONS
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome, Task, TaskStatus
from crm.commitments.queries import PROMISING
from crm.contacts.segment_filters.ties import USERS
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, PickMany
from crm.contacts.segments.periods import Period
from crm.contacts.segments.rows import counting, days, days_or_never, having, how_many
from crm.core.database import db
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

Condition = ColumnElement[bool]
ANSWERS = Fixed(
    (
        ("yes", _l("yes")),
        ("maybe", _l("maybe")),
        ("no", _l("no")),
        ("later", _l("later")),
        ("cancelled", _l("cancelled again")),
        ("waiting", _l("nothing yet")),
        ("unasked", _l("was never asked")),
    )
)
MEANT = {
    "yes": PROMISING,
    "maybe": (Answer.MAYBE,),
    "no": (Answer.NO,),
    "later": (Answer.LATER,),
    "cancelled": (Answer.CANCELLED,),
    "waiting": (Answer.INVITED,),
}
OUTCOMES = Fixed(((Outcome.OPEN, _l("open")), (Outcome.KEPT, _l("kept")), (Outcome.BROKEN, _l("broken"))))
ASKED = Fixed((("yes", _l("was asked something")), ("no", _l("was asked nothing"))))
TASK = Fixed((("yes", _l("has an open task")), ("no", _l("has no open task"))))


def _answered(config: Config, _frame: Frame) -> Condition:
    answer = config.text("answer")
    terms = [Commitment.kind == CommitmentKind.ATTEND, Commitment.action_id == config.number("action")]
    if answer == "unasked":
        return not_(having(Commitment.contact_id, *terms))
    return having(Commitment.contact_id, *terms, Commitment.answer.in_(MEANT[answer]))


def _answered_words(config: Config) -> str:
    answer, action = config.text("answer"), config.said("action")
    if answer == "unasked":
        return _("was never asked to %(action)s", action=action)
    if answer == "waiting":
        return _("was asked to %(action)s and has not answered", action=action)
    return _("answered %(answer)s to %(action)s", answer=config.said("answer"), action=action)


def _answered_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    query = select(Commitment.answered_at).where(
        Commitment.kind == CommitmentKind.ATTEND, Commitment.action_id == config.number("action")
    )
    moments = db.session.scalars(query.where(Commitment.contact_id == contact_id))
    return days(moment for moment in moments if moment)


def _promises(config: Config, frame: Frame) -> Condition:
    terms = [Commitment.outcome == Outcome(config.text("outcome")), Commitment.answer.in_(PROMISING)]
    terms.append(config.within("when", Commitment.asked_at, frame))
    return counting(Commitment.contact_id, config.text("how"), config.number("count"), *terms)


def _promises_words(config: Config) -> str:
    values = {"outcome": config.said("outcome"), "when": config.said("when")}
    count = config.number("count")
    if config.text("how") == "at_most":
        return ngettext(
            "has at most %(num)s promise that is %(outcome)s%(when)s",
            "has at most %(num)s promises that are %(outcome)s%(when)s",
            count,
            **values,
        )
    return ngettext(
        "has at least %(num)s promise that is %(outcome)s%(when)s",
        "has at least %(num)s promises that are %(outcome)s%(when)s",
        count,
        **values,
    )


def _promises_evidence(config: Config, frame: Frame, contact_id: int) -> str:
    query = select(Commitment.asked_at).where(
        Commitment.contact_id == contact_id,
        Commitment.outcome == Outcome(config.text("outcome")),
        Commitment.answer.in_(PROMISING),
        config.within("when", Commitment.asked_at, frame),
    )
    return days(db.session.scalars(query)) or _("none")


def _asked(config: Config, frame: Frame) -> Condition:
    asked = having(Commitment.contact_id, config.within("when", Commitment.asked_at, frame))
    return not_(asked) if config.text("how") == "no" else asked


def _asked_words(config: Config) -> str:
    when = config.said("when")
    if config.text("how") == "no":
        return _("was asked nothing%(when)s", when=when)
    return _("was asked something%(when)s", when=when)


def _asked_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    return days_or_never(db.session.scalars(select(Commitment.asked_at).where(Commitment.contact_id == contact_id)))


def _task(config: Config, _frame: Frame) -> Condition:
    terms = [Task.status == TaskStatus.OPEN]
    if config.many("users"):
        terms.append(Task.assignee_user_id.in_(config.ids("users")))
    found = having(Task.contact_id, *terms)
    return not_(found) if config.text("how") == "no" else found


def _task_words(config: Config) -> str:
    who = " " + _("for %(users)s", users=config.said("users")) if config.many("users") else ""
    if config.text("how") == "no":
        return _("has no open task%(who)s", who=who)
    return _("has an open task%(who)s", who=who)


FILTERS = {
    "answered": SegmentFilter(
        "promises",
        _l("Answered an invitation"),
        (Pick("answer", _l("Answer"), ANSWERS, "yes"), Pick("action", _l("To which action"), ACTIONS)),
        _answered,
        _answered_words,
        _answered_evidence,
    ),
    "promises": SegmentFilter(
        "promises",
        _l("Promises open, kept or broken"),
        (*how_many(), Pick("outcome", _l("Promises"), OUTCOMES, "kept"), Period("when", _l("Asked when"), days=365)),
        _promises,
        _promises_words,
        _promises_evidence,
    ),
    "asked": SegmentFilter(
        "promises",
        _l("Was asked something, or nothing"),
        (Pick("how", _l("Asked or not"), ASKED, "no"), Period("when", _l("When"), days=30)),
        _asked,
        _asked_words,
        _asked_evidence,
    ),
    "task": SegmentFilter(
        "promises",
        _l("Open tasks"),
        (Pick("how", _l("Has one or not"), TASK, "yes"), PickMany("users", _l("Only of"), USERS, is_needed=False)),
        _task,
        _task_words,
    ),
}
