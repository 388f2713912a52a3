"""The words of texting on screens: where a text is, what an answer was understood as, and why nothing is sent."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from crm.commitments.service import Answer
from crm.core.i18n import local
from crm.sms.models import Message, MessageStatus
from crm.sms.queries.conversations import ListedConversation
from crm.sms.queries.gate import Why
from crm.sms.replies import Intent
from crm.sms.standard_answers import Effect


def intent_word(intent: str) -> str:
    """What an answer was understood as, in a word; "" where there is nothing to say."""
    words: dict[str, str] = {
        Intent.YES_RSVP: _("Yes"),
        Intent.NO_RSVP: _("No"),
        Intent.MAYBE: _("Maybe"),
        Intent.QUESTION: _("Question"),
        Intent.STOP: _("Stop"),
        Intent.START: _("Opted in"),
        Intent.HELP: _("Help"),
        Intent.WRONG_NUMBER: _("Wrong number"),
        Intent.HOSTILE: _("Angry"),
    }
    return words.get(intent, "")


def intent_kind(intent: str) -> str:
    """The colour class of an answer's chip; the word beside it says the same."""
    kinds: dict[str, str] = {Intent.YES_RSVP: "good", Intent.START: "good", Intent.STOP: "bad", Intent.HOSTILE: "bad"}
    return kinds.get(intent, "warn" if intent in (Intent.QUESTION, Intent.MAYBE, Intent.HELP) else "")


def conversation_chip(row: ListedConversation) -> tuple[str, str]:
    """The word and colour class of a line of the list: a closed number says so first."""
    if row.closed is not None:
        return reason_word(row.closed).capitalize(), "warn" if row.closed is Why.HELD else "bad"
    return intent_word(row.intent), intent_kind(row.intent)


def reason_word(reason: str) -> str:
    """A reason kept with a text or given by the gate, translated; codes of the carriers come with their words."""
    return str(_(str(reason))) if reason else ""


def status_word(message: Message, now: datetime) -> str:
    """Where an outgoing text is, in words, with the reason when it did not go."""
    reason = reason_word(message.reason)
    if message.status is MessageStatus.QUEUED and message.send_after and message.send_after > now:
        return str(_("Goes out %(when)s", when=local(message.send_after)))
    if reason and message.status in _WITH_REASON:
        return f"{_plain_status(message.status)}: {reason}"
    return _plain_status(message.status)


_WITH_REASON = (
    MessageStatus.SKIPPED,
    MessageStatus.UNDELIVERED,
    MessageStatus.FAILED,
    MessageStatus.HELD,
    MessageStatus.CANCELED,
)


def _plain_status(status: MessageStatus) -> str:
    words: dict[MessageStatus, str] = {
        MessageStatus.QUEUED: _("Going out"),
        MessageStatus.CLAIMED: _("Going out"),
        MessageStatus.UNCERTAIN: _("Not known whether it went"),
        MessageStatus.HELD: _("Held"),
        MessageStatus.SKIPPED: _("Not sent"),
        MessageStatus.ACCEPTED: _("On its way"),
        MessageStatus.SENDING: _("On its way"),
        MessageStatus.SENT: _("Sent"),
        MessageStatus.DELIVERED: _("Delivered"),
        MessageStatus.UNDELIVERED: _("Not delivered"),
        MessageStatus.FAILED: _("Failed"),
        MessageStatus.CANCELED: _("Cancelled"),
        MessageStatus.RECEIVED: _("Received"),
    }
    return words[status]


def rsvp_word(answer: Answer) -> str:
    """The answer of an RSVP in a word, as it stands after "Marked RSVP"."""
    words: dict[Answer, str] = {
        Answer.YES: _("yes"),
        Answer.NO: _("no"),
        Answer.MAYBE: _("maybe"),
        Answer.LATER: _("later"),
        Answer.CONFIRMED: _("confirmed"),
        Answer.CANCELLED: _("cancelled"),
        Answer.WAITLIST: _("waitlist"),
        Answer.INVITED: _("invited"),
    }
    return words[answer]


def effect_word(effect: str) -> str:
    """What a text did beyond an RSVP, as the program noted it, translated."""
    effects: dict[str, str] = {
        "held until someone decides": _("Held until someone decides"),
        "texting to this number has ended": _("Texting to this number has ended"),
        "texting to this number is open again": _("Texting to this number is open again"),
        "answered with how to reach us": _("Answered with how to reach us"),
        "said who is writing": _("Said who is writing"),
    }
    return str(effects.get(effect, effect))


def effect_of_answer(effect: Effect) -> str:
    """What a ready answer does besides being sent, in a word or two."""
    effects: dict[Effect, str] = {
        Effect.YES: _("marks yes"),
        Effect.MAYBE: _("marks maybe"),
        Effect.NO: _("marks no"),
        Effect.BRING: _("marks a promise"),
        Effect.RIDE: _("makes a task"),
        Effect.CARE: _("makes a task"),
        Effect.MEET: _("makes a task"),
    }
    return effects[effect]


def stands_word(value: int) -> str:
    """Where a person stands, 1 (leads with us) to 5 (against), in words."""
    words: dict[int, str] = {
        1: _("Leads with us"),
        2: _("With us"),
        3: _("Not sure"),
        4: _("Leans away"),
        5: _("Against"),
    }
    return words[value]
