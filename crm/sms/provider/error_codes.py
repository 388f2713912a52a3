"""What follows from each error code of Twilio, at the call or in a later receipt (SMS.md section 1)."""

from __future__ import annotations

from enum import StrEnum

from crm.core.errors import N_


class Remedy(StrEnum):
    """What to do about an error code."""

    HALT = "halt"
    WAIT = "wait"
    BAD_NUMBER = "bad_number"
    NOT_TEXTABLE = "not_textable"
    OPT_OUT = "opt_out"
    HOLD_NUMBER = "hold_number"
    STOP_BLAST = "stop_blast"
    GIVE_UP = "give_up"


_CODES: dict[Remedy, dict[int, str]] = {
    Remedy.HALT: {
        20003: N_("the provider does not accept our credentials"),
        30002: N_("the provider account is suspended"),
        30037: N_("sending is switched off at the provider"),
    },
    Remedy.WAIT: {
        20429: N_("too many texts at once"),
        21611: N_("the sender's queue is full"),
        30001: N_("the sender's queue is full"),
        30022: N_("the campaign's pace is used up"),
        30023: N_("the day's carrier limit is used up"),
        30024: N_("the number is still being set up"),
        30027: N_("the day's carrier limit is used up"),
        30035: N_("the number is still being set up"),
    },
    Remedy.BAD_NUMBER: {
        21211: N_("not a phone number"),
        30005: N_("the number does not exist"),
    },
    Remedy.NOT_TEXTABLE: {
        21614: N_("the number cannot receive texts"),
        21635: N_("a landline"),
        30006: N_("a landline, or out of reach of texts"),
    },
    Remedy.OPT_OUT: {21610: N_("the number has opted out at the provider")},
    Remedy.HOLD_NUMBER: {
        30004: N_("the number blocks our texts"),
        30640: N_("the carrier asks not to text this number"),
    },
    Remedy.STOP_BLAST: {
        21606: N_("the sending number is not set up for texts"),
        21703: N_("the messaging service has no number"),
        21704: N_("the messaging service is not set up"),
        30032: N_("the toll-free number is not verified"),
        30033: N_("the carrier registration is suspended"),
        30034: N_("the sending number is not registered with the carriers"),
    },
    Remedy.GIVE_UP: {
        14107: N_("too many automatic answers to this number"),
        21408: N_("texts to that region are not switched on"),
        21612: N_("our number cannot reach that number"),
        21617: N_("longer than 1600 characters"),
        30003: N_("the phone is off or out of reach"),
        30007: N_("filtered by the carrier"),
        30008: N_("not delivered; the carrier does not say why"),
        30036: N_("not delivered in time"),
        30039: N_("taken for a loop of automatic answers"),
        30450: N_("blocked as a suspected fraud"),
        30610: N_("outside the hours the carrier allows"),
    },
}
_REMEDIES = {code: remedy for remedy, codes in _CODES.items() for code in codes}
_WORDS = {code: words for codes in _CODES.values() for code, words in codes.items()}


def remedy_for(code: int) -> Remedy:
    """What to do about a code; one that is not known ends that text and nothing else."""
    return _REMEDIES.get(code, Remedy.GIVE_UP)


def words_for(code: int) -> str:
    """The code in words, to be translated where it is shown."""
    return _WORDS.get(code, N_("the provider refused the text"))
