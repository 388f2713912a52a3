"""The words that Twilio answers by itself when they are a whole text (SMS.md section 2)."""

STOP_WORDS = frozenset({"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "CANCEL", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})

DEFAULT_WORDS = tuple(sorted(STOP_WORDS | START_WORDS | HELP_WORDS))
"""What Twilio answers unless Advanced Opt-Out says otherwise."""


def keyword(body: str) -> str:
    """The provider's keyword that the whole text is, in capitals, or ""."""
    word = body.strip().upper()
    return word if word in STOP_WORDS | START_WORDS | HELP_WORDS else ""
