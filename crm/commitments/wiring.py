"""What promises bring to lower rooms: filters of segments, and what becomes of them when two records become one."""

from __future__ import annotations

from flask import Flask

from crm.commitments.segment_filters import FILTERS
from crm.commitments.service.merging import REPOINTER
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers


def install(_app: Flask) -> None:
    """Register the repointer, and let segments ask what people were asked and promised."""
    bring(FILTERS)
    repointers.register("commitments", REPOINTER)
