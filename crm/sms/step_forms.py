"""The forms of sequences: making one, and each of its steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from crm.commitments.service import TaskKind
from crm.core.forms import Form, one_line
from crm.sms.forms import text_body
from crm.sms.models import Clock, OnlyIf, StepKind
from crm.sms.sequence_plans import DAY, HOUR, Act, Answered, Arm, NewStep

UNITS = {"minutes": 1, "hours": HOUR, "days": DAY}
BEFORE, AFTER = "before", "after"
HOURS = range(8, 21)
"""The hours of the day that a wait can end at."""


def _one_of(label: Any, usual: str, values: Collection[str]) -> StringField:
    """A choice among a few values; the page offers them in words."""
    return StringField(label, default=usual, validators=[AnyOf([*values])])


class StepForm(Form):
    """One step; which fields are shown and read depends on its kind."""

    number = IntegerField(_l("How long"), default=1, validators=[Optional(), NumberRange(min=0, max=1000)])
    unit = _one_of(_l("Unit"), "days", UNITS)
    whence = _one_of(_l("Counted from"), Clock.STEP.value, (Clock.STEP.value, BEFORE, AFTER))
    hour = _one_of(_l("At"), "", ("", *map(str, HOURS)))
    template = StringField(_l("Template"), filters=[one_line])
    en = TextAreaField(_l("English"), filters=[text_body], validators=[Length(max=1600)])
    es = TextAreaField(_l("Spanish"), filters=[text_body], validators=[Length(max=1600)])
    only_if = _one_of(_l("For whom"), OnlyIf.ALWAYS.value, set(OnlyIf))
    asks_next = BooleanField(_l("Asks for the next action of the campaign"))
    title = StringField(_l("Task"), filters=[one_line], validators=[Length(max=200)])
    task_kind = _one_of(_l("Kind"), "call", set(TaskKind))
    due_days = IntegerField(_l("Due in days"), default=1, validators=[Optional(), NumberRange(min=0, max=366)])

    def new_step(self, kind: StepKind, arms: dict[Answered, Arm]) -> NewStep:
        """The step as it stands in the form."""
        clock = Clock.STEP if self.whence.data == Clock.STEP.value else Clock.ACTION
        minutes = (self.number.data or 0) * UNITS[self.unit.data or "days"]
        is_wait = kind is StepKind.WAIT
        words = {"en": self.en.data or "", "es": self.es.data or ""}
        return NewStep(
            kind,
            template_key=self.template.data or "",
            bodies=words if any(words.values()) else {},
            only_if=OnlyIf(self.only_if.data),
            asks_next=bool(self.asks_next.data),
            clock=clock if is_wait else Clock.STEP,
            minutes=-minutes if is_wait and self.whence.data == BEFORE else minutes,
            hour=int(self.hour.data) if is_wait and self.hour.data else None,
            task_kind=self.task_kind.data or "",
            title=self.title.data or "",
            due_days=self.due_days.data if self.due_days.data is not None else 1,
            arms=arms if kind is StepKind.BRANCH else {},
        )


class ArmForm(Form):
    """What one answer does."""

    class Meta:
        csrf = False  # the step's form carries the token

    act = _one_of(_l("Then"), Act.GO_ON.value, set(Act))
    title = StringField(_l("Task"), filters=[one_line], validators=[Length(max=120)])
    due_days = IntegerField(_l("Due in days"), default=1, validators=[Optional(), NumberRange(min=0, max=366)])

    def arm(self) -> Arm:
        """The arm as it stands in the form."""
        return Arm(Act(self.act.data), self.title.data or "", "call", self.due_days.data or 0)


class NewSequenceForm(Form):
    """A sequence from nothing: its name, what starts it, and the action that it is about."""

    name = StringField(
        _l("Name"), filters=[one_line], validators=[InputRequired(_l("Give the sequence a name.")), Length(max=120)]
    )
    trigger = StringField(_l("Starts when"), validators=[InputRequired(_l("Say what starts it."))])
    action = IntegerField(_l("Action"), validators=[Optional()])
    stage = StringField(_l("Stage"), filters=[one_line], validators=[Length(max=40)])
