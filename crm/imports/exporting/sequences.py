"""Sequences going out: their steps, who was in them and what was done for each; keywords, and who sent what by hand."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.actor import TEXTING
from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table
from crm.sms.models import Enrollment, Keyword, Sequence, SequenceStep, StepDone, TexterShare


def of_sequences() -> Iterator[Subject]:
    """Every table of sequences, keywords and person-to-person texting."""
    yield of_table(
        "sequences",
        N_("Sequences"),
        Sequence,
        "name trigger action_id stage goal status is_alone pause_above paused_because started_at started_by_id",
        roles=TEXTING,
    )
    yield of_table(
        "sequence_steps",
        N_("Steps of sequences"),
        SequenceStep,
        "sequence_id position kind removed_at clock minutes hour template_id bodies only_if asks_next task_kind title"
        " due_days arms",
        roles=TEXTING,
    )
    yield of_table(
        "enrollments",
        N_("Who is in a sequence"),
        Enrollment,
        "contact_id sequence_id action_id occasion state reason step_id since next_at ended_at",
        Enrollment.contact_id,
    )
    yield of_table(
        "sequence_steps_done",
        N_("Steps done"),
        StepDone,
        "enrollment_id step_id outcome reason message_id answered_at at",
        roles=TEXTING,
    )
    yield from _of_texts()


def _of_texts() -> Iterator[Subject]:
    yield of_table(
        "keywords", N_("Keywords"), Keyword, "word act action_id sequence_id bodies created_at", roles=TEXTING
    )
    yield of_table(
        "texter_shares",
        N_("Who sends what by hand"),
        TexterShare,
        "blast_id message_id user_id pressed_at",
        roles=TEXTING,
    )
