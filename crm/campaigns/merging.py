"""What becomes of acquaintances with decision makers when two records become one: each decision maker is known once."""

from __future__ import annotations

from typing import Any

from crm.campaigns.models import Closeness
from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.core.errors import N_


def repoint(merging: Merging) -> None:
    """Move acquaintances; of two with one decision maker the closer is kept."""
    merging.unite("acquaintances.contact_id", ["decision_maker_id"], _closer)


def _closer(ours: Row, theirs: Row) -> dict[str, Any]:
    is_close = Closeness.KNOWS in (ours["closeness"], theirs["closeness"])
    return {
        "closeness": Closeness.KNOWS if is_close else Closeness.KNOWS_STAFF,
        "note": ours["note"] or theirs["note"],
    }


REPOINTER = Repointer(
    columns=("acquaintances.contact_id",),
    repoint=repoint,
    counted=(("acquaintances.contact_id", N_("Decision makers known")),),
)
