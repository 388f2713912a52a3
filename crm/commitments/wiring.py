"""What commitments bring to lower rooms: what becomes of them when two records become one, and filters of segments."""

from __future__ import annotations

from flask import Flask

from crm.commitments.segment_filters import FILTERS
from crm.commitments.service.merging import REPOINTER
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers


def install(_app: Flask) -> None:
    """Register the repointer, and let segments ask what people were asked and promised."""
    repointers.register("commitments", REPOINTER)
    bring(FILTERS)
