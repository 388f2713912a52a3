"""What the ladder brings to lower rooms: a filter, a goal measure, merging, undo, cards, and the worker's round."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import BatchKind, undo_handlers
from crm.campaigns.measures import Measure, measures
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.contacts.ties import tie_sources
from crm.core.errors import N_
from crm.core.registry import worker_steps
from crm.leadership import cards
from crm.leadership.jobs import suggest_steps
from crm.leadership.merging import REPOINTER
from crm.leadership.queries import ComingTo
from crm.leadership.segment_filters import FILTERS
from crm.leadership.service import undo_stages
from crm.leadership.ties import leading_ties


def _coming_to(stage: int, label: str) -> Measure:
    coming = ComingTo(stage)
    return Measure(label, coming.count, coming.people)


MEASURES = {
    "leaders_stage5": _coming_to(5, N_("New leaders")),
    "leaders_stage1": _coming_to(1, N_("Came to step 1 or higher")),
    "leaders_stage2": _coming_to(2, N_("Came to step 2 or higher")),
    "leaders_stage3": _coming_to(3, N_("Came to step 3 or higher")),
    "leaders_stage4": _coming_to(4, N_("Came to step 4 or higher")),
    "leaders_stage6": _coming_to(6, N_("Came to step 6")),
}
"""The steps of the ladder that a goal can count people coming to; from step 5 they lead."""


def install(_app: Flask) -> None:
    """Register all of it."""
    repointers.register("leadership", REPOINTER)
    undo_handlers.register(BatchKind.STAGES.value, undo_stages)
    bring(FILTERS)
    for name, measure in MEASURES.items():
        measures.register(name, measure)
    worker_steps.register("leadership.suggesting", suggest_steps)
    tie_sources.register("leading", leading_ties)
    cards.install()
