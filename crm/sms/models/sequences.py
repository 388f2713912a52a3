"""Sequences: what starts them, their steps, who is in one, and what was done for whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class Trigger(StrEnum):
    """What puts somebody into a sequence."""

    REGISTERED = "registered"
    CAME = "came"
    LEFT_EARLY = "left_early"
    DID_NOT_COME = "did_not_come"
    SIGNED_UP = "signed_up"
    PROMISE_DUE = "promise_due"
    STAGE_CHANGED = "stage_changed"
    KEYWORD = "keyword"
    BY_HAND = "by_hand"


class SequenceStatus(StrEnum):
    """Whether a sequence does anything: only a running one does."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"


class SequenceGoal(StrEnum):
    """What a sequence is for: who has done it needs no further text."""

    NONE = "none"
    ONE_ON_ONE = "one_on_one"
    COMING = "coming"


class Sequence(OrganizationOwned, Model):
    """Steps that one person after the other goes through after something happened.

    `action_id` is the one action it is about, or None for whichever brought a person in. A sequence that `is_alone`
    takes nobody who is in another one. It pauses itself when more than `pause_above` of 100 people opt out.
    """

    __tablename__ = "sequences"
    __table_args__ = (Index("ix_sequences_status", "organization_id", "status"),)

    name: Mapped[str] = mapped_column(String(120))
    trigger: Mapped[Trigger] = mapped_column(enum_column(Trigger, "trigger"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    stage: Mapped[str] = mapped_column(String(40), default="")
    goal: Mapped[SequenceGoal] = mapped_column(enum_column(SequenceGoal, "goal"), default=SequenceGoal.NONE)
    status: Mapped[SequenceStatus] = mapped_column(enum_column(SequenceStatus, "status"), default=SequenceStatus.DRAFT)
    is_alone: Mapped[bool] = mapped_column(default=False)
    pause_above: Mapped[int] = mapped_column(default=4)
    paused_because: Mapped[str] = mapped_column(String(300), default="")
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class StepKind(StrEnum):
    """What a step does."""

    SEND = "send"
    WAIT = "wait"
    TASK = "task"
    BRANCH = "branch"


class Clock(StrEnum):
    """From when a wait counts: from the step before, or from the beginning of the action."""

    STEP = "step"
    ACTION = "action"


class OnlyIf(StrEnum):
    """For whom a text is: everybody, those who have not answered the action's ask, or those who said they come."""

    ALWAYS = "always"
    NO_ANSWER = "no_answer"
    SAID_YES = "said_yes"


class SequenceStep(OrganizationOwned, Model):
    """One step; those with `removed_at` are no longer done, and are kept for what they did.

    A wait lasts `minutes` (negative: before the action) by its `clock`, then until `hour` o'clock where one is given. A
    send has `bodies` by language. A task has `title`, `task_kind` and `due_days`. A branch waits `minutes` for an answer
    and has `arms`: for yes, no, other and none what is done (`crm.sms.sequence_plans`).
    """

    __tablename__ = "sequence_steps"
    __table_args__ = (Index("ix_sequence_steps_sequence", "sequence_id", "position"),)

    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(enum_column(StepKind, "kind"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clock: Mapped[Clock] = mapped_column(enum_column(Clock, "clock"), default=Clock.STEP)
    minutes: Mapped[int] = mapped_column(default=0)
    hour: Mapped[int | None]
    template_id: Mapped[int | None] = mapped_column(ForeignKey("templates.id"))
    bodies: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    only_if: Mapped[OnlyIf] = mapped_column(enum_column(OnlyIf, "only_if"), default=OnlyIf.ALWAYS)
    asks_next: Mapped[bool] = mapped_column(default=False)
    task_kind: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    due_days: Mapped[int] = mapped_column(default=1)
    arms: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)


class EnrollmentState(StrEnum):
    """Where somebody is in a sequence; all but the first two are ends."""

    ACTIVE = "active"
    PAUSED = "paused"
    PERSON_TOOK_OVER = "person_took_over"
    KEPT = "kept"
    OPTED_OUT = "opted_out"
    FINISHED = "finished"
    STOPPED = "stopped"
    LEFT_OUT = "left_out"


class Enrollment(OrganizationOwned, Model):
    """One person in one sequence for one occasion, however often the trigger fires.

    `step_id` is what is done next, at `next_at`; `since` is when she came to that step, by the organization's clock.
    """

    __tablename__ = "enrollments"
    __table_args__ = (
        UniqueConstraint("sequence_id", "contact_id", "occasion"),
        Index("ix_enrollments_due", "state", "organization_id", "next_at"),
        Index("ix_enrollments_sequence", "sequence_id", "state", "step_id"),
        Index("ix_enrollments_contact", "contact_id", "state"),
    )

    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    occasion: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[EnrollmentState] = mapped_column(enum_column(EnrollmentState, "state"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    step_id: Mapped[int | None] = mapped_column(ForeignKey("sequence_steps.id"))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Outcome(StrEnum):
    """What came of one step for one person."""

    SENT = "sent"
    LEFT_OUT = "left_out"
    WAITED = "waited"
    LATE = "late"
    TASK = "task"
    YES = "yes"
    NO = "no"
    OTHER = "other"
    NONE = "none"


class StepDone(OrganizationOwned, Model):
    """That one step was done for one person, which happens once; a text's row has its message and when she answered."""

    __tablename__ = "sequence_steps_done"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "step_id"),
        Index("ix_sequence_steps_done_step", "step_id", "outcome"),
        Index("ix_sequence_steps_done_message", "message_id"),
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id", ondelete="CASCADE"))
    step_id: Mapped[int] = mapped_column(ForeignKey("sequence_steps.id", ondelete="CASCADE"))
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome, "outcome"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
