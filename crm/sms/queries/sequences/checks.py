"""What must be mended in a sequence's texts before it runs, and how long they are."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from datetime import datetime

from crm.actions.queries import find_action
from crm.core.errors import Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.sms.merge_fields import fields, missing_fields, preview, problems
from crm.sms.models import Sequence, SequenceStep, StepKind
from crm.sms.queries.sequences.reading import steps_of
from crm.sms.queries.sequences.values import step_values
from crm.sms.queries.values import Values
from crm.sms.segments import Segments, measure

SAMPLE_NAME = {"en": "Andre", "es": "Lupe"}
"""Who stands in for everybody where a text is shown to nobody in particular."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A step's text in one language as an example person reads it, with its length."""

    language: str
    text: str
    size: Segments
    is_written: bool


def problems_of(sequence: Sequence, now: datetime, names: Many[str]) -> list[Refused]:
    """What is wrong with the texts of a sequence, by step and language; fields that an action will fill count as filled."""
    found: list[Refused] = []
    for step in steps_of(sequence.id):
        if step.kind is StepKind.SEND:
            found += step_problems(sequence, step, now, names)
    return found


def step_problems(sequence: Sequence, step: SequenceStep, now: datetime, names: Many[str]) -> list[Refused]:
    """What is wrong with one text, in both languages."""
    filled = _filled(sequence, step, now)
    return [
        problem
        for language in LANGUAGE_CODES
        for problem in problems(step.bodies.get(language, ""), filled[language], language, names)
    ]


def missing_for_good(sequence: Sequence, step: SequenceStep, now: datetime) -> bool:
    """Whether a text has a field that nothing fills now or later."""
    filled = _filled(sequence, step, now)
    return any(missing_fields(body, filled.get(language, {})) for language, body in step.bodies.items())


def shown_texts(sequence: Sequence, step: SequenceStep, sender_name: str, now: datetime) -> list[ShownText]:
    """A text in both languages as it reads for an example person; what is not known yet stands as the field's sample."""
    values = step_values(step, sequence.action_id, sender_name, now)
    shown = []
    for language in LANGUAGE_CODES:
        known = {name: value for name, value in values[language].items() if value}
        samples = {name: one.sample[language] for name, one in fields().items()}
        body = step.bodies.get(language, "")
        text = preview(body, samples | known | {"first_name": SAMPLE_NAME[language]})
        shown.append(ShownText(language, text, measure(text), bool(body)))
    return shown


def _filled(sequence: Sequence, step: SequenceStep, now: datetime) -> Values:
    values = step_values(step, sequence.action_id, "Alex", now)
    known = {language: {name: one for name, one in values[language].items() if one} for language in LANGUAGE_CODES}
    return {language: _samples(sequence, step, language, now) | known[language] for language in LANGUAGE_CODES}


def _samples(sequence: Sequence, step: SequenceStep, language: str, now: datetime) -> dict[str, str]:
    """What will fill fields later: everything for an action that is not known yet, else the recording of one that is over."""
    action = find_action(sequence.action_id)
    if action is not None and not step.asks_next:
        return {"link": fields()["link"].sample[language]} if action.starts_at <= now else {}
    return {name: one.sample[language] for name, one in fields().items()}
