"""What one-on-ones bring to lower rooms: the goal measure of that name."""

from __future__ import annotations

from flask import Flask

from crm.campaigns.measures import Measure, measures
from crm.contacts.service.repointing import repointers
from crm.core.errors import N_
from crm.one_on_ones.merging import REPOINTER
from crm.one_on_ones.queries import count_between, happenings_between


def install(_app: Flask) -> None:
    """Let goals count one-on-ones."""
    repointers.register("one_on_ones", REPOINTER)
    measures.register("one_on_ones", Measure(N_("One-on-ones"), count_between, happenings_between))
