"""Half-written texts to many: one's own, the latest first."""

from __future__ import annotations

from sqlalchemy import select

from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.sms.models import TextDraft


def list_drafts(user_id: int | None) -> list[TextDraft]:
    """What a user has begun to write and neither sent nor thrown away, the latest first."""
    query = select(TextDraft).where(TextDraft.user_id == user_id, TextDraft.thrown_away_at.is_(None))
    return list(db.session.scalars(query.order_by(TextDraft.updated_at.desc(), TextDraft.id.desc())))


def get_draft(user_id: int | None, draft_id: int) -> TextDraft:
    """One of a user's own drafts, thrown away or not; NotFound when it is not there or is somebody else's."""
    query = select(TextDraft).where(TextDraft.user_id == user_id, TextDraft.id == draft_id)
    draft = db.session.scalars(query).one_or_none()
    if draft is None:
        raise NotFound(N_("That draft is not here any more. It may have been sent."))
    return draft
