"""What follows from each error code of Twilio, at the call or in a later receipt: the table of SMS.md section 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from crm.core.errors import N_

BAD_CREDENTIALS = 20003
TOO_MANY = 20429
OPTED_OUT = 21610
FILTERED = 30007
OUT_OF_REACH = 30003


class Remedy(StrEnum):
    """What a code means for others than the text itself: the number, the blast, the sender, the automatic answers."""

    NOTHING = "nothing"
    HALT_SENDER = "halt_sender"
    REST_SENDER = "rest_sender"
    SLOW_SENDER = "slow_sender"
    STOP_BLAST = "stop_blast"
    BAD_NUMBER = "bad_number"
    NOT_TEXTABLE = "not_textable"
    COUNT_DAYS = "count_days"
    OPT_OUT = "opt_out"
    HOLD_NUMBER = "hold_number"
    NO_AUTOMATIC = "no_automatic"
    ALERT = "alert"


class Moment(StrEnum):
    """A later moment that no number of hours names."""

    NEXT_DAY = "next_day"
    """After the next midnight of Pacific time, when the carriers count anew."""


class End(StrEnum):
    """What becomes of the text when it may not go once more."""

    FAILED = "failed"
    HELD = "held"
    """A person decides: it can be sent again or given up."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do about one code: `wait` says when the text may go again (None: never), `times` how often at most."""

    words: str
    remedy: Remedy = Remedy.NOTHING
    wait: timedelta | Moment | None = None
    times: int = 1
    end: End = End.FAILED
    only_if_relevant: bool = False


_NOW, _SOON, _LATER = timedelta(), timedelta(minutes=10), timedelta(hours=4)
_FULL, _PACE = N_("the sender's queue is full"), N_("the campaign's pace is used up")
_DAY, _NEW = N_("the day's carrier limit is used up"), N_("the number is still being set up")
_LOOP = N_("taken for a loop of automatic answers")

RULES: dict[int, Rule] = {
    BAD_CREDENTIALS: Rule(N_("the provider does not accept our credentials"), Remedy.HALT_SENDER, _NOW),
    30002: Rule(N_("the provider account is suspended"), Remedy.HALT_SENDER, _NOW),
    30037: Rule(N_("sending is switched off at the provider"), Remedy.HALT_SENDER, _NOW),
    TOO_MANY: Rule(N_("too many texts at once"), Remedy.SLOW_SENDER, _SOON, times=3),
    21611: Rule(_FULL, Remedy.REST_SENDER, _SOON, times=3),
    30001: Rule(_FULL, Remedy.SLOW_SENDER, _SOON, times=3),
    30022: Rule(_PACE, Remedy.SLOW_SENDER, _SOON, times=3),
    30023: Rule(_DAY, Remedy.REST_SENDER, Moment.NEXT_DAY, times=3),
    30027: Rule(_DAY, wait=Moment.NEXT_DAY, times=3),
    30024: Rule(_NEW, Remedy.ALERT, timedelta(hours=12), times=2),
    30035: Rule(_NEW, Remedy.ALERT, timedelta(hours=12), times=2),
    21211: Rule(N_("not a phone number"), Remedy.BAD_NUMBER),
    30005: Rule(N_("the number does not exist"), Remedy.BAD_NUMBER),
    21614: Rule(N_("the number cannot receive texts"), Remedy.NOT_TEXTABLE),
    21635: Rule(N_("a landline"), Remedy.NOT_TEXTABLE),
    30006: Rule(N_("a landline, or out of reach of texts"), Remedy.NOT_TEXTABLE),
    OPTED_OUT: Rule(N_("the number has opted out at the provider"), Remedy.OPT_OUT),
    30004: Rule(N_("the number blocks our texts"), Remedy.HOLD_NUMBER),
    30640: Rule(N_("the carrier asks not to text this number"), Remedy.HOLD_NUMBER),
    21606: Rule(N_("the sending number is not set up for texts"), Remedy.STOP_BLAST, _NOW),
    21703: Rule(N_("the messaging service has no number"), Remedy.STOP_BLAST, _NOW),
    21704: Rule(N_("the messaging service is not set up"), Remedy.STOP_BLAST, _NOW),
    30032: Rule(N_("the toll-free number is not verified"), Remedy.STOP_BLAST, _NOW),
    30033: Rule(N_("the carrier registration is suspended"), Remedy.STOP_BLAST, _NOW),
    30034: Rule(N_("the sending number is not registered with the carriers"), Remedy.STOP_BLAST, _NOW),
    OUT_OF_REACH: Rule(N_("the phone is off or out of reach"), Remedy.COUNT_DAYS, _LATER),
    30008: Rule(N_("not delivered; the carrier does not say why"), wait=timedelta(minutes=30)),
    30036: Rule(N_("not delivered in time"), wait=_NOW, only_if_relevant=True),
    30610: Rule(N_("outside the hours the carrier allows"), wait=Moment.NEXT_DAY, end=End.HELD),
    30450: Rule(N_("blocked as a suspected fraud"), Remedy.ALERT, end=End.HELD),
    14107: Rule(N_("too many automatic answers to this number"), Remedy.NO_AUTOMATIC),
    30039: Rule(_LOOP, Remedy.NO_AUTOMATIC),
    21408: Rule(N_("texts to that region are not switched on"), Remedy.ALERT),
    21612: Rule(N_("our number cannot reach that number"), Remedy.ALERT),
    21617: Rule(N_("longer than 1600 characters")),
    FILTERED: Rule(N_("filtered by the carrier")),
}
_UNKNOWN = Rule(N_("the provider refused the text"))

NO_AUTOMATIC_CODES = tuple(code for code, rule in RULES.items() if rule.remedy is Remedy.NO_AUTOMATIC)
FOR_ALL = frozenset({Remedy.HALT_SENDER, Remedy.REST_SENDER, Remedy.SLOW_SENDER, Remedy.STOP_BLAST})
"""What the text itself has no part in: at the call it is put back as if it had not been tried."""


def rule_for(code: int) -> Rule:
    """What to do about a code; one that is not known ends that text and nothing else."""
    return RULES.get(code, _UNKNOWN)


def remedy_for(code: int) -> Remedy:
    """What a code means beyond its text."""
    return rule_for(code).remedy
