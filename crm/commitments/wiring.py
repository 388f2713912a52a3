"""What commitments bring to lower rooms: filters of segments."""

from __future__ import annotations

from flask import Flask

from crm.commitments.segment_filters import FILTERS
from crm.contacts.segments.filters import bring


def install(_app: Flask) -> None:
    """Let segments ask what people were asked and promised."""
    bring(FILTERS)
