"""Reading the audit log."""

from __future__ import annotations

from sqlalchemy import select

from crm.audit.models import AuditEntry
from crm.core.database import db


def ids_with_entry(subject_type: str, ids: list[int], verb: str) -> set[int]:
    """Those of the ids to which somebody did what the verb says."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_type == subject_type, AuditEntry.subject_id.in_(ids), AuditEntry.verb == verb
    )
    return {subject_id for subject_id in db.session.scalars(query.distinct()) if subject_id is not None}
