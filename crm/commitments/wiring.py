"""What commitments bring to lower rooms: merging, what somebody who leaves still owes, and filters of segments."""

from __future__ import annotations

from flask import Flask

from crm.commitments import handing_over, telling, testimony_panel
from crm.commitments.segment_filters import FILTERS
from crm.commitments.service.merging import REPOINTER
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers


def install(_app: Flask) -> None:
    """Register what merging and handing over do here, and let segments ask what people were asked and promised."""
    repointers.register("commitments", REPOINTER)
    handing_over.install()
    telling.install()
    testimony_panel.install()
    bring(FILTERS)
