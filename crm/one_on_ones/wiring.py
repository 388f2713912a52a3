"""What one-on-ones bring to lower rooms: the goal measure of that name, and filters of segments."""

from __future__ import annotations

from flask import Flask

from crm.campaigns.measures import Measure, measures
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.core.errors import N_
from crm.one_on_ones.merging import REPOINTER
from crm.one_on_ones.queries import count_between, happenings_between
from crm.one_on_ones.segment_filters import FILTERS


def install(_app: Flask) -> None:
    """Let goals count one-on-ones, and segments ask about them."""
    repointers.register("one_on_ones", REPOINTER)
    bring(FILTERS)
    measures.register("one_on_ones", Measure(N_("One-on-ones"), count_between, happenings_between))
