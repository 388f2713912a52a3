"""The number of an organization's inbox: raised with every commit that changes a conversation, read by open pages.

It is written last, just before the commit, so that no transaction holds its row while it waits for another's rows.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, UOWTransaction

from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import Conversation, ConversationNote, InboxVersion, OptOut

CHANGED = "inboxes that changed"
SHOWN = (Conversation, ConversationNote, OptOut)
"""What a list or a thread shows; a change of these that passes by the session is told with `touch_inbox`."""


def touch_inbox() -> None:
    """Say that the inbox of the organization in scope changed."""
    db.session.info.setdefault(CHANGED, set()).add(current_organization_id())


def _notice(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    shown = [row for row in (*session.new, *session.dirty) if isinstance(row, SHOWN)]
    changed = {cast("int | None", row.organization_id) or current_organization_id() for row in shown}
    if changed:
        session.info.setdefault(CHANGED, set()).update(changed)


def _raise(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    for organization_id in sorted(session.info.pop(CHANGED, ())):
        connection = session.connection()
        dialect_insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
        now = utc_now()
        row = {"organization_id": organization_id, "version": 1, "created_at": now, "updated_at": now}
        raised = {"version": InboxVersion.version + 1, "updated_at": now}
        unique = ["organization_id"]
        connection.execute(
            dialect_insert(InboxVersion).values(row).on_conflict_do_update(index_elements=unique, set_=raised)
        )


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(CHANGED, None)


def install() -> None:
    """Watch every session of this process."""
    for moment, heed in (("before_flush", _notice), ("before_commit", _raise), ("after_rollback", _forget)):
        if not event.contains(Session, moment, heed):
            event.listen(Session, moment, heed)
