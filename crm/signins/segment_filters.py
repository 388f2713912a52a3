"""What can be asked of people by the actions they came to."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, func, not_, select

from crm.actions.models import Action, ActionStatus
from crm.actions.segment_inputs import ACTIONS, KINDS
from crm.campaigns.segment_inputs import CAMPAIGNS
from crm.commitments.models import Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Number, Pick, PickMany
from crm.contacts.segments.periods import Period, Span
from crm.contacts.segments.rows import counting, days, days_or_never, having, how_many
from crm.core.database import db
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext
from crm.signins.models import SignIn, SignInOutcome
from crm.signins.queries import REGISTERED

Condition = ColumnElement[bool]
WHICH = (
    PickMany("kinds", _l("Only these kinds of action"), KINDS, is_needed=False),
    PickMany("campaigns", _l("Only these campaigns"), CAMPAIGNS, is_needed=False),
)
WENT = Fixed(
    (
        ("came", _l("came")),
        ("left_early", _l("came and left early")),
        ("registered", _l("said yes or registered")),
        ("no_show", _l("said yes and did not come")),
        ("absent", _l("did not come")),
    )
)


def _of_which(config: Config) -> list[Condition]:
    """The terms on actions that a filter is narrowed to."""
    kinds, campaigns = config.many("kinds"), config.ids("campaigns")
    terms: list[Condition] = [Action.kind.in_(kinds)] if kinds else []
    return [*terms, Action.campaign_id.in_(campaigns)] if campaigns else terms


def _which_words(config: Config) -> str:
    """Which actions count, in words: " (house meetings; Care Not Cages)", "" for all."""
    parts = [config.said(name) for name in ("kinds", "campaigns") if config.many(name)]
    return f" ({'; '.join(parts)})" if parts else ""


def _last_actions(config: Config, frame: Frame) -> Select[int]:
    query = select(Action.id).where(Action.starts_at <= frame.now, Action.status != ActionStatus.CANCELLED)
    query = query.where(*_of_which(config)).order_by(Action.starts_at.desc(), Action.id.desc())
    return query.limit(config.number("last"))


def _came_to_last(config: Config, frame: Frame) -> Condition:
    last = SignIn.action_id.in_(_last_actions(config, frame))
    return counting(SignIn.contact_id, config.text("how"), config.number("count"), last)


def _came_to_last_words(config: Config) -> str:
    values = {"last": config.number("last"), "which": _which_words(config)}
    if config.text("how") == "at_most":
        return _(
            "came to at most %(count)s of the last %(last)s actions%(which)s", count=config.number("count"), **values
        )
    return _("came to at least %(count)s of the last %(last)s actions%(which)s", count=config.number("count"), **values)


def _came_to_last_evidence(config: Config, frame: Frame, contact_id: int) -> str:
    query = _started(contact_id).where(SignIn.action_id.in_(_last_actions(config, frame)))
    moments = list(db.session.scalars(query))
    if not moments:
        return _("none of them")
    return _("%(count)s: %(days)s", count=len(moments), days=days(moments))


def _started(contact_id: int) -> Select[Any]:
    """When the actions began to which a person came."""
    query = select(Action.starts_at).join(SignIn, SignIn.action_id == Action.id)
    return query.where(SignIn.contact_id == contact_id)


def _came(config: Config, frame: Frame) -> Condition:
    terms = [] if config.values["when"]["span"] == Span.EVER else [config.within("when", SignIn.arrived_at, frame)]
    which = _of_which(config)
    if which:
        terms.append(SignIn.action_id.in_(select(Action.id).where(*which)))
    return counting(SignIn.contact_id, config.text("how"), config.number("count"), *terms)


def _came_words(config: Config) -> str:
    values = {"which": _which_words(config), "when": config.said("when")}
    count = config.number("count")
    if config.text("how") == "at_most":
        return ngettext(
            "came to at most %(num)s action%(which)s%(when)s",
            "came to at most %(num)s actions%(which)s%(when)s",
            count,
            **values,
        )
    return ngettext(
        "came to at least %(num)s action%(which)s%(when)s",
        "came to at least %(num)s actions%(which)s%(when)s",
        count,
        **values,
    )


def _came_evidence(config: Config, frame: Frame, contact_id: int) -> str:
    query = _started(contact_id).where(config.within("when", SignIn.arrived_at, frame), *_of_which(config))
    return days_or_never(db.session.scalars(query))


def _went(config: Config, _frame: Frame) -> Condition:
    action_id, how = config.number("action"), config.text("how")
    here = having(SignIn.contact_id, SignIn.action_id == action_id)
    registered = having(
        Commitment.contact_id,
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
    )
    early = having(SignIn.contact_id, SignIn.action_id == action_id, SignIn.outcome == SignInOutcome.LEFT_EARLY)
    return {
        "came": here,
        "left_early": early,
        "registered": registered,
        "no_show": registered & not_(here),
        "absent": not_(here),
    }[how]


def _went_words(config: Config) -> str:
    action = config.said("action")
    return {
        "came": _("came to %(action)s", action=action),
        "left_early": _("left %(action)s early", action=action),
        "registered": _("said yes to %(action)s", action=action),
        "no_show": _("said yes to %(action)s and did not come", action=action),
        "absent": _("did not come to %(action)s", action=action),
    }[config.text("how")]


def _first_came(config: Config, frame: Frame) -> Condition:
    first = select(SignIn.contact_id).group_by(SignIn.contact_id)
    return Contact.id.in_(first.having(config.within("when", func.min(SignIn.arrived_at), frame)))


def _first_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    first = db.session.scalars(select(func.min(SignIn.arrived_at)).where(SignIn.contact_id == contact_id)).first()
    return days([first]) if first else _("never")


FILTERS = {
    "came_to_last": SegmentFilter(
        "meetings",
        _l("Came to so many of the last actions"),
        (*how_many(default=2), Number("last", _l("Of the last"), 1, 100, 4), *WHICH),
        _came_to_last,
        _came_to_last_words,
        _came_to_last_evidence,
    ),
    "came": SegmentFilter(
        "meetings",
        _l("Came to actions, or to none"),
        (*how_many(), Period("when", _l("When"), days=90), *WHICH),
        _came,
        _came_words,
        _came_evidence,
    ),
    "went": SegmentFilter(
        "meetings",
        _l("Came to one action, or did not"),
        (Pick("how", _l("How it went"), WENT, "came"), Pick("action", _l("Action"), ACTIONS)),
        _went,
        _went_words,
    ),
    "first_came": SegmentFilter(
        "meetings",
        _l("Came for the first time"),
        (Period("when", _l("When"), days=60),),
        _first_came,
        lambda config: _("came for the first time%(when)s", when=config.said("when")),
        _first_evidence,
    ),
}
