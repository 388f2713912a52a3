"""Half-written texts to many are kept while somebody writes: taken up again, thrown away, taken back, and gone once sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from crm.core.actor import Actor
from crm.core.database import db
from crm.core.text import clean_line
from crm.core.upsert import insert_missing
from crm.sms.models import Blast, TextDraft
from crm.sms.queries.drafts import get_draft

LANGUAGES = ("en", "es")
LONGEST = 60_000
"""Characters of one page: two texts and five thousand people picked by hand."""
TAKEN_BACK_WITHIN = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=180)
"""As long as the words of texts are kept (SMS.md section 9)."""


def keep_draft(actor: Actor, now: datetime, submit_key: str, form: Mapping[str, Sequence[str]]) -> TextDraft | None:
    """Keep a page as it stands, in place of how it stood; None when nothing is written or it was sent meanwhile.

    A page whose words were all taken out again is no draft any more.
    """
    title = _title(form)
    if not submit_key or sum(len(value) for values in form.values() for value in values) > LONGEST:
        return None
    if not title or _is_sent(submit_key):
        drop_draft(submit_key)
        return None
    kept = {name: list(values) for name, values in form.items()}
    row = {"submit_key": submit_key, "title": title, "form": kept}
    stamps = {"organization_id": actor.organization_id, "created_at": now, "created_by_id": actor.user_id}
    insert_missing(
        TextDraft, [row | stamps | {"user_id": actor.user_id, "updated_at": now}], ("organization_id", "submit_key")
    )
    mine = select(TextDraft).where(TextDraft.submit_key == submit_key, TextDraft.user_id == actor.user_id)
    draft = db.session.scalars(mine).one_or_none()
    if draft is not None:
        draft.title, draft.form, draft.updated_at, draft.thrown_away_at = title, kept, now, None
        db.session.flush()
    return draft


def drop_draft(submit_key: str) -> None:
    """The page was sent, or emptied: it is no draft any more."""
    db.session.execute(delete(TextDraft).where(TextDraft.submit_key == submit_key))


def throw_away(actor: Actor, now: datetime, draft_id: int) -> TextDraft:
    """Take one's own draft off the list; it can be taken back for a month."""
    draft = get_draft(actor.user_id, draft_id)
    draft.thrown_away_at = now
    db.session.flush()
    return draft


def take_back(actor: Actor, draft_id: int) -> TextDraft:
    """Put a draft that was thrown away on the list again."""
    draft = get_draft(actor.user_id, draft_id)
    draft.thrown_away_at = None
    db.session.flush()
    return draft


def forget_old_drafts(now: datetime) -> int:
    """Delete what was thrown away a month ago and what nobody touched for half a year; how many drafts that were."""
    thrown = TextDraft.thrown_away_at < now - TAKEN_BACK_WITHIN
    done = db.session.execute(delete(TextDraft).where(thrown | (TextDraft.updated_at < now - FORGOTTEN_AFTER)))
    return int(getattr(done, "rowcount", 0))


def _title(form: Mapping[str, Sequence[str]]) -> str:
    """The first words that somebody wrote."""
    words = (value for name in LANGUAGES for value in form.get(name, ()))
    return next((line for word in words if (line := clean_line(word, 200))), "")


def _is_sent(submit_key: str) -> bool:
    sent = Blast.submit_key.startswith(f"{submit_key}/", autoescape=True) | (Blast.submit_key == submit_key)
    return db.session.scalars(select(Blast.id).where(sent).limit(1)).first() is not None
