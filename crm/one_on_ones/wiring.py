"""What one-on-ones bring to lower rooms: a goal measure, filters of segments, and what phones saved without a signal."""

from __future__ import annotations

from flask import Flask

from crm.campaigns.measures import Measure, measures
from crm.campaigns.reference_files import reference_files
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.core.errors import N_
from crm.core.offline import device_keepers, receivers
from crm.core.resealing import sealed_columns
from crm.one_on_ones.devices import TALK, find_talk_device, talk_token
from crm.one_on_ones.merging import REPOINTER
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.policy import for_browsers
from crm.one_on_ones.prompts import FILE, PROMPTS
from crm.one_on_ones.queries import STORY_COLUMN, count_between, happenings_between
from crm.one_on_ones.receiving import ONE_ON_ONE, take_one_on_ones
from crm.one_on_ones.segment_filters import FILTERS


def install(app: Flask) -> None:
    """Let goals count one-on-ones, segments ask about them, and phones send what they saved without a signal."""
    device_keepers.register(TALK, find_talk_device)
    receivers.register(ONE_ON_ONE, take_one_on_ones)
    app.jinja_env.globals.update(talk_token=talk_token, never_stored=for_browsers)
    sealed_columns.register(STORY_COLUMN, OneOnOne.sealed_story)
    reference_files.register(FILE, PROMPTS)
    repointers.register("one_on_ones", REPOINTER)
    bring(FILTERS)
    measures.register("one_on_ones", Measure(N_("One-on-ones"), count_between, happenings_between))
