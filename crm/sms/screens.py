"""What the screens of texting give to templates: words, numbers as people write them, and how many wait for an answer."""

from __future__ import annotations

from flask import Flask, g, render_template
from flask_login import current_user

from crm.actions.queries import Action
from crm.core.access import current_actor
from crm.core.actor import STAFF, TEXTING, Role
from crm.core.slots import fill
from crm.sms import words
from crm.sms.plan_words import plan_sentence
from crm.sms.queries.conversations import count_late, count_waiting
from crm.sms.queries.shares import count_turns


def waiting_count() -> int:
    """How many conversations wait for an answer that the signed-in person may give; counted once a request."""
    if not current_user.is_authenticated or current_user.role not in (*STAFF, Role.TEXTER):
        return 0
    if "sms_waiting" not in g:
        g.sms_waiting = count_waiting(current_actor())
    return int(g.sms_waiting)


def late_count() -> int:
    """How many of them have waited so long that those who run the texting are told; counted once a request."""
    if not waiting_count() or current_user.role not in TEXTING:
        return 0
    if "sms_late" not in g:
        g.sms_late = count_late(current_actor())
    return int(g.sms_late)


def _late_card(user: object) -> str:
    """The card of late answers on the page of today; nothing while none is late."""
    late = late_count()
    return render_template("sms/_late_card.html", late=late) if late else ""


def turns_waiting() -> int:
    """How many texts of person-to-person blasts wait for the key of who is signed in."""
    return count_turns(current_user.id) if current_user.is_authenticated else 0


def _sequence_button(action: Action) -> str:
    """The way from an action to its sequences, for those who text to many."""
    return render_template("sms/_sequence_button.html", action=action)


def install(app: Flask) -> None:
    """Give templates the counts and the words of texting, and the page of today its card of late answers."""
    fill("today_cards", "sms late", _late_card)
    fill("action_buttons", "sequences", _sequence_button)
    app.jinja_env.globals.update(
        waiting_count=waiting_count,
        turns_waiting=turns_waiting,
        plan_sentence=plan_sentence,
        late_count=late_count,
        conversation_chip=words.conversation_chip,
        intent_word=words.intent_word,
        status_word=words.status_word,
        rsvp_word=words.rsvp_word,
        effect_word=words.effect_word,
        effect_of_answer=words.effect_of_answer,
        reason_word=words.reason_word,
        stands_word=words.stands_word,
    )
