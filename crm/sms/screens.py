"""What the screens of texting give to templates: words, numbers as people write them, and how many wait for an answer."""

from __future__ import annotations

from flask import Flask, g
from flask_login import current_user

from crm.core.access import current_actor
from crm.core.actor import STAFF, Role
from crm.sms import words
from crm.sms.plan_words import plan_sentence
from crm.sms.queries.conversations import count_waiting


def waiting_count() -> int:
    """How many conversations wait for an answer that the signed-in person may give; counted once a request."""
    if not current_user.is_authenticated or current_user.role not in (*STAFF, Role.TEXTER):
        return 0
    if "sms_waiting" not in g:
        g.sms_waiting = count_waiting(current_actor())
    return int(g.sms_waiting)


def install(app: Flask) -> None:
    """Give templates waiting_count() and the words of texting."""
    app.jinja_env.globals.update(
        waiting_count=waiting_count,
        plan_sentence=plan_sentence,
        conversation_chip=words.conversation_chip,
        intent_word=words.intent_word,
        status_word=words.status_word,
        rsvp_word=words.rsvp_word,
        effect_word=words.effect_word,
        reason_word=words.reason_word,
        stands_word=words.stands_word,
    )
