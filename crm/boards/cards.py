"""What boards bring to Today: the week in words, from Monday to Wednesday."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import render_template

from crm.boards.digest_words import paragraphs
from crm.boards.queries.digests import list_digests
from crm.core.access import current_actor, now
from crm.core.slots import fill

SHOWN_FOR = timedelta(days=3)


def digest_card(user: Any) -> str:
    """The first sentence of what the last week came to, while it is new."""
    kept = list_digests(current_actor().user_id or 0)[:1]
    if not kept or kept[0].made_at <= now() - SHOWN_FOR:
        return ""
    return render_template("boards/_digest_card.html", digest=kept[0], sentence=paragraphs(kept[0].figures)[0][1][0])


def install() -> None:
    """Fill the slot of Today."""
    fill("today_cards", "digest", digest_card)
