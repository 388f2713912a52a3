"""A segment in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from crm.contacts.segments import limits
from crm.contacts.segments.compile import check_step
from crm.contacts.segments.filters import get_filter
from crm.contacts.segments.grammar import Op, Step
from crm.core.errors import Refused
from crm.core.spoken import gettext as _


def step_words(step: Step) -> str:
    """What a step asks, in words that follow "who"; for one that cannot be asked, that it needs mending."""
    try:
        config = check_step(step)
        return limits.words(config) if step.op is Op.LIMIT else get_filter(step.filter).words(config)
    except Refused:
        return _("… (a step that needs mending)")


def whole_words(steps: Sequence[Step]) -> str:
    """The whole segment in one sentence."""
    if not steps:
        return _("Everyone in our books.")
    parts = [_opening(steps[0]), *(_following(step) for step in steps[1:])]
    return "".join(parts) + "."


def _opening(step: Step) -> str:
    words = step_words(step)
    if step.op is Op.LIMIT:
        return _("Of everyone in our books only %(words)s", words=words)
    if step.op is Op.SUBTRACT:
        return _("Everyone but whoever %(words)s", words=words)
    return _("Everyone who %(words)s", words=words)


def _following(step: Step) -> str:
    words = step_words(step)
    if step.op is Op.ADD:
        return "; " + _("also everyone who %(words)s", words=words)
    if step.op is Op.SUBTRACT:
        return ", " + _("but nobody who %(words)s", words=words)
    if step.op is Op.LIMIT:
        return "; " + _("of these only %(words)s", words=words)
    return ", " + _("and who %(words)s", words=words)
