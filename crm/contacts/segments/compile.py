"""From the steps of a segment to one condition on people."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from crm.contacts.models import Contact
from crm.contacts.segments import limits
from crm.contacts.segments.filters import Config, Frame, get_filter
from crm.contacts.segments.grammar import Op, Step
from crm.core.errors import Refused

Condition = ColumnElement[bool]


def current() -> Condition:
    """That a record is neither merged into another nor archived; nobody else is in any segment."""
    return and_(Contact.merged_into_id.is_(None), Contact.archived_at.is_(None))


def check_step(step: Step) -> Config:
    """The values of a step as its filter reads them; Refused, with a sentence, for what cannot be asked."""
    return limits.check(step.config) if step.op is Op.LIMIT else get_filter(step.filter).check(step.config)


def problems_of(steps: Sequence[Step], frame: Frame) -> list[Refused | None]:
    """What is wrong with each step, None where nothing is."""
    found: list[Refused | None] = []
    for step in steps:
        try:
            condition_of(step, frame)
        except Refused as error:
            found.append(error)
        else:
            found.append(None)
    return found


def condition_of(step: Step, frame: Frame) -> Condition:
    """Whom the filter of a step finds, by itself; a limit finds nobody by itself."""
    config = check_step(step)
    return true() if step.op is Op.LIMIT else get_filter(step.filter).condition(config, frame)


def people_condition(steps: Sequence[Step], frame: Frame) -> Condition:
    """Who is in the segment; Refused when a step cannot be asked."""
    return conditions_after(steps, frame)[-1] if steps else true()


def conditions_after(steps: Sequence[Step], frame: Frame) -> list[Condition]:
    """Who is in the segment after each of its steps."""
    held: Condition = false() if steps and steps[0].op is Op.ADD else true()
    after: list[Condition] = []
    for step in steps:
        held = _after(held, step, frame)
        after.append(held)
    return after


def _after(held: Condition, step: Step, frame: Frame) -> Condition:
    found = condition_of(step, frame)
    if step.op is Op.ADD:
        return or_(held, found)
    if step.op is Op.SUBTRACT:
        return and_(held, not_(found))
    return _first_of(held, check_step(step)) if step.op is Op.LIMIT else and_(held, found)


def _first_of(held: Condition, config: Config) -> Condition:
    """Of those held, the first so many in the order of the limit."""
    kept = select(Contact.id).where(current(), held).order_by(*limits.ordering(config)).limit(config.number("count"))
    return Contact.id.in_(kept.correlate(None))


def never_null(condition: Condition) -> Condition:
    """The condition on a column that may be empty, false where it is."""
    return func.coalesce(condition, false())
