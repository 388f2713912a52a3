"""What becomes of one-on-ones and assessments when two records become one: they move; sealed stories are not opened."""

from __future__ import annotations

from crm.contacts.service.repointing import mover
from crm.core.errors import N_

REPOINTER = mover(
    "one_on_ones.contact_id",
    "assessments.contact_id",
    counted=(("one_on_ones.contact_id", N_("One-on-ones")), ("assessments.contact_id", N_("Assessments"))),
)
