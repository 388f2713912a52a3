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
from crm.leadership.queries import count_new_leaders, new_leaders
from crm.leadership.segment_filters import FILTERS
from crm.leadership.service import undo_stages
from crm.leadership.ties import leading_ties


def install(_app: Flask) -> None:
    """Register all of it."""
    repointers.register("leadership", REPOINTER)
    undo_handlers.register(BatchKind.STAGES.value, undo_stages)
    bring(FILTERS)
    measures.register("leaders_stage5", Measure(N_("New leaders"), count_new_leaders, new_leaders))
    worker_steps.register("leadership.suggesting", suggest_steps)
    tie_sources.register("leading", leading_ties)
    cards.install()
