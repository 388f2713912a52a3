"""What filters of segments let one choose of actions: one of them, and their kinds."""

from __future__ import annotations

from sqlalchemy import select

from crm.actions.models import Action
from crm.actions.queries import action_kinds, find_action
from crm.contacts.segments.inputs import Rows
from crm.core.database import db
from crm.core.i18n import bilingual, local_day

MOST_OFFERED = 200


def _said(action: Action) -> str:
    title = bilingual(action.short_title or action.title, action.short_title_es or action.title_es)
    return f"{title} ({local_day(action.starts_at, 'MMM d, y')})"


def _latest() -> list[tuple[int, str]]:
    query = select(Action).order_by(Action.starts_at.desc(), Action.id.desc()).limit(MOST_OFFERED)
    return [(action.id, _said(action)) for action in db.session.scalars(query)]


def _find(action_id: int) -> str | None:
    action = find_action(action_id)
    return _said(action) if action else None


class Kinds:
    """The kinds of action of the reference list."""

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""
        return [(kind.key, bilingual(kind.label, kind.label_es)) for kind in action_kinds()]

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such thing."""
        return dict(self.offered()).get(value)


ACTIONS = Rows(_latest, _find)
KINDS = Kinds()
