"""The words of the consent ledger on screens: what was written down, and how it was said."""

from __future__ import annotations

from flask_babel import gettext as _

from crm.sms.models import ConsentMethod, OptOutReason
from crm.sms.queries.consent_ledger import Act


def act_word(act: Act) -> str:
    """What was written down, in a word."""
    words: dict[Act, str] = {
        Act.AGREED: _("Agreed"),
        Act.REFUSED: _("Refused"),
        Act.STOPPED: _("Stopped"),
        Act.HELD: _("Held"),
        Act.LIFTED: _("Opened again"),
    }
    return words[act]


def act_kind(act: Act) -> str:
    """The colour class of an act; the word beside it says the same."""
    return {Act.AGREED: "good", Act.LIFTED: "good", Act.HELD: "warn"}.get(act, "bad")


def how_word(how: str) -> str:
    """How it was said: the method of an agreement, or the reason of a stop."""
    words: dict[str, str] = {
        ConsentMethod.WEB_FORM: _("on a form"),
        ConsentMethod.PAPER_SHEET: _("on paper"),
        ConsentMethod.KEYWORD: _("by a word in a text"),
        ConsentMethod.VERBAL: _("out loud"),
        ConsentMethod.IMPORT_ATTESTED: _("with a file that says so"),
        ConsentMethod.STOP_REPLY: _("by a text"),
        ConsentMethod.STAFF: _("written down by staff"),
        OptOutReason.WRONG_NUMBER: _("wrong number"),
        OptOutReason.HOSTILE: _("by an angry text"),
        OptOutReason.PROVIDER: _("told by the carrier"),
        OptOutReason.IMPORT: _("with a list of stops"),
        OptOutReason.HELD: _("by doubtful words"),
    }
    return words.get(how, "")
