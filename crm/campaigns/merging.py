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
    kept = min(ours, theirs, key=lambda one: (one["closeness"] != Closeness.KNOWS, -one["strength"]))
    same = {name: kept[name] for name in ("closeness", "strength", "staff_member_id")}
    return same | {"note": ours["note"] or theirs["note"]}


REPOINTER = Repointer(
    columns=("acquaintances.contact_id",),
    repoint=repoint,
    counted=(("acquaintances.contact_id", N_("Decision makers known")),),
)
