"""Keeping what became of the rows of a file, as many as anybody will want to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete

from crm.core.bulk import insert_columns
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.imports.matching import Verdict
from crm.imports.models import ImportRow, RowOutcome
from crm.imports.service.planning import Planned

PLAIN_ROWS = 500
"""So many rows are kept from the beginning of a file, however plain they are."""


def keep_rows(run_id: int, planned: Sequence[Planned], made: Mapping[int, int]) -> None:
    """Write a stretch of rows of an import anew; `made` gives the people that were made or found, by position."""
    if not planned:
        return
    first, last = planned[0].row.position, planned[-1].row.position
    stretch = delete(ImportRow).where(ImportRow.run_id == run_id, ImportRow.position.between(first, last))
    db.session.execute(stretch.execution_options(synchronize_session=False))
    kept = [one for one in planned if _is_kept(one)]
    now = utc_now()
    columns = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "run_id": run_id,
        "position": [one.row.position for one in kept],
        "line": [one.row.line for one in kept],
        "shown_name": [clean_line(one.row.name, 200) for one in kept],
        "outcome": [one.outcome for one in kept],
        "reason": [one.row.left_out or one.found.reason for one in kept],
        "contact_id": [made.get(one.row.position) or one.contact_id for one in kept],
        "candidate_id": [one.candidate_id for one in kept],
        "decision": [one.decision for one in kept],
        "details": [_details(one) for one in kept],
    }
    insert_columns(ImportRow, len(kept), columns)


def drop_rows(run_id: int) -> None:
    """Forget the rows of an import."""
    db.session.execute(delete(ImportRow).where(ImportRow.run_id == run_id).execution_options(synchronize_session=False))


def _is_kept(one: Planned) -> bool:
    """Whether somebody will ask for the row: to mend it, to decide, to see what it changed; or the file comes again."""
    row = one.row
    return row.position < PLAIN_ROWS or one.outcome is not RowOutcome.NEW or bool(one.decision) or row.is_weak


def _details(one: Planned) -> dict[str, Any]:
    """What a screen shows of a row beside its name; no answers to questions, which stand with the RSVP."""
    row = one.row
    details: dict[str, Any] = {
        "params": one.found.params,
        "emails": list(row.emails),
        "phones": list(row.phones),
        "raw_phone": clean_line(row.raw_phone, 80),
        "part": row.part.value,
        "attended": row.attended,
        "minutes": row.minutes,
        "language": row.language,
        "place": " ".join(row.fields[name] for name in ("city", "state", "postal_code") if name in row.fields),
    }
    if row.cells:
        details["cells"] = [cell[:1000] for cell in row.cells]
    if one.addition:
        added = [*one.addition.fields, *one.addition.custom]
        details["added"] = added + ["phone"] * bool(one.addition.phones) + ["email"] * bool(one.addition.emails)
    if one.found.verdict is Verdict.REVIEW and one.found.person is not None:
        details["candidate_line"] = max(0, -one.found.person.id)
    return details
