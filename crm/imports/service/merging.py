"""What becomes of the rows of files when two records become one: they lead to the one who stays."""

from __future__ import annotations

from crm.contacts.service.repointing import mover
from crm.core.errors import N_

REPOINTER = mover(
    "import_rows.contact_id",
    "import_rows.candidate_id",
    counted=(("import_rows.contact_id", N_("Rows of files")),),
)
